"""Who has not done it yet, and what was sent."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Select, func, select

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.reminders.enums import About
from matching.reminders.models import Reminder
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, RoundCohort, WishList


def missing(round_id: int, about: About, schools: Collection[int] | None = None) -> Select[int, int]:
    """(school, account) of students who have submitted no list, or not answered; of these schools, or all."""
    query = (
        select(Student.school_id, Student.account_id)
        .where(Student.state == StudentState.ENROLLED)
        .order_by(Student.school_id, Student.id)
    )
    if schools is not None:
        query = query.where(Student.school_id.in_(schools))
    if about is About.ANSWERS:
        waiting = (Placement.round_id == round_id) & (Placement.state == PlacementState.OFFERED)
        return query.join(Placement, Placement.student_id == Student.id).where(waiting)
    mine = (WishList.student_id == Student.id) & (WishList.round_id == round_id)
    return (
        query.join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .outerjoin(WishList, mine)
        .where(RoundCohort.round_id == round_id, WishList.submission_id.is_(None))
    )


def sent(round_id: int, schools: Collection[int] | None = None) -> Select[Reminder]:
    """What went out, the latest first."""
    query = select(Reminder).where(Reminder.round_id == round_id)
    if schools is not None:
        query = query.where(Reminder.school_id.in_(schools))
    return query.order_by(Reminder.sent_at.desc(), Reminder.id.desc())


def sent_on(round_id: int, about: About, day: date, *, by_hand: bool) -> Select[int]:
    """The schools whose students were reminded on that day."""
    return (
        select(Reminder.school_id)
        .where(
            Reminder.round_id == round_id,
            Reminder.about == about,
            Reminder.day == day,
            Reminder.by_hand == by_hand,
        )
        .order_by(Reminder.school_id)
    )


def opening_told_at(round_id: int) -> Select[datetime | None]:
    """When the letter that opened the round was written."""
    return select(func.min(OutboxLetter.created_at)).where(
        OutboxLetter.round_id == round_id, OutboxLetter.kind == Letter.ROUND_OPENED
    )


def running() -> Select[MatchRound]:
    """Rounds in which students have something to do."""
    return (
        select(MatchRound)
        .where(MatchRound.state.in_([RoundState.COLLECTING, RoundState.PUBLISHED]))
        .order_by(MatchRound.id)
    )
