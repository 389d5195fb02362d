"""A matter as live data has it at this moment: plain values, good for a page, a row and a letter."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from matching.kernel import clock
from matching.matters.enums import MatterKind, Urgency


class Key(NamedTuple):
    """What makes two matters the same one."""

    audience: str
    audience_id: int
    kind: MatterKind
    subject_id: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """`until` and `day` are its deadline, a moment or a whole day; a day beside a moment is only told.

    What `n`, `of`, `more` and `detail` hold is said by the question that fills them.
    """

    kind: MatterKind
    audience: str
    audience_id: int
    subject_id: int
    name: str = ""
    n: int = 0
    of: int = 0
    more: int = 0
    detail: str = ""
    until: datetime | None = None
    day: date | None = None
    since: datetime | None = None

    @property
    def key(self) -> Key:
        """Which matter this is."""
        return Key(self.audience, self.audience_id, self.kind, self.subject_id)

    @property
    def due(self) -> datetime | date | None:
        """The deadline as people read it."""
        return self.until or self.day

    @property
    def ends(self) -> datetime | None:
        """The deadline as a moment: a day lasts until its midnight."""
        if self.until is not None or self.day is None:
            return self.until
        return clock.from_local(datetime.combine(self.day + timedelta(days=1), time()))

    @property
    def urgency(self) -> Urgency:
        """How pressing it is now."""
        return Urgency.of(self.ends)

    @property
    def facts(self) -> dict[str, Any]:
        """As a letter carries it."""
        dates = {"until": _written(self.until), "day": _written(self.day), "since": None}
        return asdict(self) | {"kind": self.kind.value} | dates

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> "Found":
        """As a letter tells it: the same matter, at the moment the letter was written."""
        until, day = facts["until"], facts["day"]
        return cls(
            **dict(facts)
            | {
                "kind": MatterKind(facts["kind"]),
                "until": datetime.fromisoformat(until) if until else None,
                "day": date.fromisoformat(day) if day else None,
            }
        )


def _written(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None
