"""Find bookings, who waits, and what else a group does at that time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.cohorts.enums import StudentState
from matching.cohorts.models import Cohort, Student
from matching.kernel import clock
from matching.organisations.models import Organisation
from matching.visits.enums import ALIVE, HOLDING, BookingState, OccurrenceState
from matching.visits.models import Booking, Occurrence, Visit


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whose bookings one may read: those of these schools, those for visits of these hosts."""

    schools: frozenset[int]
    hosts: frozenset[int]


def bookings_in(reach: Reach) -> Select[Booking]:
    """Bookings as far as one's reach goes, the next date first; date, visit, host and group beside each."""
    return (
        select(Booking)
        .join(Booking.occurrence)
        .join(Occurrence.visit)
        .join(Visit.enterprise)
        .join(Booking.cohort)
        .options(
            contains_eager(Booking.occurrence)
            .contains_eager(Occurrence.visit)
            .contains_eager(Visit.enterprise),
            contains_eager(Booking.cohort),
        )
        .where(or_(Booking.school_id.in_(reach.schools), Visit.enterprise_id.in_(reach.hosts)))
        .order_by(Occurrence.starts_at.desc(), Booking.id)
    )


def one_booking(booking_id: int, reach: Reach) -> Select[Booking]:
    """One of them."""
    return bookings_in(reach).where(Booking.id == booking_id)


def the_date(occurrence_id: int) -> Select[Occurrence]:
    """The date itself: whoever moves its places holds it first."""
    return select(Occurrence).where(Occurrence.id == occurrence_id)


def of_date(occurrence_id: int) -> Select[Booking]:
    """Who comes on a date or waits for it: those with places first, then the queue by its numbers."""
    return (
        select(Booking)
        .join(Booking.cohort)
        .join(Booking.school)
        .options(contains_eager(Booking.cohort), contains_eager(Booking.school))
        .where(Booking.occurrence_id == occurrence_id, Booking.state.in_(ALIVE))
        .order_by(case((Booking.state == BookingState.WAITING, 1), else_=0), Booking.queue_number, Booking.id)
    )


def alive_on(occurrence_id: int) -> Select[Booking]:
    """The same, with nothing beside them: to be held and changed."""
    return (
        select(Booking)
        .where(Booking.occurrence_id == occurrence_id, Booking.state.in_(ALIVE))
        .order_by(Booking.id)
    )


def alive_of(occurrence_id: int, cohort_id: int) -> Select[Booking]:
    """The booking of a group for a date that has places or waits for them."""
    return alive_on(occurrence_id).where(Booking.cohort_id == cohort_id)


def queue_of(occurrence_id: int) -> Select[Booking]:
    """Who waits for places, the lowest number first."""
    return (
        select(Booking)
        .where(Booking.occurrence_id == occurrence_id, Booking.state == BookingState.WAITING)
        .order_by(Booking.queue_number)
    )


def ahead_of(booking: Booking) -> Select[int]:
    """How many groups wait before this one."""
    return select(func.count()).where(
        Booking.occurrence_id == booking.occurrence_id,
        Booking.state == BookingState.WAITING,
        Booking.queue_number < booking.queue_number,
    )


def clashing(
    cohort_ids: Collection[int], starts_at: datetime, ends_at: datetime, *, without: int | None = None
) -> Select[Booking]:
    """Bookings of these groups that hold places in these hours; date and visit beside each."""
    found = (
        select(Booking)
        .join(Booking.occurrence)
        .join(Occurrence.visit)
        .options(contains_eager(Booking.occurrence).contains_eager(Occurrence.visit))
        .where(
            Booking.cohort_id.in_(cohort_ids),
            Booking.state.in_(HOLDING),
            Occurrence.starts_at < ends_at,
            Occurrence.ends_at > starts_at,
        )
        .order_by(Occurrence.starts_at, Booking.id)
    )
    return found if without is None else found.where(Booking.id != without)


def groups_in(within: frozenset[int]) -> Select[Cohort]:
    """The cohorts of these schools, the youngest first."""
    return (
        select(Cohort)
        .where(Cohort.school_id.in_(within))
        .order_by(Cohort.entry_year.desc(), Cohort.name, Cohort.id)
    )


def birthdays_of(cohort_ids: Collection[int]) -> Select[int, date]:
    """Cohort, and when each of its students was born."""
    return select(Student.cohort_id, Student.born_on).where(
        Student.cohort_id.in_(cohort_ids), Student.state == StudentState.ENROLLED
    )


def is_called(words: str) -> ColumnElement[bool]:
    """Whether the group, the visit or the host is called so."""
    named = (Cohort.name, Visit.title, Organisation.name)
    return or_(*(column.icontains(words, autoescape=True) for column in named))


def stands(state: str) -> ColumnElement[bool]:
    """Whether the booking is in the state of this value."""
    return Booking.state.in_([each for each in BookingState if each.value == state])


def lapsing(now: datetime) -> Select[int]:
    """Ids of dates with places that were offered and not taken in time."""
    return (
        select(Booking.occurrence_id)
        .where(Booking.state == BookingState.OFFERED, Booking.offered_until <= now)
        .distinct()
        .order_by(Booking.occurrence_id)
    )


def waited_for() -> Select[int]:
    """Ids of dates to come with places left and somebody who waits."""
    return (
        select(Occurrence.id)
        .join(Booking, Booking.occurrence_id == Occurrence.id)
        .where(
            Occurrence.state == OccurrenceState.PLANNED,
            Occurrence.starts_at > clock.now(),
            and_(Occurrence.taken < Occurrence.seats, Occurrence.groups < Occurrence.most_groups),
            Booking.state == BookingState.WAITING,
        )
        .distinct()
        .order_by(Occurrence.id)
    )


def waiting_in_vain() -> Select[int]:
    """Ids of dates that have begun while somebody still waited for places."""
    return (
        select(Booking.occurrence_id)
        .join(Booking.occurrence)
        .where(Booking.state == BookingState.WAITING, Occurrence.starts_at <= clock.now())
        .distinct()
        .order_by(Booking.occurrence_id)
    )
