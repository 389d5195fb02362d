"""What can be done with cohorts, class lists and students."""

from matching.cohorts.actions.cohorts import CohortProfile, create_cohort, edit_cohort
from matching.cohorts.actions.rosters import (
    cancel_roster,
    choose_sheet,
    enrol,
    keep_workbook,
    mend_roster,
    purge_uploads,
    upload_roster,
)
from matching.cohorts.actions.slips import Slip, issue_slips, renew_slip
from matching.cohorts.actions.students import (
    StudentProfile,
    correct_id_number,
    edit_student,
    reveal,
    withdraw,
)

__all__ = [
    "CohortProfile",
    "Slip",
    "StudentProfile",
    "cancel_roster",
    "choose_sheet",
    "correct_id_number",
    "create_cohort",
    "edit_cohort",
    "edit_student",
    "enrol",
    "issue_slips",
    "keep_workbook",
    "mend_roster",
    "purge_uploads",
    "renew_slip",
    "reveal",
    "upload_roster",
    "withdraw",
]
