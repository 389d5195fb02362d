"""Words and limits of visits. A visit of students is a cognition internship, INT-02 and INT-03."""

from datetime import time, timedelta

from matching.kernel.labels import LabelledEnum

LONGEST_TITLE = 60
SHORTEST_TEXT = 10
LONGEST_TEXT = 500
LONGEST_LINE = 120
SHORTEST_REASON = 5
LONGEST_REASON = 300
MOST_SEATS = 300  # students on one date
MOST_DATES = 30  # made in one go
MOST_WEEKS = 8  # between two dates of a series
FARTHEST_DAYS = 366  # ahead
LONGEST = timedelta(hours=10)
STUDENTS_AN_ADULT = 15  # what a new visit asks for at first; each visit says its own
MOST_STUDENTS_AN_ADULT = 50
MOST_ADULTS = 30
OLDEST_ASKED = 18
OFFER_OPEN = timedelta(hours=2)  # so long freed places wait for the next in line, by day
DAY_BEGINS, DAY_ENDS = time(8), time(20)  # the hours in which an answer is expected of people


class VisitState(LabelledEnum):
    """Whether a visit takes bookings for its dates."""

    OPEN = "open", "Open", "ok", "check"
    WITHDRAWN = "withdrawn", "No longer offered", "neutral", "x"


VISIT_MOVES = {
    VisitState.OPEN: frozenset({VisitState.WITHDRAWN}),
    VisitState.WITHDRAWN: frozenset[VisitState](),
}


class OccurrenceState(LabelledEnum):
    """Whether one date of a visit takes place."""

    PLANNED = "planned", "Takes place", "ok", "check"
    CANCELLED = "cancelled", "Cancelled", "bad", "x"


OCCURRENCE_MOVES = {
    OccurrenceState.PLANNED: frozenset({OccurrenceState.CANCELLED}),
    OccurrenceState.CANCELLED: frozenset[OccurrenceState](),
}


class TooFew(LabelledEnum):
    """What a class does where the places are too few for all."""

    FEWER = "fewer", "Tell me, I come with fewer"
    WAIT = "wait", "All of us wait"


class BookingState(LabelledEnum):
    """How far a booking is. Those of HOLDING have places; a number in the queue has none."""

    WAITING = "waiting", "On the waiting list", "alt", "clock"
    ASKED = "asked", "Waits for the host", "info", "clock"
    BOOKED = "booked", "Booked", "ok", "check"
    OFFERED = "offered", "Places are offered", "warn", "alert"
    REFUSED = "refused", "Refused", "bad", "x"
    CANCELLED = "cancelled", "Cancelled", "neutral", "x"
    LAPSED = "lapsed", "Not taken in time", "neutral", "x"


HOLDING = frozenset({BookingState.ASKED, BookingState.BOOKED, BookingState.OFFERED})
ALIVE = HOLDING | {BookingState.WAITING}

BOOKING_MOVES = {
    BookingState.WAITING: frozenset({BookingState.OFFERED, BookingState.CANCELLED}),
    BookingState.OFFERED: frozenset(
        {BookingState.ASKED, BookingState.BOOKED, BookingState.CANCELLED, BookingState.LAPSED}
    ),
    BookingState.ASKED: frozenset({BookingState.BOOKED, BookingState.REFUSED, BookingState.CANCELLED}),
    BookingState.BOOKED: frozenset({BookingState.CANCELLED}),
    BookingState.REFUSED: frozenset[BookingState](),
    BookingState.CANCELLED: frozenset[BookingState](),
    BookingState.LAPSED: frozenset[BookingState](),
}
