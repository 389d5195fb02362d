"""Whether a cohort, a class list or a student may be changed now."""

from matching.accounts.enums import AccountState
from matching.cohorts.enums import MOST_STUDENTS_A_COHORT, MOVES, StudentState
from matching.cohorts.models import Cohort, Student
from matching.kernel.i18n import _, _n
from matching.kernel.moves import may_move


def why_not_refit(cohort: Cohort, *, major_code: str, entry_year: int, students: int) -> str | None:
    """Students enrolled as one thing do not become another: major and year stay once somebody is in."""
    same = cohort.major_code == major_code and cohort.entry_year == entry_year
    if students and not same:
        return _(
            "Major and entry year stay as they are: {count} students are enrolled. Make a new cohort instead."
        ).format(count=students)
    return None


def why_not_enrol(*, rows: int, faulty: int, already: int) -> str | None:
    """All or nothing: one faulty row keeps everybody waiting."""
    if faulty:
        return _n(
            "Nothing was saved: {count} row has to be corrected first.",
            "Nothing was saved: {count} rows have to be corrected first.",
            faulty,
        ).format(count=faulty)
    if not rows:
        return _("No row is left to enrol. Throw this class list away and upload another file.")
    if rows + already > MOST_STUDENTS_A_COHORT:
        return _("A cohort takes up to {limit:,} students. Make a second cohort for the others.").format(
            limit=MOST_STUDENTS_A_COHORT
        )
    return None


def why_not_withdraw(student: Student) -> str | None:
    """Once only."""
    if not may_move(MOVES, student.state, StudentState.WITHDRAWN):
        return _("This student is already withdrawn.")
    return None


def why_not_edit(student: Student) -> str | None:
    """What is known of somebody who left stays as it was."""
    if student.state is StudentState.WITHDRAWN:
        return _("This student is withdrawn; the data stays as it was.")
    return None


def why_not_renew(student: Student) -> str | None:
    """A forgotten password is no reason to let somebody back in who left."""
    if student.state is not StudentState.ENROLLED or student.account.state is AccountState.DEACTIVATED:
        return _("This student is withdrawn and can no longer sign in.")
    return None


def why_not_issue(waiting: int) -> str | None:
    """Slips are for those who have no password yet."""
    if not waiting:
        return _("Everybody in this class has a password already. No slip is needed.")
    return None
