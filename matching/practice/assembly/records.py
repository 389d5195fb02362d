"""Practice that came about without a post of this service, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matching.practice.enums import RecordKind

KINDS: Mapping[str, RecordKind] = {kind.value: kind for kind in RecordKind}


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a teacher did, where, and in which days; the document is whatever proves it."""

    kind: RecordKind
    enterprise_name: str
    starts_on: date
    ends_on: date
    outcome: str = ""
    document: str = ""
