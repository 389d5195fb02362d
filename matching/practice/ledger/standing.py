"""Where a teacher stands on a day: the days of the rolling window, the gap, and the dates that follow."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from matching.kernel.periods import ONE_DAY, Period
from matching.law.practice import Requirement
from matching.practice.ledger.days import EvidenceState, Stretch, Tally, inside, tally
from matching.practice.ledger.enough import Enough


@dataclass(frozen=True, slots=True)
class Outlook:
    """The dates that follow, each None where there is no such day.

    ``falls_short_on`` is the first day on which the certified days no longer do if nothing more happens; who
    is short already has ``short_since`` instead, unless there never was enough. ``deadline`` is either of
    them, but never before the years have passed once since the obligation began. A gap closes on
    ``closes_on`` at the pace so far, and on ``closes_with_plans_on`` if all that waits and is planned is
    certified.
    """

    falls_short_on: date | None = None
    short_since: date | None = None
    deadline: date | None = None
    closes_on: date | None = None
    closes_with_plans_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the window holds against what is required; ``ahead`` are the days after it."""

    window: Period
    stretches: tuple[Stretch, ...]
    days: Tally
    ahead: int
    required: int
    outlook: Outlook

    @property
    def gap(self) -> int:
        """The certified days that are missing."""
        return max(self.required - self.days.certified, 0)

    @property
    def is_fulfilled(self) -> bool:
        """Whether nothing is missing on the day; so it is where nothing is required."""
        return not self.gap

    @property
    def urgency(self) -> tuple[bool, date, int]:
        """For sorting: who has missed the deadline or will soonest comes first, then the wider gap."""
        return not self.required, self.outlook.deadline or date.min, -self.gap


def window(on: date, years: int) -> Period:
    """The years that end on a day; five years before 29 February is 28 February."""
    try:
        before = on.replace(year=on.year - years)
    except ValueError:
        before = on.replace(year=on.year - years, day=on.day - 1)
    return Period(before + ONE_DAY, on)


def standing(
    stretches: Sequence[Stretch], requirement: Requirement, *, on: date, since: date | None = None
) -> Standing:
    """Where a teacher stands whose obligation began ``since``, or longer ago than anybody knows."""
    span = window(on, requirement.years)
    held = inside(stretches, span)
    return Standing(
        window=span,
        stretches=held,
        days=tally(held),
        ahead=sum(one.period.days for one in _after(stretches, on)),
        required=requirement.days,
        outlook=_outlook(stretches, requirement, span, since) if requirement.days else Outlook(),
    )


def _after(stretches: Iterable[Stretch], on: date) -> tuple[Stretch, ...]:
    return inside(stretches, Period(on + ONE_DAY, date.max))


def _outlook(
    stretches: Sequence[Stretch], requirement: Requirement, span: Period, since: date | None
) -> Outlook:
    enough = Enough(requirement.days, requirement.years)
    certified = _days(one for one in stretches if one.state is EvidenceState.CERTIFIED)
    certified = certified[: bisect_right(certified, span.last)]
    lapse = enough.lapses(certified)
    deadline = max((day for day in (lapse, since and enough.leaves(since)) if day), default=None)
    if lapse and lapse > span.last:
        return Outlook(falls_short_on=lapse, deadline=deadline)
    kept = _from(span.first, certified)
    begun = max(since or span.first, span.first)
    done = _from(begun, kept)
    planned = enough.reached(_from(span.first, _days(stretches)))
    return Outlook(
        short_since=lapse,
        deadline=deadline,
        closes_on=enough.reached_at_pace(
            kept, on=span.last, done=len(done), elapsed=(span.last - begun).days + 1
        )
        if done
        else None,
        closes_with_plans_on=max(planned, span.last) if planned else None,
    )


def _days(stretches: Iterable[Stretch]) -> list[date]:
    """Every single day, in order; unrolled by the machine, not by a loop of ours."""
    ends = ((one.period.first.toordinal(), one.period.last.toordinal() + 1) for one in stretches)
    return list(map(date.fromordinal, chain.from_iterable(range(*each) for each in ends)))


def _from(day: date, days: Sequence[date]) -> Sequence[date]:
    return days[bisect_left(days, day) :]
