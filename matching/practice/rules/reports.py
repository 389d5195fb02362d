"""What may become of a practice report now."""

from datetime import date

from matching.kernel.i18n import _
from matching.kernel.moments import spoken
from matching.kernel.moves import may_move
from matching.practice.enums import READABLE, REPORT_MOVES, SHORTEST_ANSWER, ReportState, SignUpState
from matching.practice.models import PracticeReport, SignUp

WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})
WRITTEN_OF = frozenset({SignUpState.ACCEPTED, SignUpState.CERTIFIED})


def why_not_write(sign_up: SignUp, report: PracticeReport | None, *, today: date) -> str | None:
    """From the first day on, until it is handed in; and again when it comes back."""
    if sign_up.state not in WRITTEN_OF:
        return _("A report is written once school and enterprise agree.")
    if today < sign_up.starts_on:
        return _("The report can be written from the first day on: {day}.").format(
            day=spoken(sign_up.starts_on)
        )
    if report is not None and report.state not in WRITABLE:
        return _elsewhere(report)
    return None


def why_not_hand_in(report: PracticeReport) -> str | None:
    """All three questions are answered, and what is worth something is told."""
    if not may_move(REPORT_MOVES, report.state, ReportState.HANDED_IN):
        return _elsewhere(report)
    if min(map(len, (report.did, report.learned, report.teaching))) < SHORTEST_ANSWER:
        return _("Answer the three questions first, with at least {n} characters each.").format(
            n=SHORTEST_ANSWER
        )
    if report.worth and not report.improvement:
        return _("Say which improvement is worth that much, or leave the number out.")
    return None


def why_not_answer(report: PracticeReport | None, there: ReportState) -> str | None:
    """The school reads what was handed in; what it accepted can still be returned."""
    if report is None or report.state is ReportState.DRAFT:
        return _("The report is not handed in yet.")
    return None if may_move(REPORT_MOVES, report.state, there) else _elsewhere(report)


def why_not_worth(report: PracticeReport | None) -> str | None:
    """The enterprise puts its own figure to an improvement that was handed in."""
    if report is None or report.state not in READABLE:
        return _("The report is not handed in yet.")
    if not report.improvement:
        return _("This report tells of no improvement.")
    return None


def _elsewhere(report: PracticeReport) -> str:
    return _("This report stands elsewhere by now: {state}.").format(state=report.state.label)
