"""One student: edited, corrected, looked at in full, withdrawn."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from matching.access.viewer import Viewer
from matching.accounts.actions import deactivate
from matching.accounts.enums import AccountState
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts import rules
from matching.cohorts.enrolment import sealed_id_number, sealed_phone
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.db import db, flush_or_conflict
from matching.kernel import clock, identity, regions
from matching.kernel.errors import Conflict, Difference, Refused, refuse_if
from matching.kernel.i18n import _
from matching.organisations.actions import end_membership
from matching.organisations.queries import memberships_of

# Set as they are typed; the phone is sealed first.
COLUMNS = ("name", "class_name", "home_county", "school_score", "skills")


@dataclass(frozen=True, kw_only=True)
class StudentProfile:
    """What a school may change. `school_score` in tenths; `phone` None keeps it, "" removes it."""

    name: str
    class_name: str
    phone: str | None
    home_county: str
    school_score: int
    skills: str = ""


class Numbers(NamedTuple):
    """What a reveal shows, once."""

    id_number: str
    phone: str


def edit_student(student: Student, profile: StudentProfile, *, version: int, by: Viewer) -> None:
    """Change what the profile says; an edit made from an older version shows both texts."""
    _claim(student, version, profile)
    refuse_if(rules.why_not_edit(student))
    changed = [name for name in COLUMNS if getattr(student, name) != getattr(profile, name)]
    for name in changed:
        setattr(student, name, getattr(profile, name))
    student.account.name = profile.name
    if profile.phone is not None and profile.phone != student.phone:
        _fill(student, sealed_phone(profile.phone, student.row_key))
        changed.append("phone")
    student.version += 1
    record(
        AuditKind.STUDENT_EDIT,
        student,
        by=by,
        organisation_id=student.school_id,
        fields=changed,
    )


def correct_id_number(student: Student, id_number: str, *, reason: str, version: int, by: Viewer) -> None:
    """A wrong ID number becomes the right one; age and sex follow it."""
    fault = identity.id_number_fault(id_number, today=clock.today())
    if fault is not None:
        raise Refused(fault.sentence, field="id_number")
    _claim(student, version)
    refuse_if(rules.why_not_edit(student))
    _fill(student, sealed_id_number(identity.normal(id_number), student.row_key))
    student.version += 1
    # The same words whether it is this school or another: a school must not ask who is enrolled elsewhere.
    flush_or_conflict(_("Another student is registered with this ID number."), field="id_number")
    record(
        AuditKind.STUDENT_EDIT,
        student,
        by=by,
        organisation_id=student.school_id,
        fields=["id_number"],
        reason=reason,
    )


def reveal(student: Student, *, reason: str, by: Viewer) -> Numbers:
    """ID number and phone in full, for a written reason the trail keeps (SEC-08)."""
    record(AuditKind.STUDENT_REVEAL, student, by=by, organisation_id=student.school_id, reason=reason)
    return Numbers(student.id_number, student.phone)


def withdraw(student: Student, *, reason: str, by: Viewer) -> None:
    """The student leaves: no membership, no session, no wish counts from now on. The file stays."""
    db.session.refresh(student, with_for_update={"of": Student})
    refuse_if(rules.why_not_withdraw(student))
    student.state = StudentState.WITHDRAWN
    student.withdrawn_at, student.withdrawn_by_id, student.withdrawn_why = clock.now(), by.id, reason
    student.version += 1
    for membership in db.session.scalars(memberships_of(student.account_id)):
        if membership.organisation_id == student.school_id:
            end_membership(membership, by=by)
    if student.account.state is not AccountState.DEACTIVATED:
        deactivate(student.account, reason=reason, by=by)
    record(AuditKind.STUDENT_WITHDRAW, student, by=by, organisation_id=student.school_id, reason=reason)


def _claim(student: Student, version: int, profile: StudentProfile | None = None) -> None:
    db.session.refresh(student, with_for_update={"of": Student})
    if student.version != version:
        raise Conflict(
            _("Somebody changed this page meanwhile. Look at both texts, then decide."),
            differences=_differences(student, profile) if profile else (),
        )


def _fill(student: Student, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(student, name, value)


def _differences(student: Student, profile: StudentProfile) -> list[Difference]:
    told = (
        (_("Full name"), student.name, profile.name),
        (_("Class"), student.class_name, profile.class_name),
        (_("Home county"), _county(student.home_county), _county(profile.home_county)),
        (_("School score"), _points(student.school_score), _points(profile.school_score)),
        (_("Skills"), student.skills, profile.skills),
    )
    return [Difference(*each) for each in told if each[1] != each[2]]


def _county(code: str) -> str:
    known = regions.county(code)
    return known.name if known else code


def _points(tenths: int) -> str:
    return f"{tenths / 10:g}"
