"""The trail and its head. Triggers in the migration refuse to change or delete an event."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matching.audit.kinds import AuditKind
from matching.db import Base


class AuditEvent(Base):
    """One deed. Plain ids, no foreign keys: the trail outlives what it tells of."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[AuditKind] = mapped_column(index=True)
    subject_type: Mapped[str]
    subject_id: Mapped[int | None]
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    by_id: Mapped[int | None] = mapped_column(index=True)
    by_name: Mapped[str]
    acting_for_id: Mapped[int | None]
    request_id: Mapped[str]
    facts: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AuditHead(Base):
    """The end of the chain, one row: a cut-off tail shows."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    hash: Mapped[str]
