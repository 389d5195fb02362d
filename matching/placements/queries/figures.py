"""How many: by class, school, slot and round. Every count has a name; students who left are not counted."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.organisations.models import Organisation
from matching.placements.enums import GIVEN_UP, PlacementState
from matching.placements.models import Placement
from matching.placements.queries.rounds import could_be_ranked
from matching.rounds.models import MatchRound, Proposal
from matching.slots.models import Slot


def tally(
    match_round: MatchRound, within: frozenset[int], by: InstrumentedAttribute[str]
) -> Select[str, int, int, int, int, int, int]:
    """(name, students, placed, offered, accepted, declined, lapsed) by class or school."""
    return (
        select(by.label("name"), func.count().label("students"), *_counts())
        .select_from(Proposal)
        .join(Proposal.student)
        .join(Organisation, Organisation.id == Student.school_id)
        .outerjoin(Placement, same_place(match_round))
        .where(
            Proposal.run_id == match_round.published_run_id,
            Student.school_id.in_(within),
            Student.state == StudentState.ENROLLED,
        )
        .group_by(by)
        .order_by(by)
    )


def tally_of_rounds(
    round_ids: list[int], within: frozenset[int]
) -> Select[int, int, int, int, int, int, int]:
    """(round_id, students, placed, offered, accepted, declined, lapsed) of the students of these schools."""
    return (
        select(MatchRound.id.label("round_id"), func.count().label("students"), *_counts())
        .join(Proposal, Proposal.run_id == MatchRound.published_run_id)
        .join(Proposal.student)
        .outerjoin(
            Placement,
            (Placement.round_id == MatchRound.id) & (Placement.student_id == Proposal.student_id),
        )
        .where(
            MatchRound.id.in_(round_ids),
            Student.school_id.in_(within),
            Student.state == StudentState.ENROLLED,
        )
        .group_by(MatchRound.id)
        .order_by(MatchRound.id)
    )


def seats_in(
    match_round: MatchRound, within: frozenset[int]
) -> Select[int, str, int, int, int, int, int, int, int]:
    """(id, title, seats, left, placed, offered, accepted, declined, lapsed) of slots that took part."""
    return (
        select(Slot.id, Slot.title, Slot.seats, _left(), *_counts())
        .outerjoin(
            Placement, (Placement.slot_id == Slot.id) & (Placement.round_id == match_round.id) & _stays()
        )
        .where(
            Slot.enterprise_id.in_(within),
            or_(could_be_ranked(match_round), Slot.id.in_(_given_in(match_round.id))),
        )
        .group_by(Slot.id, Slot.title, Slot.seats)
        .order_by(Slot.title, Slot.id)
    )


def seats_of_rounds(round_ids: list[int], within: frozenset[int]) -> Select[int, int, int, int, int, int]:
    """(round_id, placed, offered, accepted, declined, lapsed) at these enterprises."""
    return (
        select(Placement.round_id, *_counts())
        .where(Placement.round_id.in_(round_ids), Placement.enterprise_id.in_(within), _stays())
        .group_by(Placement.round_id)
        .order_by(Placement.round_id)
    )


def same_place(match_round: MatchRound) -> ColumnElement[bool]:
    """The placement of a proposal, in the published round."""
    return (Placement.round_id == match_round.id) & (Placement.student_id == Proposal.student_id)


def _given_in(round_id: int) -> Select[int]:
    return select(Placement.slot_id).where(Placement.round_id == round_id)


def _stays() -> ColumnElement[bool]:
    return Placement.student_id.in_(select(Student.id).where(Student.state == StudentState.ENROLLED))


def _left() -> ColumnElement[int]:
    """Seats nobody has accepted and nobody may still accept."""
    holds = Placement.state.not_in(GIVEN_UP)
    left = Slot.seats - func.sum(case((holds, 1), else_=0))
    return case((left > 0, left), else_=0).label("left")


def _counts() -> list[ColumnElement[Any]]:
    """Placed, and one count a state, named after it."""
    in_state = [
        func.sum(case((Placement.state == state, 1), else_=0)).label(state.value) for state in PlacementState
    ]
    return [func.count(Placement.id).label("placed"), *in_state]
