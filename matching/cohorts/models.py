"""Cohorts, students, and class lists that wait for confirmation."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.accounts.models import Account
from matching.cohorts.enums import Level, Sex, StudentState
from matching.db import Base, together
from matching.imports.models import SheetUpload, upload_invariants
from matching.kernel import vault
from matching.kernel.identity import mask_id_number, mask_mobile
from matching.organisations.models import Organisation

LOST = "********"
"""In place of a number that cannot be read any more: its key is gone, as after a restore without it."""


class Cohort(Base):
    """Students of one school, major, level and entry year who go on internship in the same window."""

    __tablename__ = "cohort"
    __table_args__ = (
        UniqueConstraint("school_id", "name"),
        UniqueConstraint("id", "school_id"),
        CheckConstraint("internship_from < internship_until", name="window_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    major_code: Mapped[str]
    level: Mapped[Level]
    entry_year: Mapped[int]
    internship_from: Mapped[date]
    internship_until: Mapped[date]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    school: Mapped[Organisation] = relationship()


class Student(Base):
    """One student. ID number and phone are sealed; the index finds an ID number by exact match only."""

    __tablename__ = "student"
    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "school_id"], ["cohort.id", "cohort.school_id"]),
        UniqueConstraint("school_id", "student_number"),
        UniqueConstraint("id", "school_id"),
        CheckConstraint("school_score BETWEEN 0 AND 1000", name="score_in_range"),
        together("phone_sealed", "phone_index", name="phone_pair"),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_pair"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_iff_withdrawn"),
        Index(
            "uq_student_id_number_enrolled",
            "id_number_index",
            unique=True,
            sqlite_where=text("state = 'enrolled'"),
            postgresql_where=text("state = 'enrolled'"),
        ),
        Index("ix_student_cohort", "cohort_id", "class_name", "student_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    row_key: Mapped[bytes] = mapped_column(unique=True)
    name: Mapped[str]
    student_number: Mapped[str]
    class_name: Mapped[str]
    entry_year: Mapped[int]
    born_on: Mapped[date]
    sex: Mapped[Sex]
    id_number_sealed: Mapped[bytes]
    id_number_index: Mapped[bytes]
    phone_sealed: Mapped[bytes | None]
    phone_index: Mapped[bytes | None] = mapped_column(index=True)
    home_county: Mapped[str]
    school_score: Mapped[int]  # tenths of a point, 0 to 1000
    pseudonym: Mapped[str] = mapped_column(unique=True)
    skills: Mapped[str] = mapped_column(default="")
    state: Mapped[StudentState] = mapped_column(default=StudentState.ENROLLED)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(overlaps="school")
    school: Mapped[Organisation] = relationship(overlaps="cohort")
    account: Mapped[Account] = relationship()

    @property
    def id_number(self) -> str:
        """In full: only behind a written reason that is kept in the trail."""
        return vault.unseal(self.id_number_sealed, table="student", column="id_number", row_key=self.row_key)

    @property
    def phone(self) -> str:
        """In full, or nothing."""
        if self.phone_sealed is None:
            return ""
        return vault.unseal(self.phone_sealed, table="student", column="phone", row_key=self.row_key)

    @property
    def id_number_masked(self) -> str:
        """First four and last four, as lists show it; stars for one that opens no more."""
        number = vault.unsealed_or_none(
            self.id_number_sealed, table="student", column="id_number", row_key=self.row_key
        )
        return LOST if number is None else mask_id_number(number)

    @property
    def phone_masked(self) -> str:
        """138****2207, or nothing; stars for one that opens no more."""
        if self.phone_sealed is None:
            return ""
        phone = vault.unsealed_or_none(
            self.phone_sealed, table="student", column="phone", row_key=self.row_key
        )
        return LOST if phone is None else mask_mobile(phone)


class RosterUpload(SheetUpload):
    """A class list on its way into a cohort."""

    __tablename__ = "roster_upload"
    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "school_id"], ["cohort.id", "cohort.school_id"]),
        *upload_invariants("roster_upload", within="cohort_id"),
    )

    cohort_id: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))

    cohort: Mapped[Cohort] = relationship(overlaps="school")
