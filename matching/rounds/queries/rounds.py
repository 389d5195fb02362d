"""Which rounds there are for whom."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Cohort, Student
from matching.rounds.enums import RoundState
from matching.rounds.models import (
    MatchRound,
    RoundCohort,
)
from matching.slots.enums import SlotState
from matching.slots.models import Slot


def rounds_in(within: frozenset[int]) -> Select[MatchRound]:
    """The latest deadline first; a round that is being prepared is its bureau's own affair."""
    theirs = (
        select(RoundCohort.round_id)
        .join(Cohort, Cohort.id == RoundCohort.cohort_id)
        .where(Cohort.school_id.in_(within))
    )
    opened = MatchRound.state != RoundState.PREPARING
    return (
        select(MatchRound)
        .where(or_(MatchRound.bureau_id.in_(within), opened & MatchRound.id.in_(theirs)))
        .order_by(MatchRound.closes_at.desc(), MatchRound.id.desc())
    )


def is_a_round_called(words: str) -> ColumnElement[bool]:
    """Whether the name of the round holds the words."""
    return MatchRound.name.icontains(words, autoescape=True)


def is_in_state(state: str) -> ColumnElement[bool]:
    """Whether the round is in the state of this value."""
    return MatchRound.state.in_([each for each in RoundState if each.value == state])


def one_round(round_id: int, within: frozenset[int]) -> Select[MatchRound]:
    """One of them."""
    return rounds_in(within).where(MatchRound.id == round_id)


def rounds_of_bureau(within: frozenset[int]) -> Select[MatchRound]:
    """Those one may prepare and run."""
    return rounds_in(within).where(MatchRound.bureau_id.in_(within))


def own_round(round_id: int, within: frozenset[int]) -> Select[MatchRound]:
    """One of them."""
    return rounds_of_bureau(within).where(MatchRound.id == round_id)


def rounds_of_student(student_id: int) -> Select[MatchRound]:
    """Opened rounds the student's cohort takes part in, the latest deadline first."""
    theirs = (
        select(RoundCohort.round_id)
        .join(Student, Student.cohort_id == RoundCohort.cohort_id)
        .where(Student.id == student_id, Student.state == StudentState.ENROLLED)
    )
    return (
        select(MatchRound)
        .where(MatchRound.state != RoundState.PREPARING, MatchRound.id.in_(theirs))
        .order_by(MatchRound.closes_at.desc(), MatchRound.id.desc())
    )


def round_of_student(round_id: int, student_id: int) -> Select[MatchRound]:
    """One of them."""
    return rounds_of_student(student_id).where(MatchRound.id == round_id)


def open_to(round_id: int, *, account_id: int, within: frozenset[int]) -> Select[MatchRound]:
    """An opened round if this person takes part: as a student, or for a school or enterprise of `within`."""
    cohorts = (
        select(RoundCohort.cohort_id)
        .outerjoin(Cohort, Cohort.id == RoundCohort.cohort_id)
        .outerjoin(Student, (Student.cohort_id == RoundCohort.cohort_id) & (Student.account_id == account_id))
        .where(
            RoundCohort.round_id == MatchRound.id,
            or_(Cohort.school_id.in_(within), Student.id.is_not(None)),
        )
    )
    slots = select(Slot.id).where(Slot.enterprise_id.in_(within), _offered_in(MatchRound))
    ours = MatchRound.bureau_id.in_(within)
    opened = MatchRound.state != RoundState.PREPARING
    return (
        select(MatchRound)
        .where(
            MatchRound.id == round_id,
            or_(ours, opened & or_(cohorts.exists(), slots.exists())),
        )
        .order_by(MatchRound.id)
    )


def round_held(round_id: int) -> Select[MatchRound]:
    """The round, and a lock against its closing until this transaction ends: for writing wishes.

    Readers share the lock; SQLite's writing transaction already excludes every other.
    """
    return (
        select(MatchRound)
        .where(MatchRound.id == round_id)
        .order_by(MatchRound.id)
        .with_for_update(read=True, of=MatchRound)
        .execution_options(populate_existing=True)
    )


def sharing_days_with(match_round: MatchRound) -> Select[MatchRound]:
    """Other rounds, opened and not closed, whose internships start in some of the same days."""
    return (
        select(MatchRound)
        .where(
            MatchRound.id != match_round.id,
            MatchRound.state.not_in([RoundState.PREPARING, RoundState.CLOSED]),
            MatchRound.internship_from <= match_round.internship_until,
            MatchRound.internship_until >= match_round.internship_from,
        )
        .order_by(MatchRound.internship_from, MatchRound.id)
    )


def all_held() -> Select[int]:
    """Every round, locked in one order: of two that are opened at once, the second sees the first."""
    return select(MatchRound.id).order_by(MatchRound.id).with_for_update()


def past_their_deadline(now: datetime) -> Select[MatchRound]:
    """Rounds that still collect although their deadline has gone by."""
    return (
        select(MatchRound)
        .where(MatchRound.state == RoundState.COLLECTING, MatchRound.closes_at <= now)
        .order_by(MatchRound.id)
    )


def _offered_in(match_round: type[MatchRound]) -> ColumnElement[bool]:
    return (Slot.state == SlotState.OPEN) & Slot.starts_on.between(
        match_round.internship_from, match_round.internship_until
    )
