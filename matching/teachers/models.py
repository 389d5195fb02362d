"""A teacher, the posts held at schools one after the other, and recognition as dual-qualified."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.accounts.models import Account
from matching.db import Base, together
from matching.organisations.models import Organisation
from matching.teachers.enums import DualLevel, PostState, SkillLevel, TeacherKind


class Teacher(Base):
    """One person, whatever school they teach at: practice is theirs and goes with them."""

    __tablename__ = "teacher"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    name: Mapped[str]
    kind: Mapped[TeacherKind]
    subject: Mapped[str]  # the two digits of a group of majors (kernel.majors), or nothing
    teaches: Mapped[str] = mapped_column(default="")  # in the teacher's own words: 数控车工
    is_new: Mapped[bool] = mapped_column(default=False)  # practises before teaching, TCH-02
    skill_level: Mapped[SkillLevel] = mapped_column(default=SkillLevel.NONE)
    teaching_since: Mapped[date]  # the five years are counted no earlier
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    account: Mapped[Account] = relationship()
    posts: Mapped[list["TeachingPost"]] = relationship(back_populates="teacher", order_by="TeachingPost.id")
    recognitions: Mapped[list["Recognition"]] = relationship(
        back_populates="teacher", order_by="Recognition.recognised_on.desc()"
    )


class TeachingPost(Base):
    """Somebody teaches at a school, from one day until they left; asked for or brought by a sheet."""

    __tablename__ = "teaching_post"
    __table_args__ = (
        together("decided_at", "decided_by_id", name="decided_pair"),
        together("left_on", "left_by_id", name="left_pair"),
        CheckConstraint("(state = 'requested') = (decided_at IS NULL)", name="decided_iff_decided"),
        CheckConstraint("(state = 'left') = (left_on IS NOT NULL)", name="left_iff_left"),
        Index(
            "uq_teaching_post_active",
            "teacher_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        Index(
            "uq_teaching_post_requested",
            "teacher_id",
            unique=True,
            sqlite_where=text("state = 'requested'"),
            postgresql_where=text("state = 'requested'"),
        ),
        Index(
            "uq_teaching_post_staff_number",
            "school_id",
            "staff_number",
            unique=True,
            sqlite_where=text("state = 'active' AND staff_number <> ''"),
            postgresql_where=text("state = 'active' AND staff_number <> ''"),
        ),
        Index("ix_teaching_post_school_id_state", "school_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    staff_number: Mapped[str] = mapped_column(default="")
    state: Mapped[PostState]
    since: Mapped[date]
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]
    left_on: Mapped[date | None]
    left_by_id: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")  # of a refusal or of leaving

    teacher: Mapped[Teacher] = relationship(back_populates="posts")
    school: Mapped[Organisation] = relationship()


class SchoolCode(Base):
    """With the school's code a teacher signs up by themselves; the school approves each one."""

    __tablename__ = "school_code"

    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int]

    school: Mapped[Organisation] = relationship()


class Recognition(Base):
    """Dual-qualified at a level, since a day, by a document; one taken back stays, with the reason."""

    __tablename__ = "recognition"
    __table_args__ = (
        CheckConstraint("recognised_on <= valid_until", name="dates_in_order"),
        together("taken_back_at", "taken_back_by_id", name="taken_back_pair"),
        CheckConstraint("(taken_back_at IS NULL) = (taken_back_why = '')", name="taken_back_iff_told_why"),
        Index(
            "uq_recognition_standing",
            "teacher_id",
            "level",
            "recognised_on",
            unique=True,
            sqlite_where=text("taken_back_at IS NULL"),
            postgresql_where=text("taken_back_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"))
    level: Mapped[DualLevel]
    recognised_on: Mapped[date]
    valid_until: Mapped[date | None]
    document: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None]
    recorded_for_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))  # the school at that time
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[int | None]
    taken_back_why: Mapped[str] = mapped_column(default="")

    teacher: Mapped[Teacher] = relationship(back_populates="recognitions")

    def holds(self, on: date) -> bool:
        """Whether it counts on a day."""
        begun = self.taken_back_at is None and self.recognised_on <= on
        return begun and (self.valid_until is None or on <= self.valid_until)
