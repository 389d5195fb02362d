"""A teacher asks to join by a school's code, sees nothing of it meanwhile; the school agrees or refuses."""

from typing import Any

from sqlalchemy import select

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.accounts.actions import counted_try, create_account
from matching.accounts.models import Account
from matching.accounts.passwords import hashed, why_not_password
from matching.audit.kinds import AuditKind
from matching.audit.record import record, record_apart
from matching.db import apart, db, flush_or_conflict, locked
from matching.kernel import clock
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.organisations.actions import NewPerson, add_member
from matching.organisations.models import Organisation
from matching.organisations.queries import staff_ids
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.outbox.post import post as send
from matching.teachers import queries, rules
from matching.teachers.actions.teachers import NUMBER_TAKEN, TeacherDetails
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost


def register(code: str, person: NewPerson, details: TeacherDetails, *, asked_from: str) -> TeachingPost:
    """Somebody new: an account of their own making, a profile, and a request.

    The code is looked at first: who does not know one learns of no user name whether it is taken.
    """
    school_id = _school_behind(code, asked_from, by=None)
    refuse_if(why_not_password(person.password, username=person.username), field="password")
    fresh = hashed(person.password)  # slow, so before anything is held
    school = db.session.get_one(Organisation, school_id)
    account = create_account(
        person.username,
        name=details.name,
        password=person.password,
        is_demo=school.is_demo,
        hashing=lambda _password: fresh,
        by=None,
    )
    by = Viewer(id=account.id, name=account.name, username=account.username)
    return _ask(school, details.as_profile(account), by=by)


def ask(code: str, details: TeacherDetails | None, *, by: Viewer) -> TeachingPost:
    """Somebody with an account; who has a profile brings it along, so that nobody ever gets a second one."""
    refuse_if(rules.why_not_join(hat.role for hat in by.hats))
    school_id = _school_behind(code, f"account:{by.id}", by=by)
    teacher = locked(queries.profile_of(by.id))
    if teacher is None:
        assert details is not None  # the page asks everybody without a profile
        teacher = details.as_profile(db.session.get_one(Account, by.id))
    else:
        refuse_if(rules.why_not_ask(teacher.posts, school_id), field="code")
    return _ask(db.session.get_one(Organisation, school_id), teacher, by=by)


def take_back(post: TeachingPost, *, by: Viewer) -> None:
    """The person does not want it any more."""
    _decide(post, PostState.WITHDRAWN, by=by)
    _record(AuditKind.JOIN_TAKE_BACK, post, by=by)


def admit(post: TeachingPost, *, staff_number: str, by: Viewer) -> None:
    """The school agrees: from now on the person teaches there, and the school reads the whole record."""
    locked(select(Teacher).where(Teacher.id == post.teacher_id))
    db.session.refresh(post)
    others = db.session.scalars(queries.other_posts(post))
    refuse_if(rules.why_not_admit(post, others))
    _stand(post, PostState.ACTIVE, by=by)
    post.since, post.staff_number = clock.today(), staff_number
    flush_or_conflict(_(NUMBER_TAKEN), field="staff_number")
    add_member(post.school, post.teacher.account, role=Role.TEACHER, by=by)
    _record(AuditKind.JOIN_ADMIT, post, by=by)
    _tell(Letter.TEACHER_ADMITTED, post)


def refuse(post: TeachingPost, *, reason: str, by: Viewer) -> None:
    """The school does not know the person, or not as its teacher; it says why."""
    _decide(post, PostState.REFUSED, by=by, why=reason)
    _record(AuditKind.JOIN_REFUSE, post, by=by, reason=reason)
    _tell(Letter.TEACHER_NOT_ADMITTED, post, reason=reason)


def _school_behind(code: str, asked_from: str, *, by: Viewer | None) -> int:
    """Codes that never were, are no more, or are mistyped have one answer; who guesses has to wait."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    with counted_try(f"join:{asked_from}"):
        with apart("read") as session:
            school_id = session.scalars(queries.school_by_code(plain)).one_or_none()
        if school_id is None:
            record_apart(AuditKind.JOIN_FAILED, by=by)
            raise Refused(
                _("No school has this code now. Ask the school's office for the code."), field="code"
            )
    return school_id


def _ask(school: Organisation, teacher: Teacher, *, by: Viewer) -> TeachingPost:
    post = TeachingPost(
        teacher=teacher,
        school=school,
        state=PostState.REQUESTED,
        since=clock.today(),
        asked_at=clock.now(),
    )
    db.session.add(post)
    flush_or_conflict(_("Your request waits already."), field="code")
    _record(AuditKind.JOIN_ASK, post, by=by)
    readers = db.session.execute(staff_ids(frozenset({school.id}), Role.SCHOOL_COORDINATOR))
    post_all(
        Letter.TEACHER_ASKS,
        [Address(account_id, {}) for account_id, _organisation_id in readers],
        key=f"join:{post.id}",
        url=f"/teachers/requests/{post.id}",
    )
    return post


def _decide(post: TeachingPost, state: PostState, *, by: Viewer, why: str = "") -> None:
    locked(select(TeachingPost).where(TeachingPost.id == post.id))
    refuse_if(rules.why_not_refuse(post))
    _stand(post, state, by=by)
    post.why = why
    db.session.flush()


def _stand(post: TeachingPost, state: PostState, *, by: Viewer) -> None:
    post.state, post.decided_at, post.decided_by_id = state, clock.now(), by.id


def _record(kind: AuditKind, post: TeachingPost, *, by: Viewer, **facts: Any) -> None:
    teacher = post.teacher
    record(kind, teacher, by=by, organisation_id=post.school_id, name=teacher.name, post=post.id, **facts)


def _tell(kind: Letter, post: TeachingPost, **facts: Any) -> None:
    school = post.school.name
    send(
        kind,
        to=post.teacher.account_id,
        key=f"join:{post.id}",
        url="/teachers/joining",
        school=school,
        **facts,
    )
