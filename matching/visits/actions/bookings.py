"""Book a group, change its number, answer offered places, decide as the host, cancel.

Every deed first holds the date: two tabs, or two people, come one after the other, and the second is told
what the first has done.
"""

from typing import Any

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts.models import Cohort
from matching.db import db, locked
from matching.kernel import clock, vault
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _
from matching.visits.actions import places
from matching.visits.assembly import letters
from matching.visits.assembly.sizes import size_of
from matching.visits.assembly.terms import Group, group_of
from matching.visits.enums import HOLDING, BookingState
from matching.visits.models import Booking, Occurrence
from matching.visits.queries import bookings as queries
from matching.visits.rules import bookings as rules
from matching.visits.telling.bookings import differences


def book(occurrence: Occurrence, cohort: Cohort, group: Group, *, waits: bool = False, by: Viewer) -> Booking:
    """A class comes, whole or in part; where places are too few it waits for them, if it said so."""
    locked(queries.the_date(occurrence.id))
    refuse_if(rules.why_not_open(occurrence, now=clock.now()))
    _refuse_group(occurrence, cohort, group)
    booking = _new(occurrence, cohort, group, by=by)
    places.take(occurrence, booking, waits=waits, by=by)
    _record(AuditKind.BOOKING_MAKE, booking, by=by, students=group.students, queue=booking.queue_number)
    if booking.state in HOLDING:
        letters.tell_host(booking)
    return booking


def change(booking: Booking, group: Group, *, version: int, by: Viewer) -> None:
    """Other numbers, another leader; an edit made from an older version shows both texts."""
    occurrence = _hold(booking)
    refuse_if(rules.why_not_change(booking, now=clock.now()))
    if booking.version != version:
        raise Conflict(
            _("This booking was changed meanwhile. Look at both texts, then decide."),
            differences=differences(group_of(booking), group),
        )
    _refuse_group(occurrence, booking.cohort, group)
    before = booking.students
    if group.students != before:
        places.resize(occurrence, booking, group.students, by=by)
    _say(booking, group)
    booking.version += 1
    db.session.flush()
    _record(AuditKind.BOOKING_CHANGE, booking, by=by, before=before, students=group.students)
    if booking.state in HOLDING:
        letters.tell_of_change(booking)


def take_places(booking: Booking, *, by: Viewer) -> None:
    """The next in line takes the places that were offered."""
    occurrence = _hold(booking)
    refuse_if(rules.why_not_take(booking, now=clock.now()))
    booking.stand(rules.with_places(occurrence.visit), at=clock.now(), by_id=by.id)
    db.session.flush()
    _record(AuditKind.BOOKING_TAKE, booking, by=by)
    letters.tell_host(booking)


def accept(booking: Booking, *, by: Viewer) -> None:
    """The host takes the group."""
    _hold(booking)
    refuse_if(rules.why_not_decide(booking))
    booking.stand(BookingState.BOOKED, at=clock.now(), by_id=by.id)
    db.session.flush()
    _record(AuditKind.BOOKING_ACCEPT, booking, by=by)
    letters.tell_of_acceptance(booking)


def refuse(booking: Booking, *, reason: str, by: Viewer) -> None:
    """The host does not take the group, and says why."""
    _hold(booking)
    refuse_if(rules.why_not_decide(booking))
    places.free(booking, BookingState.REFUSED, why=reason, by=by)
    _record(AuditKind.BOOKING_REFUSE, booking, by=by, reason=reason)
    letters.tell_of_refusal(booking)


def cancel(booking: Booking, *, why: str = "", by: Viewer) -> None:
    """The school does not come, declines offered places, or waits no longer."""
    _hold(booking)
    refuse_if(rules.why_not_cancel(booking, now=clock.now()))
    known = booking.state in HOLDING - {BookingState.OFFERED}
    places.free(booking, BookingState.CANCELLED, why=why, by=by)
    _record(AuditKind.BOOKING_CANCEL, booking, by=by, reason=why)
    if known:
        letters.tell_of_cancellation(booking)


def _hold(booking: Booking) -> Occurrence:
    locked(queries.the_date(booking.occurrence_id))
    db.session.refresh(booking)
    return booking.occurrence


def _refuse_group(occurrence: Occurrence, cohort: Cohort, group: Group) -> None:
    visit, students = occurrence.visit, group.students
    size = size_of(cohort, occurrence)
    for why_not, field in (
        (rules.why_not_group(visit, students), "students"),
        (rules.why_not_size(visit, students, size), "students"),
        (rules.why_not_adults(visit, students=students, adults=group.adults), "adults"),
        (rules.why_not_pick_up(visit, wanted=group.wants_pick_up), "wants_pick_up"),
    ):
        refuse_if(why_not, field=field)


def _new(occurrence: Occurrence, cohort: Cohort, group: Group, *, by: Viewer) -> Booking:
    now = clock.now()
    booking = Booking(
        occurrence=occurrence,
        cohort=cohort,
        cohort_id=cohort.id,  # asked for before the row is written
        school_id=cohort.school_id,
        row_key=vault.new_row_key(),
        safety_read_at=now,
        made_at=now,
        made_by_id=by.id,
        students=group.students,
    )
    _say(booking, group)
    return booking


def _say(booking: Booking, group: Group) -> None:
    booking.adults, booking.leader, booking.needs = group.adults, group.leader, group.needs
    booking.wants_pick_up = group.wants_pick_up
    booking.mobile_sealed = vault.seal(
        group.mobile, table="visit_booking", column="mobile", row_key=booking.row_key
    )


def _record(kind: AuditKind, booking: Booking, *, by: Viewer, **facts: Any) -> None:
    record(
        kind,
        booking,
        by=by,
        organisation_id=booking.school_id,
        title=booking.occurrence.visit.title,
        group=booking.cohort.name,
        **facts,
    )
