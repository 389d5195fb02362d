"""Published results and places, student by student."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.organisations.models import Organisation
from matching.placements.enums import GIVEN_UP, PlacementState
from matching.placements.models import Placement
from matching.placements.queries.figures import in_state, same_place
from matching.rounds.models import LotteryNumber, MatchRound, Proposal
from matching.slots.models import Slot

NO_PLACE = "none"  # beside the states of a placement: what a list of results can be narrowed to
BY_HAND, LATER = "hand", "later"
WITHOUT = "without"  # no place given, declined, or not answered in time


def result_of(match_round: MatchRound, student_id: int) -> Select[Proposal]:
    """What the published run says for one student; nothing before the publication."""
    return said_of(match_round.published_run_id, student_id)


def said_of(run_id: int | None, student_id: int) -> Select[Proposal]:
    """What a run says for one student."""
    return select(Proposal).where(Proposal.run_id == run_id, Proposal.student_id == student_id)


def placement_of(round_id: int, student_id: int) -> Select[Placement]:
    """The place of one student, with slot and enterprise."""
    return (
        select(Placement)
        .options(joinedload(Placement.slot, innerjoin=True), joinedload(Placement.enterprise, innerjoin=True))
        .where(Placement.round_id == round_id, Placement.student_id == student_id)
    )


def results_in(
    match_round: MatchRound, run_id: int | None, within: frozenset[int], *, named: bool
) -> Select[Any]:
    """(Proposal, Placement or None) of the students of these schools who have not left.

    `named`: by class and number, for who may see names; otherwise by pseudonym, whose order tells nothing.
    Student, school, slot and enterprise come along.
    """
    by_name = (Organisation.name, Student.class_name, Student.student_number, Student.id)
    found: Any = (  # two entities a row, where a page asks for a Select of anything
        select(Proposal, Placement)
        .join(Proposal.student)
        .join(Organisation, Organisation.id == Student.school_id)
        .outerjoin(Placement, same_place(match_round))
        .options(
            contains_eager(Proposal.student).joinedload(Student.school, innerjoin=True),
            joinedload(Proposal.slot).joinedload(Slot.enterprise, innerjoin=True),
        )
        .where(
            Proposal.run_id == run_id,
            Student.school_id.in_(within),
            Student.state == StudentState.ENROLLED,
        )
        .order_by(*(by_name if named else (Student.pseudonym,)))
    )
    rows: Select[Any] = found
    return rows


def is_answered(answer: str) -> ColumnElement[bool]:
    """A state of a placement, NO_PLACE or WITHOUT."""
    if answer == NO_PLACE:
        return Proposal.slot_id.is_(None)
    if answer == WITHOUT:
        return or_(Proposal.slot_id.is_(None), Placement.state.in_(GIVEN_UP))
    return in_state(next(state for state in PlacementState if state.value == answer))


def is_choice(outcome: str) -> ColumnElement[bool]:
    """The choice somebody got: its number, LATER for all after the second, BY_HAND for none of the list."""
    if outcome == BY_HAND:
        return Proposal.slot_id.is_not(None) & Proposal.wish.is_(None)
    return Proposal.wish > 2 if outcome == LATER else Proposal.wish == int(outcome)


def placed_at(
    match_round: MatchRound, run_id: int | None, within: frozenset[int]
) -> Select[Proposal, Placement]:
    """(Proposal, Placement or None) of students at these enterprises, by slot; students and slots come along.

    The order tells nothing about a student not yet named.
    """
    return (
        select(Proposal, Placement)
        .join(Proposal.slot)
        .join(Proposal.student)
        .outerjoin(Placement, same_place(match_round))
        .options(contains_eager(Proposal.slot), contains_eager(Proposal.student))
        .where(
            Proposal.run_id == run_id,
            Slot.enterprise_id.in_(within),
            Student.state == StudentState.ENROLLED,
        )
        .order_by(Slot.title, Slot.id, Student.pseudonym)
    )


def waiting_in(round_id: int) -> Select[int]:
    """How many results of a round are not answered."""
    return (
        select(func.count())
        .select_from(Placement)
        .join(Placement.student)
        .where(
            Placement.round_id == round_id,
            Placement.state == PlacementState.OFFERED,
            Student.state == StudentState.ENROLLED,
        )
    )


def lapsed_at(round_id: int, moment: datetime) -> Select[int, int]:
    """(account, school) of the students whose places lapsed at that moment."""
    return (
        select(Student.account_id, Student.school_id)
        .join(Placement, Placement.student_id == Student.id)
        .where(
            Placement.round_id == round_id,
            Placement.state == PlacementState.LAPSED,
            Placement.answered_at == moment,
            Student.state == StudentState.ENROLLED,
        )
        .order_by(Student.id)
    )


def lottery_number(round_id: int, student_id: int) -> Select[int]:
    """The number one student drew."""
    return select(LotteryNumber.number).where(
        LotteryNumber.round_id == round_id, LotteryNumber.student_id == student_id
    )
