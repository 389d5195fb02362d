"""What is left to do of practice that was done: records, days, and posts that grow old."""

from typing import Any

from sqlalchemy import Select, func, select

from matching.access.roles import Role
from matching.dashboards.questions.asking import TODAY, Whom, told_to
from matching.matters.enums import MatterKind
from matching.practice.enums import DayState, RecordState, SignUpState
from matching.practice.models import PracticeDay, PracticeOffer, PracticeRecord, SignUp
from matching.practice.queries.offers import is_old
from matching.teachers.models import Teacher


def records_to_certify(whom: Whom) -> Select[Any]:
    """Practice from elsewhere that the teacher `name` recorded at the enterprise `detail`."""
    role = Role.SCHOOL_COORDINATOR
    columns = told_to(
        MatterKind.RECORDS_TO_CERTIFY,
        role=role,
        at=PracticeRecord.school_id,
        subject=PracticeRecord.id,
        name=Teacher.name,
        detail=PracticeRecord.enterprise_name,
    )
    return (
        select(*columns)
        .select_from(PracticeRecord)
        .join(Teacher, Teacher.id == PracticeRecord.teacher_id)
        .where(PracticeRecord.state == RecordState.WAITING, whom.works_at(PracticeRecord.school_id, role))
    )


def posts_to_refresh(whom: Whom) -> Select[Any]:
    """`n` posts to come that nobody has confirmed for long."""
    role, host = Role.ENTERPRISE_HR, PracticeOffer.enterprise_id
    columns = told_to(MatterKind.POSTS_TO_REFRESH, role=role, at=host, counts=(func.count(), 0, 0))
    return select(*columns).where(is_old(), whom.works_at(host, role)).group_by(host)


def days_missing(whom: Whom) -> Select[Any]:
    """The post `name` is over, and of no day there the teacher has said anything."""
    columns = told_to(
        MatterKind.DAYS_MISSING, at=Teacher.account_id, subject=SignUp.id, name=PracticeOffer.title
    )
    entered = select(PracticeDay.id).where(
        PracticeDay.sign_up_id == SignUp.id, PracticeDay.state != DayState.REMOVED
    )
    return (
        select(*columns)
        .select_from(SignUp)
        .join(Teacher, Teacher.id == SignUp.teacher_id)
        .join(PracticeOffer, PracticeOffer.id == SignUp.offer_id)
        .where(
            SignUp.state == SignUpState.ACCEPTED,
            SignUp.ends_on < TODAY,
            ~entered.exists(),
            whom.is_(Teacher.account_id),
            whom.works_at(SignUp.school_id, Role.TEACHER),
        )
    )
