"""What may wait for somebody, and how pressing it is."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from matching.kernel import clock
from matching.kernel.labels import LabelledEnum

ACCOUNT = (
    "account"  # the audience of a matter that is one person's; any other audience is the value of a role
)
NOTHING = 0  # the subject of a matter that is about nothing in particular
SOON_DAYS = 3
RESOLVED_KEPT = timedelta(days=90)  # what is done is of no use to anybody after that


class MatterKind(StrEnum):
    """One kind, one question, one sentence (`dashboards.questions`, `dashboards.assembly.wording`)."""

    # Of everybody who looks after messages: officers, administrators, coordinators.
    UNDELIVERED = "undelivered"

    # An officer's.
    ROUND_COHORTS = "round_cohorts"
    ROUND_OPEN = "round_open"
    ROUND_LOCK = "round_lock"
    ROUND_RUN = "round_run"
    PUBLICATION_ASK = "publication_ask"
    PUBLICATION_CONFIRM = "publication_confirm"
    ROUND_CLOSE = "round_close"
    FEW_SLOTS = "few_slots"

    # An administrator's.
    DATA_BROKEN = "data_broken"
    DATA_UNCHECKED = "data_unchecked"
    STAFF_SLIPS = "staff_slips"
    FAILED_SIGN_INS = "failed_sign_ins"

    # A coordinator's.
    CLASS_LIST = "class_list"
    CLASS_LISTS = "class_lists"
    STUDENT_SLIPS = "student_slips"
    WISHES_MISSING = "wishes_missing"
    ANSWERS_MISSING = "answers_missing"
    WITHOUT_PLACE = "without_place"

    # An enterprise's.
    PROFILE = "profile"
    SLOTS_STARTED = "slots_started"
    NO_SLOT = "no_slot"
    UNRANKED = "unranked"
    ARRIVALS = "arrivals"

    TEACHERS_TO_ADMIT = "teachers_to_admit"

    # Of teachers' practice: a coordinator's, an enterprise's, a teacher's.
    SIGN_UPS_TO_APPROVE = "sign_ups_to_approve"
    SIGN_UPS_TO_ACCEPT = "sign_ups_to_accept"
    DAYS_TO_CONFIRM = "days_to_confirm"
    PRACTICE_TO_CERTIFY = "practice_to_certify"
    SEAT_OFFERED = "seat_offered"
    INVITED = "invited"
    PRACTICE_TO_CHOOSE = "practice_to_choose"

    # Of allocations of practice posts: a teacher's, an officer's.
    ALLOCATION_RANK = "allocation_rank"
    ALLOCATION_COMPUTE = "allocation_compute"
    ALLOCATION_ASK = "allocation_ask"
    ALLOCATION_PUBLISH = "allocation_publish"
    RECORDS_TO_CERTIFY = "records_to_certify"
    POSTS_TO_REFRESH = "posts_to_refresh"
    DAYS_MISSING = "days_missing"
    REPORT_DUE = "report_due"
    REPORT_RETURNED = "report_returned"
    REPORTS_TO_READ = "reports_to_read"
    WORTH_TO_CONFIRM = "worth_to_confirm"

    # A student's.
    RANK = "rank"
    SUBMIT = "submit"
    ANSWER = "answer"


# Students are written to by letters of their own (the opening, the result, reminders), never by a digest.
OF_STUDENTS = frozenset({MatterKind.RANK, MatterKind.SUBMIT, MatterKind.ANSWER})

# A letter of the deed itself told these when they came up.
TOLD_BY_THE_DEED = frozenset(
    {
        MatterKind.PUBLICATION_CONFIRM,
        MatterKind.ANSWERS_MISSING,
        MatterKind.TEACHERS_TO_ADMIT,
        MatterKind.SIGN_UPS_TO_APPROVE,
        MatterKind.SIGN_UPS_TO_ACCEPT,
        MatterKind.SEAT_OFFERED,
        MatterKind.ALLOCATION_PUBLISH,
        MatterKind.INVITED,
        MatterKind.REPORT_RETURNED,
        MatterKind.WORTH_TO_CONFIRM,
    }
)


class Urgency(LabelledEnum):
    """How pressing a matter is; the label is the heading it stands under."""

    NOW = "now", "Overdue"
    TODAY = "today", "Due today"
    SOON = "soon", "In the next days"
    WHENEVER = "whenever", "Next"

    @classmethod
    def of(cls, ends: datetime | None) -> "Urgency":
        """Of a matter that ends at that moment."""
        if ends is None:
            return cls.WHENEVER
        midnight = clock.from_local(datetime.combine(clock.today() + timedelta(days=1), time()))
        if ends < clock.now():
            return cls.NOW
        if ends <= midnight:
            return cls.TODAY
        return cls.SOON if ends <= midnight + timedelta(days=SOON_DAYS) else cls.WHENEVER


PRESSING = frozenset({Urgency.NOW, Urgency.TODAY})
