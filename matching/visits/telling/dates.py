"""What stands in a person's calendar: the visits of classes one booked, the groups that come to one's own."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager

from matching.access.roles import Role
from matching.calendars.queries import Entry
from matching.db import db
from matching.kernel.i18n import _
from matching.organisations.models import Membership
from matching.visits.enums import HOLDING, BookingState
from matching.visits.models import Booking, Occurrence, Visit

GONE = frozenset({BookingState.CANCELLED, BookingState.REFUSED})


def dates_of(account_id: int) -> Iterator[Entry]:
    """Places one's classes hold, and those that were held and are gone; dates of one's own visits."""
    for booking in db.session.scalars(_bookings(Booking.made_by_id == account_id)):
        yield of_booking(booking)
        if booking.offered_until is not None:
            yield Entry(
                key=f"visit-offer-{booking.id}",
                title=_("Take the places by then: {title}").format(title=booking.occurrence.visit.title),
                url=f"/visit-bookings/{booking.id}",
                at=booking.offered_until,
            )
    hosts = select(Membership.organisation_id).where(
        Membership.account_id == account_id,
        Membership.role == Role.ENTERPRISE_HR,
        Membership.ended_at.is_(None),
    )
    dates = (
        select(Occurrence)
        .join(Occurrence.visit)
        .options(contains_eager(Occurrence.visit))
        .where(Visit.enterprise_id.in_(hosts))
        .order_by(Occurrence.starts_at, Occurrence.id)
    )
    for occurrence in db.session.scalars(dates):
        yield _entry(occurrence, f"visit-date-{occurrence.id}", f"/visit-dates/{occurrence.id}")


def of_booking(booking: Booking) -> Entry:
    """One booking, as long as it holds places; cancelled once it holds none."""
    return _entry(
        booking.occurrence,
        f"visit-{booking.id}",
        f"/visit-bookings/{booking.id}",
        told=booking.cohort.name,
        gone=booking.state not in HOLDING,
        version=booking.version,
    )


def _bookings(whose: ColumnElement[bool]) -> Select[Booking]:
    return (
        select(Booking)
        .join(Booking.occurrence)
        .join(Occurrence.visit)
        .join(Booking.cohort)
        .options(
            contains_eager(Booking.occurrence).contains_eager(Occurrence.visit),
            contains_eager(Booking.cohort),
        )
        .where(whose, Booking.state.in_(HOLDING | GONE))
        .order_by(Occurrence.starts_at, Booking.id)
    )


def _entry(
    occurrence: Occurrence, key: str, url: str, *, told: str = "", gone: bool = False, version: int = 0
) -> Entry:
    visit = occurrence.visit
    title = _("Visit: {title}").format(title=visit.title)
    return Entry(
        key=key,
        title=_("{first}, {second}").format(first=title, second=told) if told else title,
        url=url,
        at=occurrence.starts_at,
        until=occurrence.ends_at,
        place=visit.address,
        cancelled=gone or occurrence.cancelled_at is not None,
        version=occurrence.version + version,
    )
