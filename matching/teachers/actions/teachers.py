"""Bring teachers to a school, keep their profile, and let them go; what they did stays theirs."""

from dataclasses import asdict, dataclass
from datetime import date

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict
from matching.kernel import clock
from matching.kernel.errors import Conflict, Difference, refuse_if
from matching.kernel.i18n import _
from matching.organisations.actions import NewPerson, end_membership, take_in
from matching.organisations.models import Organisation
from matching.organisations.queries import memberships_of
from matching.teachers import rules
from matching.teachers.enums import PostState, SkillLevel, TeacherKind
from matching.teachers.models import Teacher, TeachingPost
from matching.teachers.telling import group_name, newness

NUMBER_TAKEN = "This staff number is given already. Look whether the teacher is in the list, or use another."


@dataclass(frozen=True, kw_only=True)
class TeacherDetails:
    """What a school knows of a teacher; `subject` is a group of majors, or nothing."""

    name: str
    kind: TeacherKind
    subject: str
    teaching_since: date
    teaches: str = ""
    is_new: bool = False
    skill_level: SkillLevel = SkillLevel.NONE

    def as_profile(self, account: Account) -> Teacher:
        """The row of somebody who has none yet."""
        return Teacher(account=account, created_at=clock.now(), **asdict(self))


def add_teacher(
    school: Organisation, details: TeacherDetails, *, staff_number: str, by: Viewer
) -> TeachingPost:
    """Somebody new, without password yet: school code and staff number are the user name, a slip follows."""
    person = NewPerson(username=school.code + staff_number, name=details.name, password="")
    try:
        account = take_in(school, person, role=Role.TEACHER, by=by)
    except Conflict as taken:  # the user name, which nobody typed: it is made of the staff number
        raise Conflict(_(NUMBER_TAKEN), field="staff_number") from taken
    return add_profile(account, school, details, staff_number=staff_number, by=by)


def add_profile(
    account: Account, school: Organisation, details: TeacherDetails, *, staff_number: str = "", by: Viewer
) -> TeachingPost:
    """The profile of a teacher of this school who has an account already."""
    roles = db.session.scalars(memberships_of(account.id))
    refuse_if(rules.why_not_profile(roles, school.id), field="account")
    now = clock.now()
    teacher = details.as_profile(account)
    post = TeachingPost(
        teacher=teacher,
        school=school,
        staff_number=staff_number,
        state=PostState.ACTIVE,
        since=clock.today(),
        asked_at=now,
        decided_at=now,
        decided_by_id=by.id,
    )
    db.session.add(post)
    flush_or_conflict(
        _("This person has a profile already, or a colleague has this staff number."), field="staff_number"
    )
    record(AuditKind.TEACHER_ADD, teacher, by=by, organisation_id=school.id, name=teacher.name)
    return post


def edit(post: TeachingPost, details: TeacherDetails, *, staff_number: str, version: int, by: Viewer) -> None:
    """Change the profile; an edit made from an older version shows both texts."""
    teacher = post.teacher
    db.session.refresh(teacher, with_for_update={"of": Teacher})
    if teacher.version != version:
        raise Conflict(
            _("Somebody changed this page meanwhile. Look at both texts, then decide."),
            differences=_differences(post, details, staff_number),
        )
    refuse_if(rules.why_not_edit(post))
    for name, value in asdict(details).items():
        setattr(teacher, name, value)
    teacher.account.name = details.name
    teacher.version += 1
    post.staff_number = staff_number
    flush_or_conflict(_(NUMBER_TAKEN), field="staff_number")
    record(AuditKind.TEACHER_EDIT, teacher, by=by, organisation_id=post.school_id, name=teacher.name)


def leave(post: TeachingPost, *, reason: str, by: Viewer) -> None:
    """The teacher leaves the school and its role ends; profile and practice go with the person."""
    db.session.refresh(post, with_for_update={"of": TeachingPost})
    refuse_if(rules.why_not_leave(post))
    post.state, post.why = PostState.LEFT, reason
    post.left_on, post.left_by_id = clock.today(), by.id
    for membership in db.session.scalars(memberships_of(post.teacher.account_id)):
        if membership.organisation_id == post.school_id and membership.role is Role.TEACHER:
            end_membership(membership, by=by)
    record(AuditKind.TEACHER_LEAVE, post.teacher, by=by, organisation_id=post.school_id, reason=reason)


def _differences(post: TeachingPost, details: TeacherDetails, staff_number: str) -> list[Difference]:
    teacher = post.teacher
    told = (
        (_("Full name"), teacher.name, details.name),
        (_("Staff number"), post.staff_number, staff_number),
        (_("Kind of teacher"), teacher.kind.label, details.kind.label),
        (_("Group of majors"), group_name(teacher.subject), group_name(details.subject)),
        (_("What they teach"), teacher.teaches, details.teaches),
        (_("Teaching since"), f"{teacher.teaching_since:%Y-%m-%d}", f"{details.teaching_since:%Y-%m-%d}"),
        (_("New teacher"), newness(teacher.is_new), newness(details.is_new)),
        (_("Skill grade"), teacher.skill_level.label, details.skill_level.label),
    )
    return [Difference(*each) for each in told if each[1] != each[2]]
