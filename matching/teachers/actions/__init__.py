"""What can be done with teachers."""

from matching.teachers.actions.codes import make_code, remove_code
from matching.teachers.actions.joining import admit, ask, refuse, register, take_back
from matching.teachers.actions.slips import issue_slips, renew_slip
from matching.teachers.actions.teachers import TeacherDetails, add_profile, add_teacher, edit, leave

__all__ = [
    "TeacherDetails",
    "add_profile",
    "add_teacher",
    "admit",
    "ask",
    "edit",
    "issue_slips",
    "leave",
    "make_code",
    "refuse",
    "register",
    "remove_code",
    "renew_slip",
    "take_back",
]
