"""Bring the rows in line with what live data says: raise, change, resolve, each in one statement.

Most of the time nothing has changed, and nothing is written: the caller reads apart and only then writes.
Two keepers at once do no harm; what one raised, the other finds raised.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matching.kernel import clock
from matching.matters.enums import MatterKind, Urgency
from matching.matters.found import Found, Key
from matching.matters.models import Matter

INSERTS: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Row(NamedTuple):
    """What the keeper reads of an open row, in the order of `queries.open_rows`."""

    id: int
    audience: str
    audience_id: int
    kind: MatterKind
    subject_id: int
    n: int
    urgency: Urgency
    due_at: datetime | None
    told_at: datetime | None

    @property
    def key(self) -> Key:
        """Which matter it is of."""
        return Key(self.audience, self.audience_id, self.kind, self.subject_id)

    @property
    def state(self) -> tuple[int, Urgency, datetime | None]:
        """What may change while it is open."""
        return self.n, self.urgency, self.due_at


@dataclass(frozen=True)
class Changes:
    """What has to be written: rows to raise, rows that changed, ids of rows that are done."""

    raised: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    resolved: list[int]

    def __bool__(self) -> bool:
        return bool(self.raised or self.changed or self.resolved)


def compared(found: Iterable[Found], rows: Iterable[Row]) -> Changes:
    """Of the matters there are, and the rows that stand open."""
    urgency_of = cache(Urgency.of)  # most matters of many people share a deadline
    there = {one.key: {"n": one.n, "urgency": urgency_of(one.ends), "due_at": one.ends} for one in found}
    known = {row.key: row for row in rows}
    return Changes(
        raised=[key._asdict() | told for key, told in there.items() if key not in known],
        changed=[
            {"id": known[key].id} | told
            for key, told in there.items()
            if key in known and tuple(told.values()) != known[key].state
        ],
        resolved=[row.id for key, row in known.items() if key not in there],
    )


def written(changes: Changes, session: Session) -> None:
    """Write them down, in the caller's transaction."""
    now = clock.now()
    if changes.raised:
        insert = INSERTS[session.get_bind().dialect.name](Matter).on_conflict_do_nothing()
        told = _told_today(session)
        session.execute(
            insert,
            [
                row | {"raised_at": now, "told_at": told.get(Key(*(row[name] for name in Key._fields)))}
                for row in changes.raised
            ],
        )
    if changes.changed:
        session.execute(update(Matter), changes.changed)
    if changes.resolved:
        session.execute(update(Matter), [{"id": row_id, "resolved_at": now} for row_id in changes.resolved])


def _told_today(session: Session) -> dict[Key, datetime | None]:
    """What went away today after it was told: back on the same day, it is no news."""
    midnight = clock.from_local(datetime.combine(clock.today(), time()))
    marks = (Matter.audience, Matter.audience_id, Matter.kind, Matter.subject_id)
    told = (
        select(*marks, func.max(Matter.told_at))
        .where(Matter.resolved_at >= midnight, Matter.told_at >= midnight)
        .group_by(*marks)
    )
    return {Key(*row[:4]): row[4] for row in session.execute(told)}
