"""How many: by class, school, slot and round. Every count has a name; students who left are not counted."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.organisations.models import Organisation
from matching.placements.enums import GIVEN_UP, PlacementState
from matching.placements.models import Placement
from matching.placements.queries.rounds import could_be_ranked
from matching.rounds.models import MatchRound, Proposal, SlotDemand
from matching.slots.models import Slot


def tally(
    match_round: MatchRound, run_id: int | None, within: frozenset[int], by: InstrumentedAttribute[str]
) -> Select[str, int, int, int, int, int, int, int, int, int]:
    """(name, students, first, second, later, placed, offered, accepted, declined, lapsed) by class or school.

    `first`, `second` and `later` are places by the choice they were; those given by hand are in none of them.
    """
    return (
        select(by.label("name"), func.count().label("students"), *_by_choice(), *_stands())
        .select_from(Proposal)
        .join(Proposal.student)
        .join(Organisation, Organisation.id == Student.school_id)
        .outerjoin(Placement, same_place(match_round))
        .where(
            Proposal.run_id == run_id,
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


def seats_in(match_round: MatchRound, run_id: int | None, within: frozenset[int]) -> Select[Any]:
    """(id, title, starts_on, seats, state, enterprise, left, placed, offered, accepted, declined, lapsed).

    One row for each slot of these enterprises that took part, by title.
    """
    slot = (Slot.id, Slot.title, Slot.starts_on, Slot.seats, Slot.state)
    enterprise = Organisation.name.label("enterprise")
    given = select(Proposal.slot_id).where(Proposal.run_id == run_id)
    found: Select[Any] = (
        select(*slot, enterprise, left_of().label("left"), *_stands())
        .join(Organisation, Organisation.id == Slot.enterprise_id)
        .outerjoin(Proposal, (Proposal.slot_id == Slot.id) & (Proposal.run_id == run_id) & _stays(Proposal))
        .outerjoin(Placement, same_place(match_round))
        .where(
            Slot.enterprise_id.in_(within),
            or_(could_be_ranked(match_round), Slot.id.in_(given)),
        )
        .group_by(*slot, Organisation.name)
        .order_by(Slot.title, Slot.id)
    )
    return found


def demand_for(run_id: int | None, slot_ids: Collection[int]) -> Select[SlotDemand]:
    """How the run left these slots; a slot nobody ranked is missing."""
    return (
        select(SlotDemand)
        .where(SlotDemand.run_id == run_id, SlotDemand.slot_id.in_(slot_ids))
        .order_by(SlotDemand.slot_id)
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
    """The placement of a proposal; before the publication there is none."""
    return (Placement.round_id == match_round.id) & (Placement.student_id == Proposal.student_id)


def in_state(state: PlacementState) -> ColumnElement[bool]:
    """A proposal whose placement is so; a place not yet published waits for its answer, as it will."""
    if state is PlacementState.OFFERED:
        return (Placement.state == state) | (Proposal.slot_id.is_not(None) & Placement.id.is_(None))
    return Placement.state == state


def left_of() -> ColumnElement[int]:
    """Seats of a slot nobody has accepted and nobody may still accept."""
    holds = Proposal.id.is_not(None) & or_(Placement.id.is_(None), Placement.state.not_in(GIVEN_UP))
    left = Slot.seats - func.sum(case((holds, 1), else_=0))
    return case((left > 0, left), else_=0)


def _stays(of: type[Proposal] | type[Placement] = Placement) -> ColumnElement[bool]:
    return of.student_id.in_(select(Student.id).where(Student.state == StudentState.ENROLLED))


def _counts() -> list[ColumnElement[Any]]:
    """Placed, and one count a state, named after it."""
    in_states = [
        func.sum(case((Placement.state == state, 1), else_=0)).label(state.value) for state in PlacementState
    ]
    return [func.count(Placement.id).label("placed"), *in_states]


def _stands() -> list[ColumnElement[Any]]:
    """The same of proposals, published or not."""
    in_states = [func.sum(case((in_state(state), 1), else_=0)).label(state.value) for state in PlacementState]
    return [func.count(Proposal.slot_id).label("placed"), *in_states]


def _by_choice() -> list[ColumnElement[Any]]:
    wish = Proposal.wish
    cases = {"first": wish == 1, "second": wish == 2, "later": wish > 2}
    return [func.sum(case((is_so, 1), else_=0)).label(name) for name, is_so in cases.items()]
