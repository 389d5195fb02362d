"""Visits, reached by the real actions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from matching.cohorts.models import Cohort
from matching.db import db
from matching.kernel import clock
from matching.organisations.models import Organisation
from matching.visits.actions import bookings, visits
from matching.visits.assembly.terms import Group, Hours, VisitTerms
from matching.visits.enums import BookingState
from matching.visits.invariants import INVARIANTS
from matching.visits.models import Booking, Occurrence
from tests.cast import Person
from tests.make import acting

A_THURSDAY = clock.from_written("2026-04-16 14:00")
TWO_HOURS = timedelta(hours=2)
OFFERED = VisitTerms(
    title="五轴车间开放日",
    shows="看一个零件从图纸到检验，自己量一次",
    county="141002",
    address="尧都区海川路 8 号南门",
    least_group=1,
    most_group=40,
    least_age=0,
    students_an_adult=15,
    wear="平底鞋，长发扎起",
    bring="学生证",
    safety="听师傅的，黄线以内不进，机床不碰",
    access="一楼，有坡道，车间里声音大",
    languages="普通话",
    picks_up=False,
    decides=False,
    subjects=frozenset({"01"}),
)
COMES = Group(students=4, adults=1, leader="林老师", mobile="13800000001")


def a_date(
    *,
    of: Person,
    at: datetime = A_THURSDAY,
    seats: int = 20,
    most_groups: int = 5,
    **changes: Any,
) -> int:
    """A visit of this person's enterprise with one date; the id of the date."""
    return some_dates(of=of, at=[at], seats=seats, most_groups=most_groups, **changes)[0]


def some_dates(
    *, of: Person, at: Sequence[datetime], seats: int = 20, most_groups: int = 5, **changes: Any
) -> list[int]:
    """A visit with these dates."""
    with acting():
        enterprise = db.session.get_one(Organisation, of.organisation_id)
        visit = visits.offer(enterprise, replace(OFFERED, **changes), by=of.viewer)
        hours = [Hours(starts_at=each, ends_at=each + TWO_HOURS) for each in at]
        made = visits.add_dates(visit, hours, seats=seats, most_groups=most_groups, by=of.viewer)
        return [each.id for each in made]


def a_booking(date_id: int, cohort_id: int, *, of: Person, waits: bool = False, **group: Any) -> int:
    """A class booked, or waiting where it said so; the id of the booking."""
    with acting():
        occurrence = db.session.get_one(Occurrence, date_id)
        cohort = db.session.get_one(Cohort, cohort_id)
        said = replace(COMES, **group)
        return bookings.book(occurrence, cohort, said, waits=waits, by=of.viewer).id


def done(booking_id: int, deed: Callable[..., object], *, by: Person, **told: Any) -> None:
    """One of the deeds of `actions.bookings`, done by somebody."""
    with acting():
        deed(db.session.get_one(Booking, booking_id), by=by.viewer, **told)


def called_off(date_id: int, deed: Callable[..., object], *, by: Person, **told: Any) -> None:
    """One of the deeds of `actions.visits` on a date."""
    with acting():
        deed(db.session.get_one(Occurrence, date_id), by=by.viewer, **told)


def changed(booking_id: int, *, by: Person, **group: Any) -> None:
    """The booking says something else."""
    with acting():
        booking = db.session.get_one(Booking, booking_id)
        bookings.change(booking, replace(COMES, **group), version=booking.version, by=by.viewer)


def standing_of(booking_id: int) -> BookingState:
    """Where a booking stands now."""
    with acting():
        return db.session.get_one(Booking, booking_id).state


def places_of(date_id: int) -> tuple[int, int]:
    """Places held, and places there are."""
    with acting():
        occurrence = db.session.get_one(Occurrence, date_id)
        return occurrence.taken, occurrence.seats


def broken() -> list[str]:
    """Invariants of visits that do not hold just now."""
    with acting():
        return [one.sentence for one in INVARIANTS if one.witnesses(db.session())]
