"""What must always hold of visits."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from matching.invariants import Invariant, Question
from matching.kernel.i18n import _l
from matching.visits.enums import ALIVE, HOLDING, OccurrenceState
from matching.visits.models import Booking, Occurrence


def _miscounted() -> Question:
    held = (
        select(func.coalesce(func.sum(Booking.students), 0))
        .where(Booking.occurrence_id == Occurrence.id, Booking.state.in_(HOLDING))
        .scalar_subquery()
    )
    groups = (
        select(func.count())
        .where(Booking.occurrence_id == Occurrence.id, Booking.state.in_(HOLDING))
        .scalar_subquery()
    )
    return select(Occurrence.id).where(
        or_(Occurrence.taken != held, Occurrence.groups != groups, held > Occurrence.seats)
    )


def _in_two_places() -> Question:
    one, other = aliased(Booking), aliased(Booking)
    here, there = aliased(Occurrence), aliased(Occurrence)
    return (
        select(one.id, other.id.label("other_id"))
        .join(here, here.id == one.occurrence_id)
        .join(other, other.cohort_id == one.cohort_id)
        .join(there, there.id == other.occurrence_id)
        .where(
            one.id < other.id,
            one.state.in_(HOLDING),
            other.state.in_(HOLDING),
            here.starts_at < there.ends_at,
            there.starts_at < here.ends_at,
        )
    )


def _of_a_cancelled_date() -> Question:
    return (
        select(Booking.id)
        .join(Booking.occurrence)
        .where(Occurrence.state == OccurrenceState.CANCELLED, Booking.state.in_(ALIVE))
    )


INVARIANTS = (
    Invariant(
        "I1",
        _l("A date of a visit has as many places taken as bookings hold, and no more than it has."),
        _miscounted,
    ),
    Invariant("I2", _l("No class holds places of two visits at the same time."), _in_two_places),
    Invariant("I2", _l("Nobody holds places of a date that was cancelled."), _of_a_cancelled_date),
)
