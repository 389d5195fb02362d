"""Teachers come to a school and leave it; the profile stays theirs."""

from datetime import date

import pytest
from sqlalchemy import select

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel.errors import Conflict, Refused
from matching.organisations.models import Organisation
from matching.organisations.queries import memberships_of
from matching.teachers import actions, queries
from matching.teachers.actions import TeacherDetails
from matching.teachers.enums import PostState, TeacherKind
from matching.teachers.models import Teacher, TeachingPost
from tests.cast import Person
from tests.make import acting

DETAILS = TeacherDetails(
    name="韩雪", kind=TeacherKind.SPECIALISED, subject="01", teaching_since=date(2020, 9, 1)
)


def _added(by: Person, staff_number: str = "T017") -> int:
    with acting():
        school = db.session.get_one(Organisation, by.organisation_id)
        return actions.add_teacher(school, DETAILS, staff_number=staff_number, by=by.viewer).id


def _gone(post_id: int, by: Person) -> None:
    with acting():
        actions.leave(db.session.get_one(TeachingPost, post_id), reason="调到外地", by=by.viewer)


def test_a_new_teacher_has_an_account_a_role_and_a_post_and_waits_for_a_slip(lin: Person) -> None:
    post_id = _added(lin)

    with acting():
        post = db.session.get_one(TeachingPost, post_id)
        account = post.teacher.account
        assert (post.state, post.school_id) == (PostState.ACTIVE, lin.organisation_id)
        assert (account.username, account.state) == (post.school.code + "T017", AccountState.INVITED)
        assert [each.role for each in db.session.scalars(memberships_of(account.id))] == [Role.TEACHER]


def test_two_teachers_never_share_a_staff_number(lin: Person) -> None:
    _added(lin)

    with pytest.raises(Conflict):
        _added(lin)


def test_somebody_with_an_account_gets_a_profile_once(lin: Person, tang: Person) -> None:
    with acting():
        school = db.session.get_one(Organisation, lin.organisation_id)
        account = db.session.get_one(Account, tang.account_id)
        actions.add_profile(account, school, DETAILS, by=lin.viewer)
        with pytest.raises(Conflict):
            actions.add_profile(account, school, DETAILS, by=lin.viewer)


def test_who_leaves_keeps_the_profile_and_loses_the_role(lin: Person) -> None:
    post_id = _added(lin)

    _gone(post_id, lin)

    with acting():
        post = db.session.get_one(TeachingPost, post_id)
        assert post.state is PostState.LEFT
        assert db.session.scalars(select(Teacher)).one().name == "韩雪"
        assert not list(db.session.scalars(memberships_of(post.teacher.account_id)))
        kinds = set(db.session.scalars(select(AuditEvent.kind)))
        assert {AuditKind.TEACHER_ADD, AuditKind.TEACHER_LEAVE} <= kinds


def test_nobody_leaves_twice(lin: Person) -> None:
    post_id = _added(lin)
    _gone(post_id, lin)

    with pytest.raises(Refused, match="这位教师已经不在这里任教"):
        _gone(post_id, lin)


def test_a_stranger_sees_nothing(lin: Person, mo: Person) -> None:
    post_id = _added(lin)

    with acting():
        teacher_id = db.session.get_one(TeachingPost, post_id).teacher_id
        assert db.session.scalars(queries.post_of(teacher_id, frozenset({lin.organisation_id}))).one()
        assert not list(db.session.scalars(queries.post_of(teacher_id, frozenset({mo.organisation_id}))))
