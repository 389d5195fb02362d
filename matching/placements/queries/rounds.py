"""Published rounds: whose they are, and what happens to them."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select

from matching.cohorts.models import Cohort
from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.rounds.models import MatchRound, MatchRun, Proposal, RoundCohort
from matching.rounds.queries import runs_of
from matching.slots.models import Slot


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


def could_be_ranked(match_round: MatchRound | type[MatchRound]) -> ColumnElement[bool]:
    """Slots that took part: posted before the lock, starting in the window, not withdrawn before the lock.

    A withdrawal after the lock changes nothing of this: students ranked the slot, and its people hear so.
    """
    return and_(
        Slot.starts_on.between(match_round.internship_from, match_round.internship_until),
        Slot.created_at < match_round.locked_at,
        or_(Slot.withdrawn_at.is_(None), Slot.withdrawn_at >= match_round.locked_at),
    )


def _has_slot_of(within: frozenset[int]) -> Select[int]:
    # Two SELECTs deep nothing is correlated by itself: without saying so, a place in any round would count.
    placed = select(Placement.slot_id).where(Placement.round_id == MatchRound.id).correlate(MatchRound)
    return select(Slot.id).where(
        Slot.enterprise_id.in_(within), or_(could_be_ranked(MatchRound), Slot.id.in_(placed))
    )
