"""What students may choose from, what they chose, what was given by hand, and the lottery."""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Cohort, Student
from matching.rounds.models import (
    LotteryNumber,
    MatchRound,
    PreAssignment,
    WishList,
    WishSubmission,
)
from matching.slots.enums import SlotState
from matching.slots.models import Slot


def slots_of(match_round: MatchRound) -> Select[Slot]:
    """Open slots that start inside the window of the round, by day and id; the enterprise comes along.

    A slot that was settled before this round was locked gave its seats to students of another one.
    """
    its_own: ColumnElement[bool] = Slot.settled_at.is_(None)
    if match_round.locked_at is not None:
        its_own |= Slot.settled_at >= match_round.locked_at
    return (
        select(Slot)
        .options(joinedload(Slot.enterprise, innerjoin=True))
        .where(
            Slot.state == SlotState.OPEN,
            its_own,
            Slot.starts_on.between(match_round.internship_from, match_round.internship_until),
        )
        .order_by(Slot.starts_on, Slot.id)
    )


def submissions_of(round_id: int) -> Select[WishSubmission]:
    """The submissions that count, one a student at most; those of students who left count no more."""
    return (
        select(WishSubmission)
        .join(WishList, WishList.submission_id == WishSubmission.id)
        .join(Student, Student.id == WishSubmission.student_id)
        .where(WishSubmission.round_id == round_id, Student.state == StudentState.ENROLLED)
        .order_by(WishSubmission.student_id)
    )


def orders_of(round_id: int) -> Select[list[int]]:
    """Every list of wishes as it stands now, submitted or not: to see which slots nobody wants yet."""
    return (
        select(WishList.order)
        .join(Student, Student.id == WishList.student_id)
        .where(WishList.round_id == round_id, Student.state == StudentState.ENROLLED)
        .order_by(WishList.id)
    )


def pre_assignments_of(round_id: int) -> Select[PreAssignment]:
    """Places given by hand, the newest first; student, cohort, school, slot and enterprise come along."""
    return (
        select(PreAssignment)
        .options(
            joinedload(PreAssignment.student, innerjoin=True)
            .joinedload(Student.cohort, innerjoin=True)
            .joinedload(Cohort.school, innerjoin=True),
            joinedload(PreAssignment.slot, innerjoin=True).joinedload(Slot.enterprise, innerjoin=True),
        )
        .where(PreAssignment.round_id == round_id)
        .order_by(PreAssignment.at.desc(), PreAssignment.student_id)
    )


def one_pre_assignment(round_id: int, student_id: int) -> Select[PreAssignment]:
    """One of them."""
    return pre_assignments_of(round_id).where(PreAssignment.student_id == student_id)


def lottery_of(round_id: int) -> Select[LotteryNumber]:
    """What the lock froze of each student, the lowest number first."""
    return select(LotteryNumber).where(LotteryNumber.round_id == round_id).order_by(LotteryNumber.number)
