"""Who hears of a step of a visit. Letters name the class, never a student."""

from collections.abc import Iterable
from typing import Any

from matching.access.roles import Role
from matching.db import db
from matching.kernel import clock
from matching.organisations.queries import staff_ids
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post, post_all
from matching.visits.models import Booking, Occurrence


def tell_host(booking: Booking) -> None:
    """A group comes, or asks whether it may."""
    _tell_host(Letter.VISIT_BOOKED, booking)


def tell_of_change(booking: Booking) -> None:
    """More or fewer come than the host was told."""
    _tell_host(Letter.VISIT_CHANGED, booking)


def tell_of_cancellation(booking: Booking) -> None:
    """The group does not come."""
    _tell_host(Letter.VISIT_CANCELLED_BY_SCHOOL, booking)


def tell_of_acceptance(booking: Booking) -> None:
    """The host takes the group."""
    _tell_school(Letter.VISIT_ACCEPTED, booking)


def tell_of_refusal(booking: Booking) -> None:
    """The host does not take it, with the reason."""
    _tell_school(Letter.VISIT_REFUSED, booking, reason=booking.why)


def tell_of_offer(booking: Booking) -> None:
    """Places are free for the next in line, and until when they wait."""
    assert booking.offered_until is not None  # the table itself says so of offered places
    _tell_school(Letter.VISIT_PLACES_OFFERED, booking, until=clock.written(booking.offered_until))


def tell_of_lapse(booking: Booking) -> None:
    """The places have gone on."""
    _tell_school(Letter.VISIT_PLACES_LAPSED, booking)


def tell_of_vain_wait(booking: Booking) -> None:
    """The date has come, and no places became free."""
    _tell_school(Letter.VISIT_WAITED_IN_VAIN, booking)


def tell_of_cancelled_date(occurrence: Occurrence, bookings: Iterable[Booking], why: str) -> None:
    """Everybody who held places or waited for them."""
    facts = _facts_of(occurrence) | {"reason": why}
    post_all(
        Letter.VISIT_DATE_CANCELLED,
        [Address(to, facts) for to in sorted({each.made_by_id for each in bookings if each.made_by_id})],
        key=f"visit_date:{occurrence.id}",
        url=f"/visit-dates/{occurrence.id}",
    )


def _tell_school(kind: Letter, booking: Booking, **facts: Any) -> None:
    """Whoever made the booking; a booking nobody made is of no letter."""
    if booking.made_by_id is not None:
        post(
            kind,
            to=booking.made_by_id,
            key=_key_of(booking),
            url=f"/visit-bookings/{booking.id}",
            **_of(booking),
            **facts,
        )


def _tell_host(kind: Letter, booking: Booking) -> None:
    host = frozenset({booking.occurrence.visit.enterprise_id})
    readers = db.session.execute(staff_ids(host, Role.ENTERPRISE_HR))
    post_all(
        kind,
        [Address(account_id, _of(booking)) for account_id, _organisation_id in readers],
        key=_key_of(booking),
        url=f"/visit-bookings/{booking.id}",
    )


def _key_of(booking: Booking) -> str:
    """Each step of each booking is news once."""
    return f"visit_booking:{booking.id}:{booking.version}"


def _of(booking: Booking) -> dict[str, Any]:
    return _facts_of(booking.occurrence) | {
        "school": booking.school.name,
        "group": booking.cohort.name,
        "students": booking.students,
    }


def _facts_of(occurrence: Occurrence) -> dict[str, Any]:
    return {
        "enterprise": occurrence.visit.enterprise.name,
        "title": occurrence.visit.title,
        "moment": clock.written(occurrence.starts_at),
    }
