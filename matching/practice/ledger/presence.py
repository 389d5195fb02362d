"""From single days at an enterprise to periods: rest between two days present counts with them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

from matching.kernel.periods import ONE_DAY, Period, merged
from matching.practice.ledger.days import EvidenceState

_BEST_FIRST = tuple(EvidenceState)
_FRIDAY = 5


def periods_of(
    days: Mapping[date, EvidenceState], *, is_rest: Callable[[date], bool] | None = None
) -> dict[EvidenceState, tuple[Period, ...]]:
    """The days of one sign-up as periods of each state.

    With `is_rest`, days of rest count too where nothing else lies between two days present; they are as far
    as the less far of the two.
    """
    found: defaultdict[EvidenceState, list[Period]] = defaultdict(list)
    for day, state in days.items():
        found[state].append(Period(day, day))
    for one, other in pairwise(sorted(days)):
        between = _between(one, other)
        if is_rest and between and all(map(is_rest, _days(between))):
            found[max(days[one], days[other], key=_BEST_FIRST.index)].append(between)
    return {state: merged(found[state]) for state in _BEST_FIRST if state in found}


def planned_days(
    span: Period, days_week: int, *, after: date, is_rest: Callable[[date], bool]
) -> tuple[date, ...]:
    """The days of a post that are still to come: the first so many of each week, without days of rest.

    Where the post works at weekends too, its days are those of the calendar.
    """
    if span.last <= after:
        return ()
    to_come = Period(max(span.first, after + ONE_DAY), span.last)
    return tuple(
        day
        for day in _days(to_come)
        if day.isoweekday() <= days_week and (day.isoweekday() > _FRIDAY or not is_rest(day))
    )


def _between(one: date, other: date) -> Period | None:
    return Period(one + ONE_DAY, other - ONE_DAY) if other - one > ONE_DAY else None


def _days(period: Period) -> list[date]:
    return [date.fromordinal(day) for day in range(period.first.toordinal(), period.last.toordinal() + 1)]
