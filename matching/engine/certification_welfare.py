"""Verifies that pairs are allowed, and by the prices that come with the result that none are better.

Let every seat of a set (an opening or a group of openings) have a price, let P be the prices of an opening
and of all groups around it together, and let a student's gain be the greatest of 0 and worth - P over all
their pairs. Add up worth <= gain + P over any allowed outcome: it is worth at most all gains and the prices
of all seats together (if no price is negative), and exactly as much if

1. everybody who is placed gets their gain where they are, and whoever is not placed has a gain of 0,
2. only full sets have a price.

So where both hold nothing is worth more: weak duality and complementary slackness (Ahuja, Magnanti & Orlin
1993, "Network Flows", section 9.4). Moreover the outcomes that are worth as much are exactly those for which
1 and 2 hold.

An objective is a list of steps, each with prices of its own: first every pair is worth 1, and 1 and 2 prove
that no more students can be placed; then pairs are worth what they are by the objective. A step only looks at
the outcomes that are best by all steps before, and they are known: certain pairs are not used, certain
students are placed, certain sets are full. Whoever is placed in all of them may have a negative gain, and a
set that is full in all of them a negative price: worth <= gain + P still adds up to the same for all. No big
numbers are needed to put one objective before another, and all numbers are exact.

Who stayed where they were has no pairs, and their seats are not counted among those that can be had. Whether
an opening was rightly closed before cannot be seen here: it is left out.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.certificate import Breach, Check
from matching.engine.instance import Instance
from matching.engine.result import Bars, Result, Welfare

OBJECTIVES = ("fit", "rank", "leximin")
GREATEST = 2**60
"""Sums of prices stay below this, so that they are what they seem in 64 bits."""


def welfare_breaches(instance: Instance, result: Result) -> Iterator[Breach]:
    """All that is wrong with a result as one of greatest welfare, in O(E) for E pairs and each step.

    `match`, `closed` and the bars must have the shapes that the instance asks for, and `match` name openings
    there are. Seats, pre-assignments and places on lists that are barred are verified elsewhere.
    """
    welfare = result.welfare
    if welfare is None or not _readable(instance, welfare):
        yield Breach(check=Check.SHAPE)
        return
    promised = result.guarantees
    if promised.stable or promised.student_optimal:
        yield Breach(check=Check.UNPROVEN)
    market = _Market(instance, result, welfare)
    yield from _misreported(market, result)
    yield from _barred(instance, welfare)
    unpaired = [*_unpaired(market)]
    yield from unpaired
    if not unpaired and not _proven(market):
        yield Breach(check=Check.OPTIMALITY)


class _Market:
    """Pairs as rows of students, and sets: m openings, then g groups.

    starts   int64[r]      where the pairs of each student who has any begin
    row      int64[p]      whose pairs they are
    taken    bool[p]       pairs that were chosen
    placed   bool[r]       students who have one of their pairs
    around   int64[d, m]   the groups around each opening; one more than there are sets pads
    full     bool[m+g]     sets in which no seat is left
    held     int64[m+g]    how many students they have
    """

    def __init__(self, instance: Instance, result: Result, welfare: Welfare) -> None:
        self.instance, self.match, self.welfare = instance, result.match, welfare
        self.starts = np.flatnonzero(np.diff(welfare.student, prepend=NONE))
        self.row = np.cumsum(np.diff(welfare.student, prepend=NONE) > 0) - 1
        self.taken = result.match[welfare.student] == welfare.opening
        self.placed = np.bincount(self.row[self.taken], minlength=len(self.starts)) > 0
        sets = instance.openings + len(instance.groups.seats)
        chains = instance.groups.chains.T
        self.around = np.where(chains == NONE, sets, instance.openings + chains.astype(np.int64))
        here = np.bincount(result.match[result.match != NONE], minlength=instance.openings)
        held = np.concatenate([here, np.zeros(sets - instance.openings + 1, np.int64)])
        for around in self.around:
            np.add.at(held, around, here)
        self.held = held[:-1]
        seats = np.concatenate([instance.seats, instance.groups.seats])
        self.full = self.held >= seats
        self.full[: instance.openings] |= result.closed

    def prices_around(self, price: Int64s) -> Int64s:
        """int64[m]: the prices of a seat of each opening and of all groups around it."""
        padded, together = np.append(price, 0), price[: self.instance.openings].copy()
        for around in self.around:
            together += padded[around]
        return together


def _readable(instance: Instance, welfare: Welfare) -> bool:
    """Whether the pairs are sorted, of this instance and all different, with prices that can be added up."""
    student, opening, value = welfare.student, welfare.opening, welfare.value
    kinds: list[tuple[npt.NDArray[Any], type[np.generic]]] = [
        (student, np.int32),
        (opening, np.int32),
        (value, np.int64),
    ]
    if any(array.shape != student.shape or array.ndim != 1 or array.dtype != kind for array, kind in kinds):
        return False
    known = (student >= 0) & (student < instance.students) & (opening >= 0) & (opening < instance.openings)
    keys = student.astype(np.int64) * instance.openings + opening
    sets = (instance.openings + len(instance.groups.seats),)
    return bool(
        known.all()
        and (keys[1:] > keys[:-1]).all()
        and welfare.objective in OBJECTIVES
        and all(price.shape == sets and price.dtype == np.int64 for price in welfare.prices)
        and _greatest(value) + sum(map(_greatest, welfare.prices)) * (sets[0] + 1) < GREATEST
    )


def _greatest(numbers: Int64s) -> int:
    return max(int(numbers.max(initial=0)), -int(numbers.min(initial=0)))


def _misreported(market: _Market, result: Result) -> Iterator[Breach]:
    """Nobody is compared, so there are no bars; no seat is a reserved one."""
    openings = market.instance.openings
    seats = np.concatenate([market.instance.seats, market.instance.groups.seats])
    full = market.held >= seats
    for opening in _wrong(result.openings, full[:openings]):
        yield Breach(check=Check.CUTOFF, opening=opening)
    for group in _wrong(result.groups, full[openings:]):
        yield Breach(check=Check.CUTOFF, group=group)
    for reserve in _wrong(result.reserves, np.zeros(len(result.reserves.full), np.bool_)):
        yield Breach(check=Check.CUTOFF, reserve=reserve)


def _wrong(bars: Bars, full: Bools) -> list[int]:
    wrong: list[int] = np.flatnonzero(
        (bars.full != full) | (bars.priority != NONE) | (bars.lottery != 0)
    ).tolist()
    return wrong


def _barred(instance: Instance, welfare: Welfare) -> Iterator[Breach]:
    """Pairs of pre-assigned students, and those that stand on a list but may not be filled."""
    listed, wishes = np.nonzero(~instance.acceptable & (instance.wishes != NONE))
    keys = listed * instance.openings + instance.wishes[listed, wishes]
    pairs = welfare.student.astype(np.int64) * instance.openings + welfare.opening
    barred = (instance.fixed[welfare.student] != NONE) | np.isin(pairs, keys)
    for student, opening in zip(
        welfare.student[barred].tolist(), welfare.opening[barred].tolist(), strict=True
    ):
        yield Breach(check=Check.INELIGIBLE, student=student, opening=opening)


def _unpaired(market: _Market) -> Iterator[Breach]:
    """Students at an opening they are not paired with; who has no pairs must at least have wished for it."""
    instance, match = market.instance, market.match
    asked = (instance.wishes == match[:, None]).any(axis=1)
    asked[market.welfare.student[market.starts]] = market.placed
    for student in np.flatnonzero((match != NONE) & (instance.fixed == NONE) & ~asked).tolist():
        yield Breach(check=Check.NOT_WISHED, student=student, opening=int(match[student]))


def _proven(market: _Market) -> bool:
    """Whether the prices of every step prove that no outcome is better."""
    steps, prices = [*_steps(market.welfare)], market.welfare.prices
    if len(steps) != len(prices):
        return False
    usable, placed = np.ones(len(market.row), np.bool_), np.zeros(len(market.starts), np.bool_)
    filled = np.zeros(len(market.full), np.bool_)
    for worth, price in zip(steps, prices, strict=True):
        left = worth - market.prices_around(price)[market.welfare.opening]
        gain = _gains(market, np.where(usable, left, -GREATEST), placed)
        exact = usable & (left == gain[market.row])
        if not (
            exact[market.taken].all()
            and (gain[~market.placed] == 0).all()
            and (filled | (price >= 0)).all()
            and market.full[price != 0].all()
        ):
            return False
        usable, placed, filled = exact, placed | (gain > 0), filled | (price != 0)
    return True


def _gains(market: _Market, left: Int64s, placed: Bools) -> Int64s:
    """int64[r]: the best of what a student's pairs leave, and at least 0 unless they must be placed."""
    if not len(market.starts):
        return np.empty(0, np.int64)
    best: Int64s = np.maximum.reduceat(left, market.starts)
    return np.where(placed, best, np.maximum(best, 0))


def _steps(welfare: Welfare) -> Iterator[Int64s]:
    """int64[p] each: what a pair is worth."""
    yield np.ones(len(welfare.value), np.int64)
    if welfare.objective == "leximin":
        ranks = np.unique(welfare.value)
        for rank in ranks[:0:-1]:
            yield np.where(welfare.value == rank, -1, 0)
    else:
        yield welfare.value if welfare.objective == "fit" else -welfare.value
