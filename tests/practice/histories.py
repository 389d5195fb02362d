"""Histories of practice by chance, and the same questions answered day by day by a dictionary."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from matching.kernel.periods import Period
from matching.law.practice import Requirement
from matching.practice.ledger import Evidence, EvidenceState

DAY = timedelta(days=1)
BEST_FIRST = ("certified", "waiting", "planned")


def some_days(around: date = date(2024, 2, 29), spread: int = 1500) -> st.SearchStrategy[date]:
    """Days near a leap day, and often at the edges where years are counted."""
    edges = [
        date(year, month, day) for year in range(2021, 2029) for month, day in ((2, 28), (3, 1), (12, 31))
    ]
    near = st.integers(-spread, spread).map(lambda number: around + number * DAY)
    return near | st.sampled_from([*edges, date(2024, 2, 29), date(2028, 2, 29)])


def some_periods(most: int = 250) -> st.SearchStrategy[Period]:
    """Short ones and long ones."""
    lengths = st.integers(0, 3) | st.integers(0, most)
    return st.builds(lambda first, more: Period(first, first + more * DAY), some_days(), lengths)


def evidence(number: int, state: EvidenceState, periods: tuple[Period, ...]) -> Evidence:
    """Of a numbered source; three in a row are recorded at once, later numbers later."""
    return Evidence(f"record:{number}", datetime(2026, 1, 1 + number // 3, tzinfo=UTC), state, periods)


def some_evidence(*states: EvidenceState) -> st.SearchStrategy[Evidence]:
    """Of any state or of these; its source may be known already."""
    return st.builds(
        evidence,
        st.integers(1, 12),
        st.sampled_from(states or tuple(EvidenceState)),
        st.lists(some_periods(), max_size=3).map(tuple),
    )


histories = st.lists(some_evidence(), max_size=8)
requirements = st.builds(
    Requirement, months=st.integers(1, 6), years=st.integers(1, 5), days_a_month=st.sampled_from([1, 7, 30])
)


def days_of(periods: Iterable[Period]) -> Iterator[date]:
    """One after the other, as often as they are there."""
    for period in periods:
        yield from (period.first + number * DAY for number in range((period.last - period.first).days + 1))


def day_by_day(history: Iterable[Evidence]) -> dict[date, tuple[str, str]]:
    """The state and the source that each day counts by."""
    claims: dict[date, list[tuple[int, datetime, str]]] = {}
    for one in history:
        if one.state.value in BEST_FIRST:
            for day in days_of(one.periods):
                claims.setdefault(day, []).append(
                    (BEST_FIRST.index(one.state.value), one.recorded_at, one.source)
                )
    best = {day: min(claiming) for day, claiming in claims.items()}
    return {day: (BEST_FIRST[strength], source) for day, (strength, _, source) in best.items()}


def in_window(day: date, on: date, years: int) -> bool:
    """Whether a day is less than so many years ago."""
    return day <= on and (day.year + years, day.month, day.day) > (on.year, on.month, on.day)


def in_window_by_state(history: Iterable[Evidence], on: date, years: int) -> Counter[str]:
    """How many days of each state the window has that ends on a day."""
    known = day_by_day(history)
    return Counter(state for day, (state, _) in known.items() if in_window(day, on, years))
