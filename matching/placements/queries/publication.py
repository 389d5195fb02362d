"""What officers ask of runs before and after a publication."""

from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.organisations.models import Organisation
from matching.placements.enums import RequestState
from matching.placements.models import PublicationRequest
from matching.placements.queries.rounds import could_be_ranked
from matching.rounds.models import MatchRound, MatchRun, PreAssignment, Proposal
from matching.slots.enums import SlotState
from matching.slots.models import Slot


def requests_of(round_id: int) -> Select[PublicationRequest]:
    """Every request to publish a round, the newest first; its run comes along, without its snapshot."""
    return (
        select(PublicationRequest)
        .join(PublicationRequest.run)
        .options(contains_eager(PublicationRequest.run).defer(MatchRun.snapshot))
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


def reach_of(run_id: int) -> Select[int, int, int]:
    """(students, of them placed, schools): who hears of a publication, beside the enterprises."""
    return (
        select(
            func.count().label("students"),
            func.count(Proposal.slot_id).label("placed"),
            func.count(Student.school_id.distinct()).label("schools"),
        )
        .select_from(Proposal)
        .join(Proposal.student)
        .where(Proposal.run_id == run_id)
    )


def enterprises_of(match_round: MatchRound, run_id: int) -> Select[int]:
    """Enterprises that took part: a slot of theirs could be ranked, or somebody was placed there."""
    placed = select(Proposal.slot_id).where(Proposal.run_id == run_id, Proposal.slot_id.is_not(None))
    return (
        select(Slot.enterprise_id)
        .where(or_(could_be_ranked(match_round), Slot.id.in_(placed)))
        .distinct()
        .order_by(Slot.enterprise_id)
    )


def drift_of(run: MatchRun) -> Select[int, int, int, int]:
    """What has changed since a run, in counts: all nought while it still fits.

    `left`: its students who left; `gone`: slots it gives away that are no longer offered; `overfull`: slots
    it gives away that have fewer seats by now; `by_hand`: places given by hand since.
    """
    given = (
        select(Slot.id, Slot.state, Slot.seats, func.count().label("taken"))
        .join(Proposal, Proposal.slot_id == Slot.id)
        .where(Proposal.run_id == run.id)
        .group_by(Slot.id, Slot.state, Slot.seats)
        .subquery()
    )
    left = (
        select(func.count())
        .select_from(Proposal)
        .join(Proposal.student)
        .where(Proposal.run_id == run.id, Student.state != StudentState.ENROLLED)
    )
    by_hand = select(func.count()).where(
        PreAssignment.round_id == run.round_id, PreAssignment.at > run.created_at
    )
    slots = select(func.count()).select_from(given)
    return select(
        left.scalar_subquery().label("left"),
        slots.where(given.c.state != SlotState.OPEN).scalar_subquery().label("gone"),
        slots.where(given.c.taken > given.c.seats).scalar_subquery().label("overfull"),
        by_hand.scalar_subquery().label("by_hand"),
    )


def students_of_run(run_id: int, *, like: str = "") -> Select[int, str]:
    """(id, pseudonym) of the students of a run; `like` is the beginning of one."""
    found = (
        select(Student.id, Student.pseudonym)
        .join(Proposal, Proposal.student_id == Student.id)
        .where(Proposal.run_id == run_id)
        .order_by(Student.pseudonym)
    )
    return found.where(Student.pseudonym.istartswith(like, autoescape=True)) if like else found


def schools_of_run(run_id: int) -> Select[int, str, int, int]:
    """(id, name, students, of them placed) of the schools of a run."""
    return (
        select(
            Organisation.id,
            Organisation.name,
            func.count().label("students"),
            func.count(Proposal.slot_id).label("placed"),
        )
        .select_from(Proposal)
        .join(Proposal.student)
        .join(Organisation, Organisation.id == Student.school_id)
        .where(Proposal.run_id == run_id)
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name, Organisation.id)
    )


def enterprises_in(match_round: MatchRound, run_id: int) -> Select[int, str]:
    """(id, name) of the enterprises that took part."""
    return (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_(enterprises_of(match_round, run_id).order_by(None)))
        .order_by(Organisation.name, Organisation.id)
    )


def looks_of(account_id: int) -> Select[dict[str, Any]]:
    """What the trail keeps of every result an officer looked at before a publication."""
    return (
        select(AuditEvent.facts)
        .where(AuditEvent.kind == AuditKind.PREVIEW, AuditEvent.by_id == account_id)
        .order_by(AuditEvent.id)
    )
