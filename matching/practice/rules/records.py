"""Whether days can be recorded, and what may become of a record now."""

from datetime import date

from matching.kernel.i18n import _
from matching.kernel.moves import may_move
from matching.practice.enums import RECORD_MOVES, RecordState
from matching.practice.models import PracticeRecord


def why_not_days(first: date, last: date, *, today: date) -> str | None:
    """Only what is over is recorded; what is to come is signed up for."""
    if last < first:
        return _("The last day comes before the first. Change one of them.")
    if last > today:
        return _("These days are not over yet. Record them when they are.")
    return None


def why_not_decide(record: PracticeRecord, there: RecordState) -> str | None:
    """Certified or not, once; what was certified can still be corrected."""
    if may_move(RECORD_MOVES, record.state, there):
        return None
    return _("This record has been decided by now: {state}.").format(state=record.state.label)
