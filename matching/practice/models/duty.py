"""A large enterprise without a post was reminded of its duty."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from matching.db import Base


class DutyReminder(Base):
    """By letter, to everybody who posts there; when and by whom."""

    __tablename__ = "practice_duty_reminder"
    __table_args__ = (Index("ix_practice_duty_reminder_enterprise_id", "enterprise_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    reminded_at: Mapped[datetime]
    reminded_by_id: Mapped[int]
