"""What was typed of a teacher, as the actions take it."""

from matching.teachers.actions import TeacherDetails
from matching.teachers.forms import ProfileForm


def details_of(form: ProfileForm) -> TeacherDetails:
    """The profile."""
    return TeacherDetails(
        name=form.name.data,
        kind=form.kind.data,
        subject=form.subject.data or "",
        teaching_since=form.teaching_since.data,
        teaches=form.teaches.data or "",
        is_new=form.is_new.data,
        skill_level=form.skill_level.data,
    )
