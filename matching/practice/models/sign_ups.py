"""A teacher goes to a post: the seat, the days there, and the report."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.db import Base, together
from matching.files.models import StoredFile
from matching.organisations.models import Organisation
from matching.practice.enums import (
    DaySource,
    DayState,
    ReportState,
    SignUpState,
    Timetable,
)
from matching.practice.models.offers import PracticeOffer
from matching.teachers.models import Teacher


class SignUp(Base):
    """A teacher goes to a post, or waits for a seat. The dates are those of the post when it was accepted."""

    __tablename__ = "practice_sign_up"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (queue_number IS NOT NULL)", name="queue_iff_waiting"),
        CheckConstraint("(state = 'offered') = (offered_until IS NOT NULL)", name="offer_iff_offered"),
        CheckConstraint("(timetable = 'moved') = (timetable_note <> '')", name="moved_lessons_are_told"),
        together("certified_at", "certified_by_id", name="certified_pair"),
        CheckConstraint("(state = 'certified') = (certified_at IS NOT NULL)", name="certified_iff_certified"),
        Index(
            "uq_practice_sign_up_alive",
            "offer_id",
            "teacher_id",
            unique=True,
            sqlite_where=text("state NOT IN ('refused', 'withdrawn', 'lapsed')"),
            postgresql_where=text("state NOT IN ('refused', 'withdrawn', 'lapsed')"),
        ),
        Index("ix_practice_sign_up_teacher_id", "teacher_id"),
        Index("ix_practice_sign_up_school_id_state", "school_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("practice_offer.id"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))  # that approved and certifies
    state: Mapped[SignUpState]
    wants: Mapped[str]
    timetable: Mapped[Timetable]
    timetable_note: Mapped[str] = mapped_column(default="")
    department_agrees: Mapped[bool]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    queue_number: Mapped[int | None]
    offered_until: Mapped[datetime | None]
    allocated: Mapped[bool] = mapped_column(default=False)  # by an allocation
    asked_at: Mapped[datetime]
    moved_at: Mapped[datetime]  # in this state since
    moved_by_id: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")  # of the last no
    certified_at: Mapped[datetime | None]
    certified_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    offer: Mapped[PracticeOffer] = relationship()
    teacher: Mapped[Teacher] = relationship()
    school: Mapped[Organisation] = relationship()
    days: Mapped[list["PracticeDay"]] = relationship(order_by="PracticeDay.day")

    def stand(self, state: SignUpState, *, at: datetime, by_id: int | None, why: str = "") -> None:
        """Be in a state, since when and by whom; a number in the queue or a time to answer ends with it."""
        self.state, self.moved_at, self.moved_by_id = state, at, by_id
        self.why, self.queue_number, self.offered_until = why, None, None
        self.version = (self.version or 0) + 1


class PracticeDay(Base):
    """One day at the enterprise; what was said of it before stands in its changes."""

    __tablename__ = "practice_day"
    __table_args__ = (UniqueConstraint("sign_up_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("practice_sign_up.id"))
    day: Mapped[date]
    source: Mapped[DaySource]
    reason: Mapped[str] = mapped_column(default="")  # why it was entered by hand
    state: Mapped[DayState]
    version: Mapped[int] = mapped_column(default=1)

    changes: Mapped[list["DayChange"]] = relationship(order_by="DayChange.id")


class DayChange(Base):
    """What became of a day, when, by whom, and why: never altered."""

    __tablename__ = "practice_day_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("practice_day.id"), index=True)
    state: Mapped[DayState]
    at: Mapped[datetime]
    by_id: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")


class PracticeReport(Base):
    """Three questions, photos, and a technical improvement where there was one."""

    __tablename__ = "practice_report"
    __table_args__ = (
        together("worth_confirmed_at", "worth_confirmed_by_id", name="worth_pair"),
        CheckConstraint("worth >= 0", name="worth_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up_id: Mapped[int] = mapped_column(ForeignKey("practice_sign_up.id"), unique=True)
    state: Mapped[ReportState] = mapped_column(default=ReportState.DRAFT)
    did: Mapped[str] = mapped_column(default="")
    learned: Mapped[str] = mapped_column(default="")
    teaching: Mapped[str] = mapped_column(default="")  # what will change in the classroom
    improvement: Mapped[str] = mapped_column(default="")
    worth: Mapped[int] = mapped_column(default=0)  # CNY a year, as the teacher puts it
    worth_confirmed: Mapped[int | None]  # as the enterprise puts it
    worth_confirmed_at: Mapped[datetime | None]
    worth_confirmed_by_id: Mapped[int | None]
    handed_in_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")  # it was returned
    version: Mapped[int] = mapped_column(default=1)

    sign_up: Mapped[SignUp] = relationship()
    photos: Mapped[list["ReportPhoto"]] = relationship(order_by="ReportPhoto.id")


class ReportPhoto(Base):
    """A stored file that belongs to a report (`matching.files`)."""

    __tablename__ = "practice_report_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("practice_report.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    caption: Mapped[str] = mapped_column(default="")

    report: Mapped[PracticeReport] = relationship(overlaps="photos")
    file: Mapped[StoredFile] = relationship()
