"""What kept students out of what they would rather have, and where only the lottery did."""

import numpy as np

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.certification_blocking import Envy
from matching.engine.certification_classes import Classes
from matching.engine.certification_optimal import first_in_line
from matching.engine.certification_reserves import NOBODY
from matching.engine.certification_standing import BOOST, TURN_BITS, Standing, Wanted
from matching.engine.market import Ties
from matching.engine.result import Mechanism


class BarsOfWords:
    """Where every two students are told apart: the innermost full set around an opening is its bar."""

    def __init__(self, standing: Standing) -> None:
        self.standing, self.envy = standing, Envy(standing)
        self._reserve_inside = self._cheapest_reserve()

    def binding(self, wanted: Wanted) -> Int64s:
        """int64[p]: the innermost full set, or the number of all sets + reserve; -1: none is full."""
        standing = self.standing
        self.envy.count_in(wanted)
        around = standing.innermost[wanted.opening]
        if standing.reserved.any:
            reserve = self._reserve_inside[around]
            lowest = np.append(standing.reserve_lowest, NOBODY)[reserve]
            only_reserved = (
                self.outranked(wanted) & (lowest < wanted.word) & (standing.raised(wanted) < BOOST)
            )
            return np.where(only_reserved, len(standing.held) + reserve, around)
        return around

    def outranked(self, wanted: Wanted) -> Bools:
        """bool[p]: everybody in the innermost full set comes before them."""
        outranked: Bools = self.standing.raised(wanted) < self.standing.bar[wanted.opening]
        return outranked

    def by_lottery(self, wanted: Wanted) -> Bools:
        """bool[p]: kept out by somebody with the same priority."""
        word, bar = self.standing.raised(wanted), self.standing.bar[wanted.opening]
        by_lottery: Bools = (word < bar) & (word >> TURN_BITS == bar >> TURN_BITS)
        return by_lottery

    def let_in_by_lottery(self, student: Int64s) -> Bools:
        """bool[p]: of free students with a place, whose priority somebody has who was kept out of it."""
        standing, openings = self.standing, self.standing.instance.openings
        next_in = first_in_line(standing, self.envy)
        next_in = np.where(next_in == 0, NONE, next_in >> TURN_BITS)
        opening = standing.result.match[student].astype(np.int64)
        priority = standing.instance.priority[student, standing.chosen[student]].astype(np.int64)
        if not standing.reserved.any:
            by_lottery: Bools = next_in[opening] == priority
            return by_lottery
        row = standing.reserved.row(student, opening)
        word = standing.word(student, priority)
        boosted = standing.reserved.boosted(row, word)
        priority += boosted * (BOOST >> TURN_BITS)
        by_lottery = next_in[opening] == priority
        by_lottery |= boosted & (next_in[openings + row] == priority)
        return by_lottery

    def _cheapest_reserve(self) -> Int64s:
        """int64[s]: of the reserves in a set, the one whose last boosted holder is the lowest; -1: none."""
        standing = self.standing
        reserves = len(standing.reserve_lowest)
        order = np.argsort(standing.reserve_lowest)
        turn = np.empty(reserves, np.int64)
        turn[order] = np.arange(reserves)
        turn[standing.reserve_lowest == NOBODY] = reserves
        first = np.full(standing.instance.openings, reserves, np.int64)
        np.minimum.at(first, standing.reserved.reserves.opening, turn)
        return np.append(order, NONE)[standing.sets(np.minimum, first, start=reserves)]


class BarsOfClasses:
    """Where whole classes go in or out, an opening is the only bar, and there is no lottery."""

    def __init__(self, standing: Standing) -> None:
        self.limit = Classes(standing).limit

    def binding(self, wanted: Wanted) -> Int64s:
        """int64[p]: the opening that kept each out."""
        return wanted.opening

    def outranked(self, wanted: Wanted) -> Bools:
        """bool[p]: everybody; the limit follows from who would rather have it."""
        return np.ones(len(wanted.student), np.bool_)

    def by_lottery(self, wanted: Wanted) -> Bools:
        """bool[p]: nobody."""
        return np.zeros(len(wanted.student), np.bool_)

    def let_in_by_lottery(self, student: Int64s) -> Bools:
        """bool[p]: nobody."""
        return np.zeros(len(student), np.bool_)


class NoBars:
    """Where nobody was compared: places went by what is best for all together."""

    def __init__(self, standing: Standing) -> None:
        self.innermost = standing.innermost

    def binding(self, wanted: Wanted) -> Int64s:
        """int64[p]: the innermost full set around an opening; -1: none is full."""
        return self.innermost[wanted.opening]

    def outranked(self, wanted: Wanted) -> Bools:
        """bool[p]: nobody."""
        return np.zeros(len(wanted.student), np.bool_)

    def by_lottery(self, wanted: Wanted) -> Bools:
        """bool[p]: nobody."""
        return np.zeros(len(wanted.student), np.bool_)

    def let_in_by_lottery(self, student: Int64s) -> Bools:
        """bool[p]: nobody."""
        return np.zeros(len(student), np.bool_)


def bars_of(standing: Standing) -> BarsOfWords | BarsOfClasses | NoBars:
    """As the result came about, and as the instance wants ties decided."""
    if standing.result.mechanism is Mechanism.WELFARE:
        return NoBars(standing)
    whole_class = standing.instance.options.ties is Ties.WHOLE_CLASS
    return BarsOfClasses(standing) if whole_class else BarsOfWords(standing)
