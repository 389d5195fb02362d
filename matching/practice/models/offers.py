"""Posts for practice, and the allocation of teachers to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.db import Base, together
from matching.kernel import vault
from matching.organisations.models import Organisation
from matching.practice.enums import (
    AllocationState,
    OfferState,
    PracticeForm,
)


class Allocation(Base):
    """Teachers rank posts, the engine pairs them, a second officer publishes; what was read is kept."""

    __tablename__ = "practice_allocation"
    __table_args__ = (
        together("computed_at", "computed_by_id", name="computed_pair"),
        together("asked_at", "asked_by_id", name="asked_pair"),
        together("published_at", "published_by_id", name="published_pair"),
        together("cancelled_at", "cancelled_by_id", name="cancelled_pair"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_iff_published"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_iff_cancelled"),
        CheckConstraint("published_by_id IS NULL OR published_by_id <> asked_by_id", name="four_eyes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bureau_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(unique=True)
    ranking_until: Mapped[datetime]
    row_key: Mapped[bytes]
    seed_sealed: Mapped[bytes]
    seed_commitment: Mapped[str]  # shown from the first moment; the seed itself after the deadline
    state: Mapped[AllocationState] = mapped_column(default=AllocationState.COLLECTING)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int]
    computed_at: Mapped[datetime | None]
    computed_by_id: Mapped[int | None]
    asked_at: Mapped[datetime | None]
    asked_by_id: Mapped[int | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None]
    cancelled_why: Mapped[str] = mapped_column(default="")
    engine_version: Mapped[str] = mapped_column(default="")
    # What the engine read, in ids, and what it answered, with its certificate: heavy, read where it is asked.
    frozen: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    version: Mapped[int] = mapped_column(default=1)

    @property
    def seed(self) -> bytes:
        """What the lottery is drawn from: shown only after the deadline."""
        return vault.open_bytes(
            self.seed_sealed, table="practice_allocation", column="seed", row_key=self.row_key
        )


class PracticeOffer(Base):
    """A post for practice that an enterprise offers. `taken` counts the sign-ups that hold a seat."""

    __tablename__ = "practice_offer"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 100", name="seats_in_range"),
        CheckConstraint("taken BETWEEN 0 AND seats", name="seats_not_overbooked"),
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        CheckConstraint("days_week BETWEEN 1 AND 7", name="days_in_a_week"),
        CheckConstraint("allowance_day >= 0", name="allowance_not_negative"),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_pair"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_iff_withdrawn"),
        Index("ix_practice_offer_enterprise_id", "enterprise_id"),
        Index("ix_practice_offer_state_starts_on", "state", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    allocation_id: Mapped[int | None] = mapped_column(ForeignKey("practice_allocation.id"), index=True)
    title: Mapped[str]
    learn: Mapped[str]
    contents: Mapped[list[str]]  # values of PracticeContent
    form: Mapped[PracticeForm]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    days_week: Mapped[int]
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    queued: Mapped[int] = mapped_column(default=0)  # numbers given in the queue so far
    mentor: Mapped[str]
    county: Mapped[str]
    address: Mapped[str]
    requirements: Mapped[str] = mapped_column(default="")
    safety: Mapped[str]
    allowance_day: Mapped[int] = mapped_column(default=0)  # CNY
    state: Mapped[OfferState] = mapped_column(default=OfferState.OPEN)
    fresh_at: Mapped[datetime]  # the enterprise last said that it still holds
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    enterprise: Mapped[Organisation] = relationship()
    subjects: Mapped[list["OfferSubject"]] = relationship(
        cascade="all, delete-orphan", order_by="OfferSubject.subject"
    )

    @property
    def subject_codes(self) -> frozenset[str]:
        """The groups of majors it is for; none means all."""
        return frozenset(each.subject for each in self.subjects)

    @property
    def free(self) -> int:
        """Seats nobody holds."""
        return self.seats - self.taken


class OfferSubject(Base):
    """A group of majors whose teachers the post is for; a post without any is for all."""

    __tablename__ = "practice_offer_subject"
    __table_args__ = (Index("ix_practice_offer_subject_subject", "subject"),)

    offer_id: Mapped[int] = mapped_column(
        ForeignKey("practice_offer.id", ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(primary_key=True)


class Preference(Base):
    """A teacher's ranked choice in an allocation; the list is always written as a whole."""

    __tablename__ = "practice_preference"
    __table_args__ = (
        UniqueConstraint("allocation_id", "teacher_id", "rank"),
        CheckConstraint("rank BETWEEN 1 AND 10", name="rank_in_range"),
    )

    allocation_id: Mapped[int] = mapped_column(ForeignKey("practice_allocation.id"), primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"), primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("practice_offer.id"), primary_key=True)
    rank: Mapped[int]
    ranked_at: Mapped[datetime]

    offer: Mapped[PracticeOffer] = relationship()
