"""Teachers, brought by their school."""

from datetime import date

from sqlalchemy import select

from matching.db import db
from matching.organisations.actions import NewPerson
from matching.organisations.models import Organisation
from matching.teachers import actions
from matching.teachers.actions import TeacherDetails
from matching.teachers.enums import TeacherKind
from matching.teachers.models import TeachingPost
from tests.cast import PASSWORD, Person
from tests.make import acting


def a_new_teacher(
    *, of: Person, name: str = "韩雪", staff_number: str = "T017", teaches: str = "数控车工"
) -> int:
    """Somebody who was given an account and a post at the school; the id of the teacher."""
    details = TeacherDetails(
        name=name,
        kind=TeacherKind.SPECIALISED,
        subject="01",
        teaches=teaches,
        teaching_since=date(2020, 9, 1),
    )
    with acting():
        school = db.session.get_one(Organisation, of.organisation_id)
        return actions.add_teacher(school, details, staff_number=staff_number, by=of.viewer).teacher_id


def a_request(*, at: Person, name: str = "郑和") -> int:
    """Somebody new asks to join a school by its code, which is made anew; the id of the request."""
    with acting():
        school = db.session.get_one(Organisation, at.organisation_id)
        code = actions.make_code(school, by=at.viewer).code
    details = TeacherDetails(
        name=name, kind=TeacherKind.SPECIALISED, subject="01", teaching_since=date(2021, 9, 1)
    )
    with acting():
        person = NewPerson(username=f"asks-{at.username}", name=name, password=PASSWORD)
        return actions.register(code, person, details, asked_from="").id


def a_teacher_who_left(*, of: Person, name: str) -> int:
    """Somebody who taught at the school; the id of the post."""
    teacher_id = a_new_teacher(of=of, name=name, staff_number="T900")
    with acting():
        post = db.session.scalars(select(TeachingPost).where(TeachingPost.teacher_id == teacher_id)).one()
        actions.leave(post, reason="调到外地", by=of.viewer)
        return post.id
