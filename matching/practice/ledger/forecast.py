"""What will be missing on days to come, if what waits and is planned is certified and nothing else comes."""

from collections.abc import Sequence
from datetime import date

from matching.law.practice import Requirement
from matching.practice.ledger.days import Stretch, inside, tally
from matching.practice.ledger.enough import Enough
from matching.practice.ledger.standing import window

_JUNE, _MIDYEAR = 6, (6, 30)
_YEAREND = (12, 31)


def missing(stretches: Sequence[Stretch], asked: Requirement, *, on: date, since: date) -> int:
    """The days missing on a day; none before the years have passed once since the obligation began."""
    if not asked.days or Enough(asked.days, asked.years).leaves(since) > on:
        return 0
    return max(asked.days - tally(inside(stretches, window(on, asked.years))).total, 0)


def half_years(today: date, count: int) -> tuple[date, ...]:
    """The last days of this half of the year and of the next ones."""
    first = today.year * 2 + (today.month > _JUNE)
    return tuple(
        date(half // 2, *(_YEAREND if half % 2 else _MIDYEAR)) for half in range(first, first + count)
    )
