"""Requests to publish, published results and placements, seen from the organisations one may look into.

Nothing here finds a run before its publication except the questions officers ask (`places_of`,
`examples_of`); everything else starts from `MatchRound.published_run_id`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from matching.cohorts.models import Cohort, Student
from matching.organisations.models import Organisation
from matching.placements.enums import PlacementState, RequestState
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.models import LotteryNumber, MatchRound, MatchRun, Proposal, RoundCohort
from matching.rounds.queries import runs_of
from matching.slots.enums import SlotState
from matching.slots.models import Slot

NO_PLACE = "none"  # beside the states of a placement: what a list of results can be narrowed to


def requests_of(round_id: int) -> Select[PublicationRequest]:
    """Every request to publish a round, the newest first; its run comes along."""
    return (
        select(PublicationRequest)
        .join(PublicationRequest.run)
        .options(contains_eager(PublicationRequest.run))
        .where(PublicationRequest.round_id == round_id)
        .order_by(PublicationRequest.id.desc())
    )


def open_request(round_id: int) -> Select[PublicationRequest]:
    """The one that waits for a second officer, if any."""
    return requests_of(round_id).where(PublicationRequest.state == RequestState.OPEN)


def places_of(run_id: int) -> Select[int, int, int, int | None, int | None, int | None]:
    """(student, school, account, slot, enterprise, wish) for every student of a run, placed or not."""
    return (
        select(
            Proposal.student_id,
            Student.school_id,
            Student.account_id,
            Proposal.slot_id,
            Slot.enterprise_id,
            Proposal.wish,
        )
        .join(Proposal.student)
        .outerjoin(Proposal.slot)
        .where(Proposal.run_id == run_id)
        .order_by(Proposal.student_id)
    )


def reach_of(run_id: int) -> Select[int, int, int, int]:
    """(students, of them placed, schools, enterprises with somebody placed): who hears of a publication."""
    return (
        select(
            func.count(),
            func.count(Proposal.slot_id),
            func.count(Student.school_id.distinct()),
            func.count(Slot.enterprise_id.distinct()),
        )
        .select_from(Proposal)
        .join(Proposal.student)
        .outerjoin(Proposal.slot)
        .where(Proposal.run_id == run_id)
    )


def examples_of(run_id: int) -> Select[Proposal]:
    """What a run says, students without a place first: what the two officers read before publishing."""
    return (
        select(Proposal)
        .join(Proposal.student)
        .options(contains_eager(Proposal.student))
        .where(Proposal.run_id == run_id)
        .order_by(Proposal.slot_id.is_not(None), Student.pseudonym)
    )


def published_in(within: frozenset[int]) -> Select[MatchRound]:
    """Published rounds in which one of these schools or enterprises takes part, the newest first."""
    schools = (
        select(RoundCohort.round_id)
        .join(Cohort, Cohort.id == RoundCohort.cohort_id)
        .where(Cohort.school_id.in_(within))
    )
    return (
        select(MatchRound)
        .where(
            MatchRound.published_run_id.is_not(None),
            or_(MatchRound.id.in_(schools), _has_slot_of(within).exists()),
        )
        .order_by(MatchRound.published_at.desc(), MatchRound.id.desc())
    )


def one_published(round_id: int, within: frozenset[int]) -> Select[MatchRound]:
    """One of them."""
    return published_in(within).where(MatchRound.id == round_id)


def published_to(student_id: int) -> Select[MatchRound]:
    """Published rounds this student took part in, the newest first."""
    return (
        select(MatchRound)
        .join(Proposal, Proposal.run_id == MatchRound.published_run_id)
        .where(Proposal.student_id == student_id)
        .order_by(MatchRound.published_at.desc(), MatchRound.id.desc())
    )


def one_published_to(student_id: int, round_id: int) -> Select[MatchRound]:
    """One of them."""
    return published_to(student_id).where(MatchRound.id == round_id)


def published_run(match_round: MatchRound) -> Select[MatchRun]:
    """The run that was published, without the weight of its snapshot."""
    return runs_of(match_round.id).where(MatchRun.id == match_round.published_run_id)


def result_of(match_round: MatchRound, student_id: int) -> Select[Proposal]:
    """What the published run says for one student; nothing before the publication."""
    return select(Proposal).where(
        Proposal.run_id == match_round.published_run_id, Proposal.student_id == student_id
    )


def placement_of(round_id: int, student_id: int) -> Select[Placement]:
    """The place of one student, with slot and enterprise."""
    return (
        select(Placement)
        .options(joinedload(Placement.slot, innerjoin=True), joinedload(Placement.enterprise, innerjoin=True))
        .where(Placement.round_id == round_id, Placement.student_id == student_id)
    )


def results_in(
    match_round: MatchRound, within: frozenset[int], *, class_name: str = "", answer: str = ""
) -> Select[Any]:
    """(Proposal, Placement or None) of the students of these schools, by school, class and number.

    `answer` is a state of a placement, or NO_PLACE. Student, school, slot and enterprise come along.
    """
    found: Any = (  # two entities a row, where a page asks for a Select of anything
        select(Proposal, Placement)
        .join(Proposal.student)
        .join(Organisation, Organisation.id == Student.school_id)
        .outerjoin(Placement, _same_place(match_round))
        .options(
            contains_eager(Proposal.student).joinedload(Student.school, innerjoin=True),
            joinedload(Proposal.slot).joinedload(Slot.enterprise, innerjoin=True),
        )
        .where(Proposal.run_id == match_round.published_run_id, Student.school_id.in_(within))
        .order_by(Organisation.name, Student.class_name, Student.student_number, Student.id)
    )
    if class_name:
        found = found.where(Student.class_name == class_name)
    if answer == NO_PLACE:
        found = found.where(Proposal.slot_id.is_(None))
    elif answer in set(PlacementState):
        found = found.where(Placement.state == answer)
    narrowed: Select[Any] = found
    return narrowed


def tally(
    match_round: MatchRound, within: frozenset[int], by: InstrumentedAttribute[str]
) -> Select[str, int, int, int, int, int, int]:
    """(class or school, students, placed, waiting, accepted, declined, lapsed), by its name."""
    return (
        select(by, *_counts())
        .select_from(Proposal)
        .join(Proposal.student)
        .join(Organisation, Organisation.id == Student.school_id)
        .outerjoin(Placement, _same_place(match_round))
        .where(Proposal.run_id == match_round.published_run_id, Student.school_id.in_(within))
        .group_by(by)
        .order_by(by)
    )


def tally_of_rounds(
    round_ids: list[int], within: frozenset[int]
) -> Select[int, int, int, int, int, int, int]:
    """(round, students, placed, waiting, accepted, declined, lapsed) for the students of these schools."""
    return (
        select(MatchRound.id, *_counts())
        .join(Proposal, Proposal.run_id == MatchRound.published_run_id)
        .join(Proposal.student)
        .outerjoin(
            Placement,
            (Placement.round_id == MatchRound.id) & (Placement.student_id == Proposal.student_id),
        )
        .where(MatchRound.id.in_(round_ids), Student.school_id.in_(within))
        .group_by(MatchRound.id)
        .order_by(MatchRound.id)
    )


def placed_at(round_id: int, within: frozenset[int], *, slot_id: int | None = None) -> Select[Placement]:
    """Placements of these enterprises, by slot; the order tells nothing about a student not yet named."""
    found = (
        select(Placement)
        .join(Placement.slot)
        .join(Placement.student)
        .options(contains_eager(Placement.slot), contains_eager(Placement.student))
        .where(Placement.round_id == round_id, Placement.enterprise_id.in_(within))
        .order_by(Slot.title, Slot.id, Student.pseudonym)
    )
    return found.where(Placement.slot_id == slot_id) if slot_id else found


def seats_in(
    match_round: MatchRound, within: frozenset[int]
) -> Select[int, str, int, int, int, int, int, int]:
    """(slot, title, seats, placed, waiting, accepted, declined, lapsed) for slots that took part."""
    counts = _counts()[1:]
    return (
        select(Slot.id, Slot.title, Slot.seats, func.count(Placement.id), *counts[1:])
        .outerjoin(Placement, (Placement.slot_id == Slot.id) & (Placement.round_id == match_round.id))
        .where(
            Slot.enterprise_id.in_(within),
            or_(Placement.id.is_not(None), _of_round(match_round)),
        )
        .group_by(Slot.id, Slot.title, Slot.seats)
        .order_by(Slot.title, Slot.id)
    )


def seats_of_rounds(round_ids: list[int], within: frozenset[int]) -> Select[int, int, int, int, int, int]:
    """(round, placed, waiting, accepted, declined, lapsed) at these enterprises."""
    return (
        select(Placement.round_id, func.count(), *_counts()[2:])
        .where(Placement.round_id.in_(round_ids), Placement.enterprise_id.in_(within))
        .group_by(Placement.round_id)
        .order_by(Placement.round_id)
    )


def waiting_in(round_id: int) -> Select[int]:
    """How many results of a round are not answered."""
    return select(func.count()).where(
        Placement.round_id == round_id, Placement.state == PlacementState.OFFERED
    )


def rounds_to_lapse(now: datetime) -> Select[MatchRound]:
    """Published rounds whose last day has gone by with results still unanswered."""
    waiting = select(Placement.id).where(
        Placement.round_id == MatchRound.id, Placement.state == PlacementState.OFFERED
    )
    return (
        select(MatchRound)
        .where(MatchRound.published_at.is_not(None), MatchRound.answer_by <= now, waiting.exists())
        .order_by(MatchRound.id)
    )


def lottery_number(round_id: int, student_id: int) -> Select[int]:
    """The number one student drew."""
    return select(LotteryNumber.number).where(
        LotteryNumber.round_id == round_id, LotteryNumber.student_id == student_id
    )


def _same_place(match_round: MatchRound) -> ColumnElement[bool]:
    return (Placement.round_id == match_round.id) & (Placement.student_id == Proposal.student_id)


def _has_slot_of(within: frozenset[int]) -> Select[int]:
    # Two SELECTs deep nothing is correlated by itself: without saying so, a place in any round would count.
    placed = select(Placement.slot_id).where(Placement.round_id == MatchRound.id).correlate(MatchRound)
    took_part = _offered(MatchRound.internship_from, MatchRound.internship_until, MatchRound.locked_at)
    return select(Slot.id).where(Slot.enterprise_id.in_(within), or_(took_part, Slot.id.in_(placed)))


def _of_round(match_round: MatchRound) -> ColumnElement[bool]:
    return _offered(match_round.internship_from, match_round.internship_until, match_round.locked_at)


def _offered(first: Any, last: Any, locked_at: Any) -> ColumnElement[bool]:
    """Open slots of the window that students could have ranked: posted before the lock."""
    posted = Slot.created_at < locked_at
    return and_(Slot.state == SlotState.OPEN, Slot.starts_on.between(first, last), posted)


def _counts() -> list[ColumnElement[Any]]:
    """Students, placed, and one count a state, in the order of the states."""
    in_state = [func.sum(case((Placement.state == state, 1), else_=0)) for state in PlacementState]
    return [func.count(), func.count(Placement.id), *in_state]
