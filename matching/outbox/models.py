"""A letter to an account, which the notifications page shows, and its way out by each channel."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.db import Base
from matching.outbox.enums import Channel, DeliveryState, Reason
from matching.outbox.letters import Letter


class OutboxLetter(Base):
    """One letter to one person; `key` makes the same news impossible to send twice.

    `planned_at` says when its deliveries were made; until then nobody has asked which channels it takes.
    """

    __tablename__ = "outbox_letter"
    __table_args__ = (
        Index("ix_outbox_letter_to", "to_id", "read_at"),
        Index("ix_outbox_letter_planned", "planned_at", "id"),
        Index("ix_outbox_letter_round", "round_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Letter]
    key: Mapped[str] = mapped_column(unique=True)
    to_id: Mapped[int]
    round_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    url: Mapped[str]
    created_at: Mapped[datetime]
    planned_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]


class Delivery(Base):
    """One letter on one channel. `carried_by_id` is the summary that takes a held one along."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("letter_id", "channel"),
        CheckConstraint("(state = 'waiting') = (next_try_at IS NOT NULL)", name="waiting_until"),
        CheckConstraint("(state = 'sending') = (begun_at IS NOT NULL)", name="begun_iff_sending"),
        CheckConstraint(
            "(state IN ('sent', 'failed', 'skipped')) = (finished_at IS NOT NULL)", name="finished_iff_over"
        ),
        CheckConstraint("state NOT IN ('failed', 'skipped') OR reason IS NOT NULL", name="failed_why"),
        Index("ix_delivery_due", "state", "channel", "next_try_at"),
        Index("ix_delivery_carried_by_id", "carried_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("outbox_letter.id", ondelete="CASCADE"))
    channel: Mapped[Channel]
    state: Mapped[DeliveryState]
    reason: Mapped[Reason | None]
    answer: Mapped[str] = mapped_column(default="")  # the other side's code, never its words
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    provider_id: Mapped[str] = mapped_column(default="")
    carried_by_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_letter.id", ondelete="SET NULL"))

    letter: Mapped[OutboxLetter] = relationship(foreign_keys=letter_id)
