"""A letter to an account. The row is also what the notifications page shows."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from matching.db import Base
from matching.outbox.letters import Letter, LetterState


class OutboxLetter(Base):
    """One letter to one person; `key` makes the same news impossible to send twice."""

    __tablename__ = "outbox_letter"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_iff_sent"),
        Index("ix_outbox_letter_to", "to_id", "read_at"),
        Index("ix_outbox_letter_waiting", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Letter]
    key: Mapped[str] = mapped_column(unique=True)
    to_id: Mapped[int]
    facts: Mapped[dict[str, Any]]
    url: Mapped[str]
    state: Mapped[LetterState] = mapped_column(default=LetterState.WAITING)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(default="")
