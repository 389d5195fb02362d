"""What can be done with teachers."""

from matching.teachers.actions.slips import issue_slips, renew_slip
from matching.teachers.actions.teachers import TeacherDetails, add_profile, add_teacher, edit, leave

__all__ = [
    "TeacherDetails",
    "add_profile",
    "add_teacher",
    "edit",
    "issue_slips",
    "leave",
    "renew_slip",
]
