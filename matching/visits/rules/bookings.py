"""Whether a group may come, and what may become of its booking now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.kernel.moments import spoken
from matching.kernel.moves import may_move
from matching.visits.enums import (
    BOOKING_MOVES,
    DAY_BEGINS,
    DAY_ENDS,
    OFFER_OPEN,
    BookingState,
    OccurrenceState,
    VisitState,
)
from matching.visits.models import Booking, Occurrence, Visit

CHANGEABLE = frozenset({BookingState.WAITING, BookingState.ASKED, BookingState.BOOKED})


@dataclass(frozen=True)
class Size:
    """How many students a cohort has, and how many of them are old enough for a visit on its day."""

    students: int
    old_enough: int


def why_not_open(occurrence: Occurrence, *, now: datetime) -> str | None:
    """Whether the date takes bookings at all, whoever asks."""
    if occurrence.state is not OccurrenceState.PLANNED:
        return _("This date was cancelled.")
    if occurrence.visit.state is not VisitState.OPEN:
        return _("The host no longer offers this visit.")
    if occurrence.starts_at <= now:
        return _("This date has begun, so nobody can book it any more.")
    return None


def with_places(visit: Visit) -> BookingState:
    """Where a group with places stands: booked, or before the host's eyes first."""
    return BookingState.ASKED if visit.decides else BookingState.BOOKED


def why_not_again(booking: Booking | None) -> str | None:
    """A group comes once; a change of its number is a change of that booking."""
    return _("This class has a booking for this date. Change that one.") if booking else None


def why_not_busy(other: Booking | None) -> str | None:
    """Nobody is in two places at once."""
    if other is None:
        return None
    return _("This class visits “{title}” at that time ({moment}).").format(
        title=other.occurrence.visit.title, moment=spoken(other.occurrence.starts_at)
    )


def why_not_group(visit: Visit, students: int) -> str | None:
    """As small and as large as the host says."""
    if visit.least_group <= students <= visit.most_group:
        return None
    return _("The host takes groups of {least} to {most} students.").format(
        least=visit.least_group, most=visit.most_group
    )


def why_not_size(visit: Visit, students: int, size: Size) -> str | None:
    """No more than there are, and nobody who is too young on that day."""
    if students > size.students:
        return _n("This class has {n} student.", "This class has {n} students.", size.students).format(
            n=size.students
        )
    if students > size.old_enough:
        return _("Only {n} of this class are {age} or older on that day.").format(
            n=size.old_enough, age=visit.least_age
        )
    return None


def adults_asked(visit: Visit, students: int) -> int:
    """How many adults so many students need beside them."""
    return max(1, ceil(students / visit.students_an_adult))


def why_not_adults(visit: Visit, *, students: int, adults: int) -> str | None:
    """Enough adults for the students."""
    asked = adults_asked(visit, students)
    if adults >= asked:
        return None
    return _n(
        "{students} students need {n} adult beside them.",
        "{students} students need {n} adults beside them.",
        asked,
    ).format(students=students, n=asked)


def why_not_places(free: int) -> str:
    """What is said to whoever finds fewer places than students."""
    if free <= 0:
        return _("All places are taken meanwhile. You can wait, or choose another date.")
    return _n(
        "Only {n} place is left. Come with fewer, wait with all, or choose another date.",
        "Only {n} places are left. Come with fewer, wait with all, or choose another date.",
        free,
    ).format(n=free)


def why_not_pick_up(visit: Visit, *, wanted: bool) -> str | None:
    """A bus comes only where the host has one."""
    if wanted and not visit.picks_up:
        return _("The host fetches nobody. Come by yourselves.")
    return None


def why_not_change(booking: Booking, *, now: datetime) -> str | None:
    """Until it begins, as long as places are held or waited for."""
    if booking.state is BookingState.OFFERED:
        return _("Answer the offered places first.")
    if booking.state not in CHANGEABLE:
        return _("This booking has ended.")
    if booking.occurrence.starts_at <= now:
        return _("The visit has begun.")
    return None


def why_not_cancel(booking: Booking, *, now: datetime) -> str | None:
    """Until it begins."""
    if not may_move(BOOKING_MOVES, booking.state, BookingState.CANCELLED):
        return _("This booking has ended.")
    if booking.occurrence.starts_at <= now:
        return _("The visit has begun.")
    return None


def why_not_decide(booking: Booking) -> str | None:
    """The host decides once, on what waits for it."""
    if booking.state is not BookingState.ASKED:
        return _("Nothing waits for your answer any more.")
    return None


def why_not_take(booking: Booking, *, now: datetime) -> str | None:
    """Offered places wait for a while only."""
    if booking.state is not BookingState.OFFERED:
        return _("No places are offered to you now.")
    if booking.offered_until is not None and booking.offered_until <= now:
        return _("The time to take these places is over. They went to the next in line.")
    return None


def open_until(now: datetime, starts_at: datetime) -> datetime:
    """Two hours of the day: who hears of it at night answers in the morning, and never after it began."""
    opens, closes = (
        clock.from_local(datetime.combine(clock.local(now), hour)) for hour in (DAY_BEGINS, DAY_ENDS)
    )
    a_day = timedelta(days=1)
    begins = max(now, opens) if now < closes else opens + a_day
    until = begins + OFFER_OPEN
    if begins < closes < until:  # what is left of the two hours is of the next morning
        until = opens + a_day + (until - closes)
    return min(until, starts_at)
