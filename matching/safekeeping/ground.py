"""What must always hold of the database itself: its files, its references, its locks."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ForeignKeyConstraint, and_, or_, select, text
from sqlalchemy.orm import Session

from matching.db import Base
from matching.invariants import Invariant, Witness
from matching.kernel.i18n import _l

# Tables whose rows are never changed or deleted; the migrations lock them with triggers.
NEVER_ALTERED = ("audit_event", "lottery_number", "match_run", "proposal", "slot_demand", "wish_submission")

LOCKS = {
    "sqlite": "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name",
    "postgresql": (
        "SELECT c.relname, 2 * count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') GROUP BY c.relname"
    ),
}
UNSOUND = (
    "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE NOT (i.indisvalid AND i.indisready)"
    " UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated"
)


def _unlocked(session: Session) -> Iterator[Witness]:
    question = text(LOCKS[session.get_bind().dialect.name])
    locks: dict[str, int] = {table: count for table, count in session.execute(question)}
    for table in NEVER_ALTERED:
        if locks.get(table, 0) < 2:  # one against changing, one against deleting
            yield {"table": table}


def _damaged(session: Session) -> Iterator[Witness]:
    """What the database says of its own pages and indexes."""
    if session.get_bind().dialect.name == "sqlite":
        for line in session.scalars(text("PRAGMA integrity_check")).all():
            if line != "ok":
                yield {"fault": line}
        return
    for name in session.scalars(text(UNSOUND)).all():
        yield {"fault": name}
    if session.scalar(text("SELECT count(*) FROM pg_extension WHERE extname = 'amcheck'")):
        session.execute(
            text(
                "SELECT bt_index_check(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                " JOIN pg_am a ON a.oid = c.relam WHERE a.amname = 'btree' AND c.relpersistence <> 't'"
            )
        )


def _pointing_nowhere(session: Session) -> Iterator[Witness]:
    for table in Base.metadata.sorted_tables:
        for reference in table.foreign_key_constraints:
            for row in session.execute(_orphans(reference)):
                yield {"table": table.name, "to": reference.referred_table.name, **row._asdict()}


def _orphans(reference: ForeignKeyConstraint) -> Any:
    here = [element.parent for element in reference.elements]
    there = reference.referred_table.alias()
    meets = and_(*(element.parent == there.c[element.column.name] for element in reference.elements))
    return (
        select(*reference.table.primary_key.columns)
        .outerjoin(there, meets)
        .where(*(column.is_not(None) for column in here), or_(*(c.is_(None) for c in there.primary_key)))
    )


INVARIANTS = (
    Invariant("I9", _l("Rows that are never altered are locked by the database."), look=_unlocked),
    Invariant("I23", _l("The database finds no fault in its own files."), look=_damaged),
    Invariant("I23", _l("Every row that another points to is there."), look=_pointing_nowhere),
)
