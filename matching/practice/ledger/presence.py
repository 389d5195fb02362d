"""From single days at an enterprise to periods: rest between two days present counts with them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from matching.kernel.periods import ONE_DAY, Period
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
    for state, first, last in _runs(days, is_rest):
        found[state].append(Period(date.fromordinal(first), date.fromordinal(last)))
    return {state: tuple(found[state]) for state in _BEST_FIRST if state in found}


def _runs(
    days: Mapping[date, EvidenceState], is_rest: Callable[[date], bool] | None
) -> list[tuple[EvidenceState, int, int]]:
    """Days of one state that follow each other, from the first to the last as the calendar counts them."""
    runs: list[tuple[EvidenceState, int, int]] = []
    before = date.max
    for day in sorted(days):
        state, first = days[day], day.toordinal()
        rest = _between(before, day)
        if rest and is_rest and all(map(is_rest, rest)):
            _go_on(runs, max(days[before], state, key=_BEST_FIRST.index), first - len(rest), first - 1)
        _go_on(runs, state, first, first)
        before = day
    return runs


def _go_on(runs: list[tuple[EvidenceState, int, int]], state: EvidenceState, first: int, last: int) -> None:
    if runs and runs[-1][0] is state and runs[-1][2] == first - 1:
        runs[-1] = (state, runs[-1][1], last)
    else:
        runs.append((state, first, last))


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
        for day in _between(to_come.first - ONE_DAY, to_come.last + ONE_DAY)
        if day.isoweekday() <= days_week and (day.isoweekday() > _FRIDAY or not is_rest(day))
    )


def _between(one: date, other: date) -> list[date]:
    return [date.fromordinal(day) for day in range(one.toordinal() + 1, other.toordinal())]
