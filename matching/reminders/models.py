"""One reminder: to the students of one school in one round, on one day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matching.db import Base
from matching.reminders.enums import About


class Reminder(Base):
    """At most one a morning by itself, and one a day by hand: the key says so."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("round_id", "about", "school_id", "day", "by_hand"),
        CheckConstraint("count > 0", name="somebody_was_reminded"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"))
    about: Mapped[About]
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    day: Mapped[date]
    by_hand: Mapped[bool]
    count: Mapped[int]
    sent_at: Mapped[datetime]
    by_id: Mapped[int | None]  # nobody in the morning
