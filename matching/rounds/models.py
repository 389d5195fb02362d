"""Rounds, wishes, lottery numbers, and runs that are never altered (triggers in the migration say so)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.cohorts.models import Cohort, Student
from matching.db import Base, together
from matching.kernel import vault
from matching.organisations.models import Organisation
from matching.rounds.enums import RoundState
from matching.slots.models import Slot


class MatchRound(Base):
    """One match: who takes part, until when wishes are taken, by which rules seats are given."""

    __tablename__ = "match_round"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at AND closes_at < answer_by", name="dates_in_order"),
        CheckConstraint("internship_from <= internship_until", name="window_in_order"),
        CheckConstraint("wish_limit BETWEEN 1 AND 20", name="wish_limit_in_range"),
        CheckConstraint("fit_weight + distance_weight + score_weight = 100", name="weights_are_whole"),
        CheckConstraint(
            "(state IN ('locked', 'published', 'closed')) = (locked_at IS NOT NULL)", name="locked_iff_locked"
        ),
        CheckConstraint(
            "(state IN ('published', 'closed')) = (published_at IS NOT NULL)", name="published_iff_published"
        ),
        together("published_at", "published_run_id", name="published_pair"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bureau_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(unique=True)
    state: Mapped[RoundState] = mapped_column(default=RoundState.PREPARING)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]  # the deadline for wishes
    results_on: Mapped[date]  # the day results are planned for
    answer_by: Mapped[datetime]
    internship_from: Mapped[date]  # slots that start inside this window belong to the round
    internship_until: Mapped[date]
    wish_limit: Mapped[int]
    fit_weight: Mapped[int]
    distance_weight: Mapped[int]
    score_weight: Mapped[int]
    row_key: Mapped[bytes]
    seed_sealed: Mapped[bytes]
    seed_commitment: Mapped[str]  # shown from the opening on; the seed itself is shown after the lock
    locked_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_run_id: Mapped[int | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    bureau: Mapped[Organisation] = relationship()

    @property
    def seed(self) -> bytes:
        """What the lottery is drawn from: shown only after the lock."""
        return vault.open_bytes(self.seed_sealed, table="match_round", column="seed", row_key=self.row_key)

    @property
    def weights(self) -> tuple[int, int, int]:
        """Points of major, distance and school score; together 100."""
        return self.fit_weight, self.distance_weight, self.score_weight


class RoundCohort(Base):
    """A cohort that takes part."""

    __tablename__ = "round_cohort"
    __table_args__ = (Index("ix_round_cohort_cohort_id", "cohort_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)

    cohort: Mapped[Cohort] = relationship()


class WishList(Base):
    """What a student has ordered so far; only a submission counts."""

    __tablename__ = "wish_list"
    __table_args__ = (
        UniqueConstraint("round_id", "student_id"),
        ForeignKeyConstraint(["student_id", "school_id"], ["student.id", "student.school_id"]),
        together("submitted_at", "submission_id", name="submitted_pair"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"))
    student_id: Mapped[int]
    school_id: Mapped[int]
    order: Mapped[list[int]] = mapped_column(default=list)  # slot ids, best first
    previous_order: Mapped[list[int] | None]  # what undo gives back
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int | None]
    submitted_at: Mapped[datetime | None]
    submission_id: Mapped[int | None]  # the one that counts
    version: Mapped[int] = mapped_column(default=1)

    student: Mapped[Student] = relationship()
    match_round: Mapped[MatchRound] = relationship()


class WishSubmission(Base):
    """One submitted order. Never changed, never deleted: a later one stands beside it."""

    __tablename__ = "wish_submission"
    __table_args__ = (UniqueConstraint("wish_list_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wish_list_id: Mapped[int] = mapped_column(ForeignKey("wish_list.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"))
    number: Mapped[int]
    order: Mapped[list[int]]
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int | None]
    on_behalf: Mapped[bool]  # a paper list entered by school staff
    receipt: Mapped[str] = mapped_column(unique=True)


class PreAssignment(Base):
    """A place given by a person before the match, with the reason; the seat is taken first."""

    __tablename__ = "pre_assignment"

    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"), primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"))
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None]

    student: Mapped[Student] = relationship()
    slot: Mapped[Slot] = relationship()


class LotteryNumber(Base):
    """What the lock froze of each student: the draw from the committed seed (lower comes first), and what
    the points depend on. Whoever changes a score or a home later changes nothing in this round.
    """

    __tablename__ = "lottery_number"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"), primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    school_score: Mapped[int]  # tenths of a point
    home_county: Mapped[str]


class MatchRun(Base):
    """One computation: frozen input, verified result, hashes of both. Never altered."""

    __tablename__ = "match_run"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"))
    number: Mapped[int]
    job_id: Mapped[int] = mapped_column(unique=True)
    engine_version: Mapped[str]
    input_hash: Mapped[str]
    rules_hash: Mapped[str]
    lottery_hash: Mapped[str]
    result_hash: Mapped[str]
    certificate: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]  # counts for the comparison page, never names
    snapshot: Mapped[bytes]  # gzip of canonical JSON: all that the explanations are derived from
    created_at: Mapped[datetime]
    by_id: Mapped[int | None]

    match_round: Mapped[MatchRound] = relationship()


class Proposal(Base):
    """What a run says for one student: the place or none, and why, wish by wish. Never altered."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("run_id", "student_id"),
        CheckConstraint("wish IS NULL OR slot_id IS NOT NULL", name="wish_needs_slot"),
        Index("ix_proposal_run_slot", "run_id", "slot_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("student.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id"))
    wish: Mapped[int | None]  # 1 is the first choice; none for a pre-assigned place that was not wished
    explanation: Mapped[list[Any]]

    student: Mapped[Student] = relationship()
    slot: Mapped[Slot | None] = relationship()


class SlotDemand(Base):
    """How a run left a slot: how many ranked it where, what became of them. Only counts, never altered."""

    __tablename__ = "slot_demand"

    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id"), primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), primary_key=True)
    ranked: Mapped[list[int]]  # first, second, third choice, all later ones together
    became: Mapped[dict[str, Any]]  # reason of the explanation -> how many students
