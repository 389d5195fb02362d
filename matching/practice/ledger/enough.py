"""When days are enough as the window rolls on: so many of them within so many years.

Days come in order. One is in the window until it ``leaves``; so a row of them is enough from its last day
until its first one leaves, if it has a last day before that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matching.kernel.periods import ONE_DAY
from matching.law.ages import months_after

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Enough:
    """How many days, one at least, within how many years."""

    days: int
    years: int

    def leaves(self, day: date) -> date:
        """The first day whose window does not hold this one any more; that of 29 February is 1 March."""
        return months_after(day, self.years * MONTHS_A_YEAR)

    def lapses(self, days: Sequence[date]) -> date | None:
        """The day after the last on which these days are enough, if ever they are."""
        ends = ((self.leaves(first), last) for first, last in reversed(self._rows(days)))
        return next((end for end, last in ends if last < end), None)

    def reached(self, days: Sequence[date]) -> date | None:
        """The first day on which these are enough, if ever they are."""
        return next((last for first, last in self._rows(days) if last < self.leaves(first)), None)

    def _rows(self, days: Sequence[date]) -> list[tuple[date, date]]:
        return list(zip(days, days[self.days - 1 :], strict=False))

    def reached_at_pace(self, kept: Sequence[date], *, on: date, done: int, elapsed: int) -> date | None:
        """The first day on which those of the kept days that have not left, and new ones, are enough.

        New ones come from the day after ``on``, as many in a time as were ``done`` in the ``elapsed`` days.
        """
        too_late = (self.leaves(on + ONE_DAY) - on).days  # by then the first of the new ones has left
        numbers = range(self.days - len(kept), self.days + 1)
        for new, oldest in zip(numbers, [*kept, on + ONE_DAY], strict=True):
            wait = -(-new * elapsed // done)
            if wait >= too_late:
                return None
            if wait < (self.leaves(oldest) - on).days:
                return on + timedelta(days=wait)
        return None
