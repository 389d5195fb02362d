"""What a post would add: the days it still gives, and how far they go towards what is missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from matching.kernel.periods import Period
from matching.practice.enums import FULL_WEEK
from matching.practice.ledger.days import EvidenceState, Stretch, added
from matching.practice.ledger.presence import periods_of, planned_days


@dataclass(frozen=True, slots=True)
class Fill:
    """So many of the missing days."""

    days: int
    missing: int


def days_given(
    span: Period, days_week: int, *, after: date, is_rest: Callable[[date], bool]
) -> tuple[Period, ...]:
    """The days a post still gives to whoever is there on all of them; rest counts with a full week."""
    to_come = planned_days(span, days_week, after=after, is_rest=is_rest)
    found = periods_of(
        dict.fromkeys(to_come, EvidenceState.PLANNED), is_rest=is_rest if days_week >= FULL_WEEK else None
    )
    return found.get(EvidenceState.PLANNED, ())


def fill(stretches: Iterable[Stretch], missing: int, given: Iterable[Period]) -> Fill:
    """How many of the missing days these days are; those that count or are planned already are none."""
    return Fill(min(added(stretches, given), missing), missing)
