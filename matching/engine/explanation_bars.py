"""What kept students out of what they would rather have, and where only the lottery did."""

from typing import NamedTuple

import numpy as np

from matching.engine.arrays import NONE, Bools, Int64s, all_of
from matching.engine.certification_blocking import Envy
from matching.engine.certification_classes import Classes
from matching.engine.certification_optimal import first_in_line
from matching.engine.certification_reserves import NOBODY
from matching.engine.certification_standing import BOOST, TURN_BITS, Standing, Wishes
from matching.engine.market import Ties
from matching.engine.result import Mechanism


class Verdicts(NamedTuple):
    """Of p wishes that students would rather have.

    outranked   bool[p]   everybody in what is full comes before them
    binding     int64[p]  what is full: a set, or the number of all sets + reserve; -1: nothing is
    by_lottery  bool[p]   kept out by somebody with the same priority
    """

    outranked: Bools
    binding: Int64s
    by_lottery: Bools


class BarsOfWords:
    """Where every two students are told apart: the innermost full set around an opening is its bar."""

    def __init__(self, standing: Standing) -> None:
        self.standing, self.envy = standing, Envy(standing)
        self._reserve_inside = self._cheapest_reserve()

    def verdicts(self, wanted: Wishes) -> Verdicts:
        """Of the next block of all that is wanted."""
        standing = self.standing
        self.envy.count_in(wanted)
        word, bar = standing.raised(wanted), standing.bar.take(wanted.opening)
        outranked, binding = word < bar, standing.innermost.take(wanted.opening)
        if standing.reserved.any:
            reserve = self._reserve_inside[binding]
            lowest = np.append(standing.reserve_lowest, NOBODY)[reserve]
            only_reserved = outranked & (lowest < wanted.word) & (word < BOOST)
            binding = np.where(only_reserved, len(standing.held) + reserve, binding)
        return Verdicts(outranked, binding, outranked & ((word ^ bar) >> TURN_BITS == 0))

    def let_in_by_lottery(self) -> Bools:
        """bool[p]: of what free students got, whether somebody with their priority was kept out of it."""
        standing, openings = self.standing, self.standing.instance.openings
        _student, _cell, opening, word, row = standing.had
        next_in = first_in_line(standing, self.envy)
        next_in = np.where(next_in == 0, NONE, next_in >> TURN_BITS)
        if not standing.reserved.any:
            by_lottery: Bools = next_in.take(opening) == word >> TURN_BITS
            return by_lottery
        boosted = standing.reserved.boosted(row, word)
        priority = (word + boosted * BOOST) >> TURN_BITS
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
        self.standing, self.limit = standing, Classes(standing).limit

    def verdicts(self, wanted: Wishes) -> Verdicts:
        """Everybody was outranked there: the limit follows from who would rather have it."""
        everybody = len(wanted.student)
        return Verdicts(all_of(np.True_, everybody), wanted.opening, all_of(np.False_, everybody))

    def let_in_by_lottery(self) -> Bools:
        """bool[p]: nobody."""
        return all_of(np.False_, len(self.standing.had.student))


class NoBars:
    """Where nobody was compared: places went by what is best for all together."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    def verdicts(self, wanted: Wishes) -> Verdicts:
        """Nobody was outranked; the innermost full set around an opening is what is full."""
        nobody = all_of(np.False_, len(wanted.student))
        return Verdicts(nobody, self.standing.innermost.take(wanted.opening), nobody)

    def let_in_by_lottery(self) -> Bools:
        """bool[p]: nobody."""
        return all_of(np.False_, len(self.standing.had.student))


def bars_of(standing: Standing) -> BarsOfWords | BarsOfClasses | NoBars:
    """As the result came about, and as the instance wants ties decided."""
    if standing.result.mechanism is Mechanism.WELFARE:
        return NoBars(standing)
    whole_class = standing.instance.options.ties is Ties.WHOLE_CLASS
    return BarsOfClasses(standing) if whole_class else BarsOfWords(standing)
