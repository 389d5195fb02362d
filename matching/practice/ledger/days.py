"""Which days count, and by which evidence: every day once, however many claim it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import heappop, heappush
from itertools import pairwise

from matching.kernel.labels import LabelledEnum
from matching.kernel.periods import Period, days_in


class EvidenceState(LabelledEnum):
    """How far evidence of practice has come, the strongest first; what was refused counts nowhere."""

    CERTIFIED = "certified", "Certified", "ok", "check"
    WAITING = "waiting", "Waiting to be certified", "warn", "clock"
    PLANNED = "planned", "Planned", "info"
    REFUSED = "refused", "Not certified", "neutral", "x"


_STATES = tuple(EvidenceState)
_STRENGTH = {state: place for place, state in enumerate(_STATES)}

_Rank = tuple[int, datetime, str]  # strength, when it was recorded, source: the lower, the better
_Claim = tuple[int, _Rank, int]  # from a day until before another


@dataclass(frozen=True, slots=True)
class Evidence:
    """Days claimed as practice. `source` finds again what claims them, for instance `sign_up:12`.

    A source whose days are in several states claims those of each state by an evidence of its own.
    """

    source: str
    recorded_at: datetime
    state: EvidenceState
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that count, with the one source that each of them counts by."""

    period: Period
    source: str
    state: EvidenceState


@dataclass(frozen=True, slots=True)
class Tally:
    """How many different days there are in each state."""

    certified: int
    waiting: int
    planned: int

    @property
    def total(self) -> int:
        """All days that count or are to count."""
        return self.certified + self.waiting + self.planned


def settled(evidence: Iterable[Evidence]) -> tuple[Stretch, ...]:
    """The days that count, in order: the strongest state has a day, among equals the earliest recorded."""
    claims = [
        (
            period.first.toordinal(),
            (_STRENGTH[one.state], one.recorded_at, one.source),
            period.last.toordinal() + 1,
        )
        for one in evidence
        if one.state is not EvidenceState.REFUSED
        for period in one.periods
    ]
    return tuple(
        Stretch(Period(date.fromordinal(begin), date.fromordinal(end - 1)), source, _STATES[strength])
        for begin, (strength, _, source), end in _strongest(claims)
    )


def _strongest(claims: list[_Claim]) -> list[_Claim]:
    """The same days, each in the strongest claim alone.

    Time goes by from edge to edge; the heap holds the claims that may still reach the present one.
    """
    edges = sorted({edge for begin, _, end in claims for edge in (begin, end)})
    coming = sorted(claims, reverse=True)
    open_claims: list[tuple[_Rank, int]] = []
    won: list[_Claim] = []
    for begin, end in pairwise(edges):
        while coming and coming[-1][0] == begin:
            heappush(open_claims, coming.pop()[1:])
        while open_claims and open_claims[0][1] <= begin:
            heappop(open_claims)
        if open_claims:
            rank = open_claims[0][0]
            goes_on = won and won[-1][1:] == (rank, begin)
            won.append((won.pop()[0] if goes_on else begin, rank, end))
    return won


def inside(stretches: Iterable[Stretch], period: Period) -> tuple[Stretch, ...]:
    """What of them lies in a period."""
    first, last = period.first, period.last
    return tuple(
        # Most of them lie in it as they are.
        one
        if first <= one.period.first and one.period.last <= last
        else Stretch(Period(max(first, one.period.first), min(last, one.period.last)), one.source, one.state)
        for one in stretches
        if first <= one.period.last and one.period.first <= last
    )


def tally(stretches: Iterable[Stretch]) -> Tally:
    """The days of settled stretches by their state."""
    days: Counter[EvidenceState] = Counter()
    for one in stretches:
        days[one.state] += one.period.days
    return Tally(days[EvidenceState.CERTIFIED], days[EvidenceState.WAITING], days[EvidenceState.PLANNED])


def yearly(stretches: Sequence[Stretch]) -> dict[int, Tally]:
    """The days of settled stretches in each year of the calendar, from the first year to the last."""
    if not stretches:
        return {}
    years = range(stretches[0].period.first.year, stretches[-1].period.last.year + 1)
    return {year: tally(inside(stretches, Period(date(year, 1, 1), date(year, 12, 31)))) for year in years}


def added(stretches: Iterable[Stretch], periods: Iterable[Period]) -> int:
    """How many days of these periods, of a post for instance, nothing counts or plans so far."""
    held = [one.period for one in stretches]
    return days_in([*held, *periods]) - days_in(held)
