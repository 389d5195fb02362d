"""Activation slips: the paper with which a student comes in for the first time."""

from dataclasses import dataclass

from matching.access.viewer import Viewer
from matching.accounts.actions import issue_codes
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts import queries, rules
from matching.cohorts.models import Cohort, Student
from matching.db import db
from matching.kernel.errors import refuse_if


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
    codes = issue_codes([student.account_id for student in students], by=by)
    record(
        AuditKind.SLIPS_ISSUE,
        cohort,
        by=by,
        organisation_id=cohort.school_id,
        count=len(students),
        class_name=class_name or "",
    )
    return [
        Slip(student.name, student.class_name, student.account.username, codes[student.account_id])
        for student in students
    ]
