"""What a teacher writes of a practice, as one value."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from matching.practice.models import PracticeReport


@dataclass(frozen=True, kw_only=True)
class Words:
    """Three answers, and a technical improvement with what it is worth in a year, where there was one."""

    did: str = ""
    learned: str = ""
    teaching: str = ""
    improvement: str = ""
    worth: int = 0


@dataclass(frozen=True, kw_only=True)
class Photos:
    """Cleaned ones that come, captions of kept ones by their ids, and the ids of those that go."""

    brought: Sequence[bytes] = ()
    captions: Mapping[int, str] = field(default_factory=dict)
    dropped: Collection[int] = ()


def words_of(report: PracticeReport | None) -> Words:
    """What a stored report says; nothing where there is none yet."""
    if report is None:
        return Words()
    return Words(
        did=report.did,
        learned=report.learned,
        teaching=report.teaching,
        improvement=report.improvement,
        worth=report.worth,
    )
