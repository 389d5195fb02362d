"""Periods: closed spans of days as values, both ends included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """From the first to the last day; a single day has both the same."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} comes before {self.first}")

    @property
    def days(self) -> int:
        """How many days of the calendar, one at least."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: "Period") -> bool:
        """Whether some day is in both."""
        return self.first <= other.last and other.first <= self.last

    def clip(self, other: "Period") -> "Period | None":
        """The days that are in both, if any."""
        if not self.overlaps(other):
            return None
        return Period(max(self.first, other.first), min(self.last, other.last))


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days in order, each once, in as few periods as there can be."""
    apart: list[Period] = []
    for period in sorted(periods):
        if apart and period.first - ONE_DAY <= apart[-1].last:
            apart[-1] = Period(apart[-1].first, max(apart[-1].last, period.last))
        else:
            apart.append(period)
    return tuple(apart)


def of_days(days: Iterable[date]) -> tuple[Period, ...]:
    """Single days as periods, those that follow each other as one."""
    return merged(Period(day, day) for day in days)


def days_in(periods: Iterable[Period]) -> int:
    """How many different days there are in all of them together."""
    return sum(period.days for period in merged(periods))
