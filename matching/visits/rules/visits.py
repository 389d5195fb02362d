"""Whether a visit or one of its dates may be changed or called off now."""

from datetime import datetime

from matching.kernel.i18n import _, _n
from matching.kernel.moves import may_move
from matching.visits.enums import (
    LONGEST,
    OCCURRENCE_MOVES,
    VISIT_MOVES,
    OccurrenceState,
    VisitState,
)
from matching.visits.models import Occurrence, Visit


def why_not_edit(visit: Visit) -> str | None:
    """A withdrawn visit stays as it was: schools may have read it."""
    if visit.state is not VisitState.OPEN:
        return _("This visit was withdrawn. Copy it to offer it again.")
    return None


def why_not_withdraw(visit: Visit) -> str | None:
    """Once."""
    if not may_move(VISIT_MOVES, visit.state, VisitState.WITHDRAWN):
        return _("This visit is already withdrawn.")
    return None


def why_not_hours(starts_at: datetime, ends_at: datetime, *, now: datetime) -> str | None:
    """In the future, and within one day."""
    if starts_at <= now:
        return _("This date has passed. Choose one to come.")
    if ends_at <= starts_at:
        return _("It must end after it begins.")
    if ends_at - starts_at > LONGEST:
        return _("A visit lasts {n} hours at most.").format(n=LONGEST.seconds // 3600)
    return None


def why_not_cancel(occurrence: Occurrence, *, now: datetime) -> str | None:
    """Once, and before it begins."""
    if not may_move(OCCURRENCE_MOVES, occurrence.state, OccurrenceState.CANCELLED):
        return _("This date is already cancelled.")
    if occurrence.starts_at <= now:
        return _("This date has begun, so it cannot be cancelled any more.")
    return None


def why_not_seats(occurrence: Occurrence, seats: int) -> str | None:
    """Nobody loses a place by an edit."""
    if seats < occurrence.taken:
        return _n(
            "{n} place is held, so there cannot be fewer.",
            "{n} places are held, so there cannot be fewer.",
            occurrence.taken,
        ).format(n=occurrence.taken)
    return None


def why_not_groups(occurrence: Occurrence, most_groups: int) -> str | None:
    """Nor does a whole group."""
    if most_groups < occurrence.groups:
        return _n(
            "{n} group has booked, so there cannot be fewer.",
            "{n} groups have booked, so there cannot be fewer.",
            occurrence.groups,
        ).format(n=occurrence.groups)
    return None
