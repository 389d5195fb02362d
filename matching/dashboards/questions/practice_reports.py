"""Practice reports that wait: for the teacher, the school, the enterprise. Their subject is the sign-up."""

from typing import Any

from sqlalchemy import Select, and_, select

from matching.access.roles import Role
from matching.dashboards.questions.asking import TODAY, Whom, told_to
from matching.matters.enums import MatterKind
from matching.practice.enums import READABLE, ReportState, SignUpState
from matching.practice.models import PracticeDay, PracticeOffer, PracticeReport, SignUp
from matching.teachers.models import Teacher


def report_due(whom: Whom) -> Select[Any]:
    """The post `name` is over, the teacher was there, and no report is handed in."""
    columns = told_to(
        MatterKind.REPORT_DUE, at=Teacher.account_id, subject=SignUp.id, name=PracticeOffer.title
    )
    written = and_(PracticeReport.sign_up_id == SignUp.id, PracticeReport.state != ReportState.DRAFT)
    was_there = select(PracticeDay.id).where(PracticeDay.sign_up_id == SignUp.id)
    return (
        _of_teachers(columns)
        .where(
            SignUp.state.in_((SignUpState.ACCEPTED, SignUpState.CERTIFIED)),
            SignUp.ends_on < TODAY,
            was_there.exists(),
            ~select(PracticeReport.id).where(written).exists(),
        )
        .where(whom.is_(Teacher.account_id), whom.works_at(SignUp.school_id, Role.TEACHER))
    )


def report_returned(whom: Whom) -> Select[Any]:
    """The report on the post `name` came back, and why is the `detail`."""
    columns = told_to(
        MatterKind.REPORT_RETURNED,
        at=Teacher.account_id,
        subject=SignUp.id,
        name=PracticeOffer.title,
        detail=PracticeReport.why,
    )
    return (
        _of_teachers(columns)
        .join(PracticeReport, PracticeReport.sign_up_id == SignUp.id)
        .where(PracticeReport.state == ReportState.RETURNED)
        .where(whom.is_(Teacher.account_id), whom.works_at(SignUp.school_id, Role.TEACHER))
    )


def reports_to_read(whom: Whom) -> Select[Any]:
    """The teacher `name` handed in a report on the post `detail`."""
    role = Role.SCHOOL_COORDINATOR
    columns = told_to(
        MatterKind.REPORTS_TO_READ,
        role=role,
        at=SignUp.school_id,
        subject=SignUp.id,
        name=Teacher.name,
        detail=PracticeOffer.title,
    )
    return (
        _of_teachers(columns)
        .join(PracticeReport, PracticeReport.sign_up_id == SignUp.id)
        .where(PracticeReport.state == ReportState.HANDED_IN, whom.works_at(SignUp.school_id, role))
    )


def worth_to_confirm(whom: Whom) -> Select[Any]:
    """The teacher `name` puts an improvement at `n` a year; the enterprise has not said yet."""
    role, host = Role.ENTERPRISE_HR, PracticeOffer.enterprise_id
    columns = told_to(
        MatterKind.WORTH_TO_CONFIRM,
        role=role,
        at=host,
        subject=SignUp.id,
        name=Teacher.name,
        counts=(PracticeReport.worth, 0, 0),
    )
    return (
        _of_teachers(columns)
        .join(PracticeReport, PracticeReport.sign_up_id == SignUp.id)
        .where(
            PracticeReport.state.in_(READABLE),
            PracticeReport.worth > 0,
            PracticeReport.worth_confirmed.is_(None),
            whom.works_at(host, role),
        )
    )


def _of_teachers(columns: tuple[Any, ...]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(SignUp)
        .join(Teacher, Teacher.id == SignUp.teacher_id)
        .join(PracticeOffer, PracticeOffer.id == SignUp.offer_id)
    )
