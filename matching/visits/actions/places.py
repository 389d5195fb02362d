"""Places of visits: held, freed, handed on. No other file moves them.

A deed waits for the date, then for the group it is about. Of those in the queue it takes only whom nobody
else holds at this moment: no two deeds wait for each other in a circle. Freed places go to the first in line
for whom they are enough; a larger group that waits keeps its number.
"""

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts.models import Cohort
from matching.db import db
from matching.kernel import clock
from matching.kernel.errors import Refused, refuse_if
from matching.visits.assembly import letters
from matching.visits.enums import HOLDING, BookingState, OccurrenceState
from matching.visits.models import Booking, Occurrence
from matching.visits.queries import bookings as queries
from matching.visits.rules import bookings as rules


def take(occurrence: Occurrence, booking: Booking, *, waits: bool, by: Viewer) -> None:
    """Places at once, or the next number in the queue if the group `waits`; else it is refused.

    The date is held by the caller; the booking is new and not in the session yet.
    """
    _held([booking.cohort_id])
    hand_on(occurrence, by=by)
    refuse_if(rules.why_not_again(_first(queries.alive_of(occurrence.id, booking.cohort_id))))
    if occurrence.free >= booking.students:
        refuse_if(rules.why_not_busy(_clash(occurrence, booking)))
    if _count(occurrence, booking.students, groups=1):
        booking.stand(rules.with_places(occurrence.visit), at=clock.now(), by_id=by.id)
    elif waits:
        booking.stand(BookingState.WAITING, at=clock.now(), by_id=by.id)
        booking.queue_number = _next_number(occurrence)
    else:
        raise Refused(rules.why_not_places(occurrence.free), field="students")
    db.session.add(booking)
    db.session.flush()


def resize(occurrence: Occurrence, booking: Booking, students: int, *, by: Viewer) -> None:
    """More or fewer students; freed places go to the next in line. The date is held by the caller."""
    if booking.state in HOLDING:
        more = students - booking.students
        if not _count(occurrence, more):
            raise Refused(rules.why_not_places(occurrence.seats - occurrence.taken), field="students")
    booking.students = students
    db.session.flush()
    hand_on(occurrence, by=by)


def free(booking: Booking, state: BookingState, *, why: str = "", by: Viewer | None) -> None:
    """It ends in this state; places that it held go to the next in line. The date is held by the caller."""
    held, occurrence = booking.state in HOLDING, booking.occurrence
    booking.stand(state, at=clock.now(), by_id=by.id if by else None, why=why)
    db.session.flush()
    if held:
        _count(occurrence, -booking.students, groups=-1)
        hand_on(occurrence, by=by)


def free_all(occurrence: Occurrence, *, why: str, by: Viewer) -> int:
    """The date does not take place: whoever held places or waited is told why; how many they were."""
    alive = db.session.scalars(queries.alive_on(occurrence.id).with_for_update(of=Booking)).all()
    for booking in alive:
        booking.stand(BookingState.CANCELLED, at=clock.now(), by_id=by.id, why=why)
    occurrence.taken = occurrence.groups = 0
    db.session.flush()
    if alive:
        visit = occurrence.visit
        record(
            AuditKind.BOOKING_RELEASE,
            occurrence,
            by=by,
            organisation_id=visit.enterprise_id,
            title=visit.title,
            count=len(alive),
            reason=why,
        )
        letters.tell_of_cancelled_date(occurrence, alive, why)
    return len(alive)


def hand_on(occurrence: Occurrence, *, by: Viewer | None) -> None:
    """Free places are offered to those who wait, by their numbers; who is elsewhere then is passed over."""
    if occurrence.state is not OccurrenceState.PLANNED or occurrence.starts_at <= clock.now():
        return
    if occurrence.free <= 0:
        return
    waiting = db.session.scalars(queries.queue_of(occurrence.id)).all()
    held = _held([booking.cohort_id for booking in waiting], wait=False)
    elsewhere = queries.clashing(held, occurrence.starts_at, occurrence.ends_at)
    busy = {booking.cohort_id for booking in db.session.scalars(elsewhere)}
    for booking in waiting:
        if booking.cohort_id not in held:
            return  # somebody else is just deciding about this class: nobody overtakes it meanwhile
        fits = booking.students <= occurrence.free and booking.cohort_id not in busy
        if fits and _count(occurrence, booking.students, groups=1):
            _offer(occurrence, booking, by=by)


def lapse(occurrence: Occurrence, *, by: Viewer | None = None) -> None:
    """Offered places that were not taken in time go on. By nobody from the sweep."""
    late = queries.alive_on(occurrence.id).where(
        Booking.state == BookingState.OFFERED, Booking.offered_until <= clock.now()
    )
    for booking in db.session.scalars(late.with_for_update(of=Booking)).all():
        free(booking, BookingState.LAPSED, by=by)
        letters.tell_of_lapse(booking)
        _record(AuditKind.BOOKING_LAPSE, booking, by=by)


def end_waiting(occurrence: Occurrence, *, by: Viewer | None = None) -> None:
    """It has begun; nobody waits for it any more, and each is told."""
    for booking in db.session.scalars(queries.queue_of(occurrence.id).with_for_update(of=Booking)).all():
        free(booking, BookingState.LAPSED, by=by)
        letters.tell_of_vain_wait(booking)
        _record(AuditKind.BOOKING_LAPSE, booking, by=by)


def _held(cohort_ids: Collection[int], *, wait: bool = True) -> frozenset[int]:
    """Hold these groups until the transaction ends, so that nobody books them elsewhere meanwhile."""
    query = select(Cohort.id).where(Cohort.id.in_(cohort_ids)).order_by(Cohort.id)
    return frozenset(
        db.session.scalars(query.with_for_update(of=Cohort, key_share=True, skip_locked=not wait))
    )


def _clash(occurrence: Occurrence, booking: Booking) -> Booking | None:
    """Another booking of the group that holds places in these hours."""
    others = queries.clashing([booking.cohort_id], occurrence.starts_at, occurrence.ends_at)
    return _first(others)


def _first(query: Any) -> Booking | None:
    found: Booking | None = db.session.scalars(query.limit(1)).first()
    return found


def _offer(occurrence: Occurrence, booking: Booking, *, by: Viewer | None) -> None:
    # Whose places they were is nobody's business.
    booking.stand(BookingState.OFFERED, at=clock.now(), by_id=None)
    booking.offered_until = rules.open_until(clock.now(), occurrence.starts_at)
    db.session.flush()
    letters.tell_of_offer(booking)
    _record(AuditKind.BOOKING_OFFER, booking, by=by)


def _count(occurrence: Occurrence, students: int, *, groups: int = 0) -> bool:
    """So many places more or fewer are held, if there are: the database itself decides."""
    enough = (Occurrence.taken + students).between(0, Occurrence.seats) & (
        Occurrence.groups + groups
    ).between(0, Occurrence.most_groups)
    changed = db.session.execute(
        update(Occurrence)
        .where(Occurrence.id == occurrence.id, enough, Occurrence.state == OccurrenceState.PLANNED)
        .values(taken=Occurrence.taken + students, groups=Occurrence.groups + groups)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(occurrence, ["taken", "groups"])
    return cast(CursorResult[Any], changed).rowcount == 1


def _next_number(occurrence: Occurrence) -> int:
    occurrence.queued += 1  # the date is held
    db.session.flush()
    return occurrence.queued


def _record(kind: AuditKind, booking: Booking, *, by: Viewer | None) -> None:
    record(
        kind,
        booking,
        by=by,
        organisation_id=booking.school_id,
        title=booking.occurrence.visit.title,
        group=booking.cohort.name,
    )
