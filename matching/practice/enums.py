"""Words and limits of practice. Contents and forms are those of the rules TCH-04 and TCH-05."""

from datetime import timedelta
from enum import StrEnum

from matching.kernel.labels import LabelledEnum

MOST_SEATS = 100
MOST_INVITED = 100  # teachers by one click
FARTHEST_YEARS = 3  # how many years ahead a post may lie
LONGEST_TITLE = 60
SHORTEST_LEARN = 10
LONGEST_LEARN = 1000
LONGEST_TEXT = 500
LONGEST_LINE = 120
LONGEST_REASON = 300
LONGEST_ANSWER = 3000  # to one question of a report
SHORTEST_ANSWER = 10
MOST_PHOTOS = 6  # of a report
LARGEST_UPLOAD = 40 * 1024 * 1024  # bytes in one request: so many photos as phones take them
MOST_WORTH = 1_000_000_000  # CNY a year
SHORTEST_REASON = 5
MOST_ALLOWANCE = 2000  # CNY a day
FULL_WEEK = 5  # from so many days a week on, rest days between two days present count as well
OFFER_OPEN = timedelta(hours=48)  # so long a freed seat waits for the next in line
REMIND_AGAIN = timedelta(days=30)  # a large enterprise without a post, at most once in this time
FRESH_DAYS = 90  # a post nobody confirmed for so long is told to be old
# Posts within these days (month, day) are of the school holidays, a few days of grace at both ends.
SUMMER = ((6, 25), (9, 5))
WINTER = ((1, 5), (3, 5))
MOST_CHOICES = 10  # posts a teacher ranks in an allocation
FARTHEST_DAYS = 3650  # whose deadline is farther off, or longer past, than ten years comes as at ten years
ALLOCATION_JOB = "practice.allocate"  # the kind of job that computes an allocation


class PracticeContent(LabelledEnum):
    """What is learned, TCH-04."""

    PRODUCTION = "production", "How production is organised, its processes and trends"
    DUTIES = "duties", "Duties and operating rules of the posts"
    SKILLS = "skills", "Skills the posts need and how people are hired"
    CULTURE = "culture", "Management and culture of the enterprise"
    NEW_TECHNIQUE = "new_technique", "New knowledge, techniques, processes, materials, equipment, standards"


class PracticeForm(LabelledEnum):
    """In which way, TCH-05."""

    VISIT = "visit", "Visits and observation"
    TRAINING = "training", "Training by the enterprise"
    POST = "post", "Part-time or full post in production or management"
    PROJECT = "project", "Product development or technical improvement"
    OTHER = "other", "Another form"


class OfferState(LabelledEnum):
    """Whether teachers can sign up for a post."""

    OPEN = "open", "Open", "ok", "check"
    WITHDRAWN = "withdrawn", "No longer offered", "neutral", "x"


OFFER_MOVES = {
    OfferState.OPEN: frozenset({OfferState.WITHDRAWN}),
    OfferState.WITHDRAWN: frozenset[OfferState](),
}


class SignUpState(LabelledEnum):
    """How far a sign-up is. Those of HOLDING have a seat; a place in the queue has none."""

    WAITING = "waiting", "On the waiting list", "alt", "clock"
    ASKED = "asked", "Waits for the school", "info", "clock"
    APPROVED = "approved", "Waits for the enterprise", "info", "clock"
    ACCEPTED = "accepted", "Accepted by the enterprise", "ok", "check"
    OFFERED = "offered", "A seat is offered", "warn", "alert"
    REFUSED = "refused", "Refused", "bad", "x"
    WITHDRAWN = "withdrawn", "Withdrawn", "neutral", "x"
    LAPSED = "lapsed", "Lapsed", "neutral", "x"
    CERTIFIED = "certified", "Certified by the school", "ok", "check"


HOLDING = frozenset(
    {
        SignUpState.ASKED,
        SignUpState.APPROVED,
        SignUpState.ACCEPTED,
        SignUpState.OFFERED,
        SignUpState.CERTIFIED,
    }
)
ALIVE = HOLDING | {SignUpState.WAITING}

# Taking an offered seat leads back to the school; refusal, withdrawal and lapse free the seat. A number in
# the queue lapses when the days begin.
SIGN_UP_MOVES = {
    SignUpState.ASKED: frozenset({SignUpState.APPROVED, SignUpState.REFUSED, SignUpState.WITHDRAWN}),
    SignUpState.APPROVED: frozenset({SignUpState.ACCEPTED, SignUpState.REFUSED, SignUpState.WITHDRAWN}),
    SignUpState.ACCEPTED: frozenset({SignUpState.CERTIFIED, SignUpState.WITHDRAWN}),
    SignUpState.WAITING: frozenset({SignUpState.OFFERED, SignUpState.WITHDRAWN, SignUpState.LAPSED}),
    SignUpState.OFFERED: frozenset({SignUpState.ASKED, SignUpState.WITHDRAWN, SignUpState.LAPSED}),
    SignUpState.REFUSED: frozenset[SignUpState](),
    SignUpState.WITHDRAWN: frozenset[SignUpState](),
    SignUpState.LAPSED: frozenset[SignUpState](),
    SignUpState.CERTIFIED: frozenset({SignUpState.ACCEPTED}),  # opened again for a correction
}


class Parting(LabelledEnum):
    """What becomes of a sign-up when the teacher leaves the school."""

    WITHDRAWN = "withdrawn", "Withdrawn; the seat goes to the next in line", "warn", "x"
    ENDS = "ends", "Ends today; your school certifies the days until then", "info", "clock"
    STAYS = "stays", "Over; your school still certifies its days", "info", "check"


class Timetable(LabelledEnum):
    """Whether lessons have to be moved."""

    FREE = "free", "No lessons are touched"
    MOVED = "moved", "Lessons have to be moved"


class InvitationState(LabelledEnum):
    """What came of an invitation; sign-ups and days tell it, no column does."""

    OPEN = "open", "No answer yet", "info", "clock"
    FOLLOWED = "followed", "Signed up", "ok", "check"
    DECLINED = "declined", "Declined", "neutral", "x"
    OVER = "over", "Not answered in time", "neutral", "x"


class DaySource(LabelledEnum):
    """How a day was entered: never by where a phone is."""

    QR = "qr", "Scanned on site"
    HAND = "hand", "Entered by hand"


class DayState(LabelledEnum):
    """How far one day at the enterprise is."""

    ENTERED = "entered", "Waits for the enterprise", "info", "clock"
    CONFIRMED = "confirmed", "Confirmed by the enterprise", "info", "check"
    CERTIFIED = "certified", "Certified", "ok", "check"
    REFUSED = "refused", "Refused", "bad", "x"
    REMOVED = "removed", "Taken back", "neutral", "x"


DAY_MOVES = {
    DayState.ENTERED: frozenset({DayState.CONFIRMED, DayState.REFUSED, DayState.REMOVED}),
    DayState.CONFIRMED: frozenset({DayState.CERTIFIED, DayState.REFUSED}),
    DayState.CERTIFIED: frozenset({DayState.CONFIRMED}),  # opened again for a correction
    DayState.REFUSED: frozenset({DayState.ENTERED}),
    DayState.REMOVED: frozenset({DayState.ENTERED}),
}


class ReportState(LabelledEnum):
    """How far a practice report is."""

    DRAFT = "draft", "Saved, not handed in", "warn", "clock"
    HANDED_IN = "handed_in", "Handed in", "info", "check"
    RETURNED = "returned", "To be changed", "warn", "alert"
    ACCEPTED = "accepted", "Accepted by the school", "ok", "check"


REPORT_MOVES = {
    ReportState.DRAFT: frozenset({ReportState.HANDED_IN}),
    ReportState.HANDED_IN: frozenset({ReportState.RETURNED, ReportState.ACCEPTED}),
    ReportState.RETURNED: frozenset({ReportState.HANDED_IN}),
    ReportState.ACCEPTED: frozenset({ReportState.RETURNED}),
}


READABLE = frozenset({ReportState.HANDED_IN, ReportState.ACCEPTED})  # by others than the teacher


class RecordKind(LabelledEnum):
    """Days that come from no post of this service."""

    EARLIER = "earlier", "Earlier practice"
    IMPROVEMENT = "improvement", "Technical improvement for an enterprise"
    STAFF_TRAINING = "staff_training", "Training of an enterprise's staff"
    OTHER_SERVICE = "other_service", "Another service to an enterprise"


class RecordState(LabelledEnum):
    """How far such a record is."""

    WAITING = "waiting", "Waits for the school", "info", "clock"
    CERTIFIED = "certified", "Certified", "ok", "check"
    REFUSED = "refused", "Refused", "bad", "x"


RECORD_MOVES = {
    RecordState.WAITING: frozenset({RecordState.CERTIFIED, RecordState.REFUSED}),
    RecordState.CERTIFIED: frozenset({RecordState.REFUSED}),  # a correction, told with its reason
    RecordState.REFUSED: frozenset({RecordState.WAITING}),
}


class SinceThen(LabelledEnum):
    """What became of the days of a printed record."""

    SAME = "same", "The record still says the same.", "ok", "check"
    MORE = "more", "More days have been certified since then.", "info"
    LESS = "less", "Days of it have been taken back since then. Ask for a new one.", "warn", "alert"


class AllocationState(LabelledEnum):
    """How far an allocation of teachers to posts is."""

    COLLECTING = "collecting", "Teachers rank posts", "info", "clock"
    COMPUTED = "computed", "Computed, under review", "alt", "eye"
    ASKED = "asked", "Waits for a second officer", "warn", "alert"
    PUBLISHED = "published", "Published", "ok", "check"
    CANCELLED = "cancelled", "Cancelled", "neutral", "x"


ALLOCATION_MOVES = {
    AllocationState.COLLECTING: frozenset({AllocationState.COMPUTED, AllocationState.CANCELLED}),
    AllocationState.COMPUTED: frozenset(
        {AllocationState.COMPUTED, AllocationState.ASKED, AllocationState.CANCELLED}
    ),
    AllocationState.ASKED: frozenset(
        {AllocationState.PUBLISHED, AllocationState.COMPUTED, AllocationState.CANCELLED}
    ),
    AllocationState.PUBLISHED: frozenset[AllocationState](),
    AllocationState.CANCELLED: frozenset[AllocationState](),
}


class Barred(StrEnum):
    """Why a post that was ranked could not be given, whoever else wanted it."""

    WITHDRAWN = "withdrawn"  # the enterprise took it back
    BEGUN = "begun"  # its first day has come
    FULL = "full"  # no seat was free
    AGAIN = "again"  # the teacher signed up for it without the allocation
    BUSY = "busy"  # the teacher holds a seat of another post on one of its days
