"""Give a student a place before the match, with the reason, and take it back."""

from collections.abc import Collection

from sqlalchemy import func, select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts.models import Student
from matching.db import db, flush_or_conflict
from matching.kernel import clock
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.law.book import Book
from matching.rounds import queries, rules
from matching.rounds.assembly import findings, is_barred, student_facts
from matching.rounds.models import MatchRound, PreAssignment
from matching.slots.models import Slot


def preassign(
    match_round: MatchRound, student: Student, slot: Slot, *, reason: str, by: Viewer
) -> PreAssignment:
    """The seat is taken before anything is compared; the law and the number of seats hold all the same."""
    # Two officers who give the last seat: the second waits here, then counts the first.
    db.session.refresh(match_round, with_for_update={"of": MatchRound})
    refuse_if(rules.why_not_preassign(match_round, has_run=_has_run(match_round)))
    if not reason.strip():
        raise Refused(_("Say why this place is given by hand. It is kept in the trail."), field="reason")
    if db.session.scalar(queries.students_of(match_round.id).where(Student.id == student.id)) is None:
        raise Refused(_("This student does not take part in the round."), field="pseudonym")
    if db.session.scalar(queries.slots_of(match_round).where(Slot.id == slot.id)) is None:
        raise Refused(_("The slot is not offered in this round."), field="slot")
    found = findings(student_facts(student), slot, book=Book.default())
    taken = _taken(match_round, slot)
    refuse_if(rules.why_not_this_place(found, seats=slot.seats, taken=taken), field="slot")
    place = PreAssignment(
        round_id=match_round.id,
        student_id=student.id,
        slot_id=slot.id,
        reason=reason.strip(),
        at=clock.now(),
        by_id=by.id,
    )
    db.session.add(place)
    flush_or_conflict(_("This student already has a place given by hand."), field="pseudonym")
    _tell(AuditKind.PREASSIGN, match_round, place, reason=place.reason, by=by)
    return place


def take_back(match_round: MatchRound, place: PreAssignment, *, reason: str, by: Viewer) -> None:
    """The student is compared like everybody again."""
    db.session.refresh(match_round, with_for_update={"of": MatchRound})
    has_run, passes = _has_run(match_round), _passes(match_round, place)
    refuse_if(rules.why_not_take_back(match_round, has_run=has_run, passes=passes))
    if not reason.strip():
        raise Refused(_("Say why the place is taken back. It is kept in the trail."))
    db.session.delete(place)
    db.session.flush()
    _tell(AuditKind.PREASSIGN_WITHDRAW, match_round, place, reason=reason.strip(), by=by)


def take_back_all(match_round: MatchRound, cohort_ids: Collection[int], *, by: Viewer) -> None:
    """Cohorts leave a round: the places their students were given by hand go with them."""
    query = queries.pre_assignments_of(match_round.id).where(
        PreAssignment.student_id.in_(select(Student.id).where(Student.cohort_id.in_(cohort_ids)))
    )
    for place in db.session.scalars(query).all():
        db.session.delete(place)
        reason = _("The student's cohort no longer takes part in the round.")
        _tell(AuditKind.PREASSIGN_WITHDRAW, match_round, place, reason=reason, by=by)


def _has_run(match_round: MatchRound) -> bool:
    return db.session.scalar(queries.a_run_of(match_round.id)) is not None


def _passes(match_round: MatchRound, place: PreAssignment) -> bool:
    slot = db.session.scalar(queries.slots_of(match_round).where(Slot.id == place.slot_id))
    if slot is None or is_barred(findings(student_facts(place.student), slot, book=Book.default())):
        return False
    return _taken(match_round, slot) <= slot.seats


def _taken(match_round: MatchRound, slot: Slot) -> int:
    query = select(func.count()).where(
        PreAssignment.round_id == match_round.id, PreAssignment.slot_id == slot.id
    )
    return db.session.scalar(query) or 0


def _tell(kind: AuditKind, match_round: MatchRound, place: PreAssignment, *, reason: str, by: Viewer) -> None:
    record(
        kind,
        match_round,
        by=by,
        organisation_id=match_round.bureau_id,
        name=match_round.name,
        student_id=place.student_id,
        slot_id=place.slot_id,
        reason=reason,
    )
