"""Everything the database holds, as one comparable value; what reading may change is left out."""

import hashlib
from typing import Any

from flask import Flask
from sqlalchemy import Select, select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent, AuditHead
from matching.db import db

# Denials, and data taken out of the house, are told to the trail on purpose; the head counts them.
# When a session was last seen is no deed.
NOT_COMPARED = {AuditHead.__tablename__}
NOT_COMPARED_COLUMNS = {("account_session", "seen_at")}
TOLD_ANYWAY = (
    AuditKind.DENIED,
    AuditKind.EXPORT,
    AuditKind.PREVIEW,
    AuditKind.ROSTER_EXPORT,
    AuditKind.TEACHERS_EXPORT,
    AuditKind.ROUND_EXPORT,
)


def dump(app: Flask) -> dict[str, tuple[int, str]]:
    """Table -> how many rows, and a digest of them all."""
    with app.app_context():
        told = {}
        for table in db.metadata.sorted_tables:
            if table.name not in NOT_COMPARED:
                rows = sorted(repr(tuple(row)) for row in db.session.execute(_rows_of(table)))
                told[table.name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        db.session.rollback()
        return told


def differences(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    """Tables that changed."""
    return [name for name in before if before[name] != after[name]]


def _rows_of(table: Any) -> Select[Any]:
    columns = [c for c in table.c if (table.name, c.name) not in NOT_COMPARED_COLUMNS]
    rows = select(*columns)
    return rows.where(AuditEvent.kind.not_in(TOLD_ANYWAY)) if table.name == AuditEvent.__tablename__ else rows


def last_events(app: Flask, count: int = 3) -> list[str]:
    """The end of the trail, for the sentence of a test that failed."""
    with app.app_context():
        rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(count))
        return [f"{row.kind.value} {row.facts}" for row in rows]
