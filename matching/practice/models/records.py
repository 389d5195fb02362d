"""Days that come from no post of this service, and statements that were printed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.db import Base, together
from matching.practice.enums import (
    RecordKind,
    RecordState,
)
from matching.teachers.models import Teacher


class PracticeRecord(Base):
    """Days that come from no post here: earlier practice, and teachers' services to enterprises."""

    __tablename__ = "practice_record"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        together("decided_at", "decided_by_id", name="decided_pair"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_iff_decided"),
        Index("ix_practice_record_teacher_id", "teacher_id"),
        Index("ix_practice_record_school_id_state", "school_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))  # that certifies it
    kind: Mapped[RecordKind]
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    enterprise_name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    state: Mapped[RecordState]
    why: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    teacher: Mapped[Teacher] = relationship()


class RecordStatement(Base):
    """A printed personal record: what it said, so that its QR code can be checked later."""

    __tablename__ = "practice_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[bytes] = mapped_column(unique=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"), index=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None]
    said: Mapped[dict[str, Any]]  # what the page behind the code shows, and the certified days to compare

    teacher: Mapped[Teacher] = relationship()
