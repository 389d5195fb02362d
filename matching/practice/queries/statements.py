"""Printed records of practice: what stands on one, and the one that somebody checks."""

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, contains_eager

from matching.accounts.models import Account
from matching.organisations.models import Organisation
from matching.practice.enums import HOLDING, RecordState
from matching.practice.models import PracticeOffer, PracticeRecord, PracticeReport, RecordStatement, SignUp


def statement_with(digest: bytes) -> Select[RecordStatement]:
    """The one whose code has this digest."""
    return select(RecordStatement).where(RecordStatement.token_digest == digest)


def stays_told(teacher_id: int) -> Select[SignUp, PracticeReport | None, str | None]:
    """Sign-ups with a seat, the latest first; the report of each, and the name of who certified it."""
    enterprise, school = aliased(Organisation), aliased(Organisation)
    return (
        select(SignUp, PracticeReport, Account.name)
        .join(SignUp.offer)
        .join(PracticeOffer.enterprise.of_type(enterprise))
        .join(SignUp.school.of_type(school))
        .outerjoin(PracticeReport, PracticeReport.sign_up_id == SignUp.id)
        .outerjoin(Account, Account.id == SignUp.certified_by_id)
        .options(
            contains_eager(SignUp.offer).contains_eager(PracticeOffer.enterprise.of_type(enterprise)),
            contains_eager(SignUp.school.of_type(school)),
        )
        .where(SignUp.teacher_id == teacher_id, SignUp.state.in_(HOLDING))
        .order_by(SignUp.starts_on.desc(), SignUp.id.desc())
    )


def records_told(teacher_id: int) -> Select[PracticeRecord, str, str | None]:
    """Records of other days that count or wait, the latest first; the school, and who certified it."""
    return (
        select(PracticeRecord, Organisation.name, Account.name)
        .join(Organisation, Organisation.id == PracticeRecord.school_id)
        .outerjoin(Account, Account.id == PracticeRecord.decided_by_id)
        .where(PracticeRecord.teacher_id == teacher_id, PracticeRecord.state != RecordState.REFUSED)
        .order_by(PracticeRecord.starts_on.desc(), PracticeRecord.id.desc())
    )
