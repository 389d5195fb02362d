"""Teachers, brought by their school."""

from datetime import date

from matching.db import db
from matching.organisations.models import Organisation
from matching.teachers import actions
from matching.teachers.actions import TeacherDetails
from matching.teachers.enums import TeacherKind
from tests.cast import Person
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
