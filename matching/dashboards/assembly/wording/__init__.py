"""How each kind of matter reads: one sentence, on the home page and in the digest."""

from collections.abc import Callable, Mapping

from matching.dashboards.assembly.tasks import Task
from matching.dashboards.assembly.wording import (
    administrator,
    allocations,
    bureau,
    enterprise,
    messages,
    practice,
    practice_keeping,
    school,
    student,
)
from matching.matters.enums import MatterKind as K
from matching.matters.found import Found

WORDS: Mapping[K, Callable[[Found], Task]] = {
    K.UNDELIVERED: messages.undelivered,
    K.ROUND_COHORTS: bureau.cohorts,
    K.ROUND_OPEN: bureau.opening,
    K.ROUND_LOCK: bureau.lock,
    K.ROUND_RUN: bureau.run,
    K.PUBLICATION_ASK: bureau.ask,
    K.PUBLICATION_CONFIRM: bureau.confirm,
    K.ROUND_CLOSE: bureau.close,
    K.FEW_SLOTS: bureau.few_slots,
    K.DATA_BROKEN: administrator.data_broken,
    K.DATA_UNCHECKED: administrator.data_unchecked,
    K.STAFF_SLIPS: administrator.slips,
    K.FAILED_SIGN_INS: administrator.failed_sign_ins,
    K.CLASS_LIST: school.class_list,
    K.CLASS_LISTS: school.class_lists,
    K.STUDENT_SLIPS: school.slips,
    K.WISHES_MISSING: school.wishes_missing,
    K.ANSWERS_MISSING: school.answers_missing,
    K.WITHOUT_PLACE: school.without_place,
    K.TEACHERS_TO_ADMIT: school.teachers_to_admit,
    K.PROFILE: enterprise.profile,
    K.SLOTS_STARTED: enterprise.slots_started,
    K.NO_SLOT: enterprise.no_slot,
    K.UNRANKED: enterprise.unranked,
    K.ARRIVALS: enterprise.arrivals,
    K.SIGN_UPS_TO_APPROVE: practice.to_approve,
    K.SIGN_UPS_TO_ACCEPT: practice.to_accept,
    K.DAYS_TO_CONFIRM: practice.days_to_confirm,
    K.PRACTICE_TO_CERTIFY: practice.to_certify,
    K.SEAT_OFFERED: practice.seat_offered,
    K.INVITED: practice.invited,
    K.PRACTICE_TO_CHOOSE: practice.to_choose,
    K.ALLOCATION_RANK: allocations.rank,
    K.ALLOCATION_COMPUTE: allocations.compute,
    K.ALLOCATION_ASK: allocations.ask,
    K.ALLOCATION_PUBLISH: allocations.publish,
    K.RECORDS_TO_CERTIFY: practice_keeping.records_to_certify,
    K.POSTS_TO_REFRESH: practice_keeping.posts_to_refresh,
    K.DAYS_MISSING: practice_keeping.days_missing,
    K.REPORT_DUE: practice_keeping.report_due,
    K.REPORT_RETURNED: practice_keeping.report_returned,
    K.REPORTS_TO_READ: practice_keeping.reports_to_read,
    K.WORTH_TO_CONFIRM: practice_keeping.worth_to_confirm,
    K.RANK: student.rank,
    K.SUBMIT: student.submit,
    K.ANSWER: student.answer,
}


def task_of(found: Found) -> Task:
    """The matter as the home page shows it, in the current language."""
    return WORDS[found.kind](found)
