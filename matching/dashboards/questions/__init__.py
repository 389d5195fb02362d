"""Every matter is one question over live data, asked of everybody at once or of one viewer.

The home page, the rows and the digest read the same answers, so none of them can say what another denies.
A new kind: its word in `matters.enums`, its question here, its sentence in `assembly.wording`.
Questions are built once: time in them is `asking.NOW` and `TODAY`, never the clock's of that moment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, Subquery, select, union_all
from sqlalchemy.orm import Session

from matching.access.roles import Role
from matching.access.viewer import Hat
from matching.dashboards.questions import (
    administrator,
    allocations,
    bureau,
    enterprise,
    practice,
    practice_keeping,
    practice_reports,
    school,
    student,
)
from matching.dashboards.questions.asking import Question, Whom
from matching.dashboards.questions.choice import as_kept, of_choice
from matching.imports.enums import UPLOAD_DAYS
from matching.matters.enums import MatterKind
from matching.matters.found import Found
from matching.matters.models import Matter
from matching.matters.queries import is_row_of

QUESTIONS: Mapping[Role, Sequence[Question]] = {
    Role.BUREAU_OFFICER: (
        bureau.cohorts_to_choose, bureau.to_open, bureau.to_lock, bureau.to_run, bureau.to_ask,
        bureau.to_confirm, bureau.to_close, bureau.undelivered,
        allocations.to_compute, allocations.to_ask, allocations.to_publish,
    ),
    Role.ADMINISTRATOR: (
        administrator.data_broken, administrator.data_unchecked, administrator.slips,
        administrator.failed_sign_ins, administrator.undelivered,
    ),
    Role.SCHOOL_COORDINATOR: (
        school.newest_list, school.other_lists, school.slips, school.wishes_missing, school.answers_missing,
        school.without_place, school.teachers_to_admit, school.undelivered, practice.to_approve,
        practice.to_certify, practice_keeping.records_to_certify,
        practice_reports.reports_to_read,
    ),
    Role.TEACHER: (
        allocations.to_rank, practice.seat_offered, practice.invited, practice.to_choose,
        practice_keeping.days_missing, practice_reports.report_due, practice_reports.report_returned,
    ),
    Role.ENTERPRISE_HR: (
        enterprise.profile, enterprise.slots_started, enterprise.no_slot, enterprise.arrivals,
        practice.to_accept, practice.days_to_confirm, practice_keeping.posts_to_refresh,
        practice_reports.worth_to_confirm,
    ),
    Role.STUDENT: (student.to_rank, student.to_submit, student.to_answer),
}  # fmt: skip

# Who is told what only the keeper asks.
KEPT = frozenset({Role.BUREAU_OFFICER, Role.SCHOOL_COORDINATOR, Role.ENTERPRISE_HR})

NO_TIME = timedelta()

# What a kind waits for comes so much later than the moment its question answers with.
LATER = {
    MatterKind.CLASS_LIST: timedelta(days=UPLOAD_DAYS),
    MatterKind.CLASS_LISTS: timedelta(days=UPLOAD_DAYS),
}


def matters_of(account_id: int, hat: Hat, session: Session) -> list[Found]:
    """What one person has to do under one hat at this moment, and since when that is known."""
    if hat.role not in QUESTIONS:
        return []
    who = {"me": account_id, "here": hat.organisation_id}
    found = [_found(**answer) for answer in session.execute(of_one(hat.role), who).mappings()]
    return [*found, *as_kept(session, hat)] if hat.role in KEPT else found


def all_matters(session: Session) -> Iterator[Found]:
    """What everybody has to do."""
    for answer in session.execute(of_all()).mappings():
        yield _found(**answer)
    yield from of_choice(session)


@cache
def of_one(role: Role) -> Select[Any]:
    """Every question to somebody with this role."""
    c = (answers := _laid([role], Whom(role))).c
    row = is_row_of(c.audience, c.audience_id, c.kind, c.subject_id)
    return select(answers, Matter.raised_at.label("since")).outerjoin(Matter, row)


@cache
def of_all() -> Select[Any]:
    """Every question to everybody."""
    return select(_laid(QUESTIONS, Whom()))


def _laid(roles: Iterable[Role], whom: Whom) -> Subquery:
    """All answers one upon the other."""
    return union_all(*(question(whom) for role in roles for question in QUESTIONS[role])).subquery()


def _found(*, kind: str, until: datetime | None, **answer: Any) -> Found:
    known = MatterKind(kind)
    return Found(kind=known, until=until + LATER.get(known, NO_TIME) if until else None, **answer)
