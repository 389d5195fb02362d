"""Activation slips: the paper with which a student comes in for the first time."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.access.viewer import Viewer
from matching.accounts.actions import issue_codes
from matching.audit.kinds import AuditKind
from matching.cohorts import queries, rules
from matching.cohorts.models import Cohort, Student
from matching.db import db
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.outbox.letters import Letter
from matching.outbox.post import post


@dataclass(frozen=True)
class Slip:
    """What is printed for one student; `code` can be read here and nowhere else."""

    name: str
    class_name: str
    username: str
    code: str


def issue_slips(cohort: Cohort, *, class_name: str | None, by: Viewer) -> list[Slip]:
    """New codes for those of a class (or of all classes) who have no password yet; older slips are void."""
    waiting = queries.without_password(cohort.id, frozenset({cohort.school_id}))
    if class_name is not None:
        waiting = waiting.where(Student.class_name == class_name)
    students = list(db.session.scalars(waiting))
    refuse_if(rules.why_not_issue(len(students)))
    codes = issue_codes(
        [student.account_id for student in students],
        by=by,
        of=cohort,
        organisation_id=cohort.school_id,
        class_name=class_name or "",
    )
    return [_slip(student, codes) for student in students]


def renew_slip(student: Student, *, by: Viewer) -> Slip:
    """A new slip for one student who lost theirs or forgot the password; its owner is told."""
    refuse_if(rules.why_not_renew(student))
    account = student.account
    codes = issue_codes(
        [account.id],
        by=by,
        kind=AuditKind.SLIP_OF_STUDENT,
        of=student,
        organisation_id=student.school_id,
        username=account.username,
    )
    post(Letter.NEW_SLIP, to=account.id, key=f"slip:{clock.now().isoformat()}")
    return _slip(student, codes)


def _slip(student: Student, codes: Mapping[int, str]) -> Slip:
    return Slip(student.name, student.class_name, student.account.username, codes[student.account_id])
