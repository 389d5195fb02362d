"""Where everybody stands while a match is made: who asks where next, who is held, how high the bars are."""

from functools import cached_property

import numpy as np

from matching.engine import words as w
from matching.engine.arrays import NONE, Bools, Int64s, Numbers, UInt64s
from matching.engine.instance import Instance
from matching.engine.market import Ties, Unranked
from matching.engine.reserved import Reserved


class Applicants:
    """The students and openings of an instance between two proposals. Arrays are written to as it goes on.

    Places are numbered: the m openings, then the g groups.

    wishes, priority, eligible  [n * L], those of the instance in one row; see `cells`
    next       int16[n]      the wish each student is held at, or asks for next; L when every wish was heard
    who        uint64[n]     the inverse lottery rank of each student, as it stands in a word
    drawn      int64[n]      the student of each lottery rank
    cap        int64[m+g]    seats that pre-assigned students have left
    bar        uint64[m+g]   no key at or below it has a chance; 0 where everybody has one
    count      int64[m]      students an opening holds (pre-assigned ones aside)
    first      int64[m]      where they begin in `held`: their words, sorted, the least entitled first
    chains     int64[m, d]   the groups around an opening, innermost first, as places; -1 pads
    closed     bool[m]       openings that take nobody any more
    """

    def __init__(self, instance: Instance, closed: Bools) -> None:
        self.instance, self.closed = instance, closed.copy()
        self.wishes, self.priority = instance.wishes.ravel(), instance.priority.ravel()
        self.eligible = instance.eligible.ravel()
        self._some_are_barred = not self.eligible.all()
        self.whole_class = instance.options.ties is Ties.WHOLE_CLASS
        self.drawn = _by_lottery(instance.lottery)
        self.who = np.empty(instance.students, np.uint64)
        self.who[self.drawn] = np.uint64(w.LOWEST_RANK) - np.arange(instance.students, dtype=np.uint64)
        self.next = np.zeros(instance.students, np.int16)
        self.reserved = Reserved(instance)
        self.in_sets = self.whole_class or self.reserved.any or bool(len(instance.groups.seats))
        chains = instance.groups.chains.astype(np.int64)
        self.chains = np.where(chains == NONE, NONE, chains + instance.openings)
        self.cap = self._caps()
        self.bar = np.where(self.cap == 0, w.KEY, np.uint64(0))
        self.count = np.zeros(instance.openings, np.int64)
        storage = self.cap[: instance.openings]
        if storage.sum() > 2 * instance.students:  # seats that nobody asks for need no room here
            storage = np.minimum(storage, _asked(instance))
        self._origin = np.cumsum(storage) - storage
        self.first = self._origin.copy()
        self.held = np.empty(int(storage.sum()), np.uint64)

    def _caps(self) -> Int64s:
        seats_fixed = self.instance.seats_fixed
        groups = self.instance.groups.seats.astype(np.int64)
        for level in self.chains.T:
            inside = level != NONE
            np.subtract.at(groups, level[inside] - self.instance.openings, seats_fixed[inside])
        return np.concatenate([self.instance.seats - seats_fixed, groups])

    def cells(self, students: Int64s, wish: Numbers) -> Int64s:
        """Where these wishes stand in arrays of one row."""
        cells: Int64s = students * self.instance.wishes.shape[1] + wish
        return cells

    def words(self, students: Int64s, cells: Int64s, opening: Numbers) -> UInt64s:
        """The words with which students ask for these wishes of theirs."""
        return w.placed(opening, self.keys(students, cells))

    def keys(self, students: Int64s, cells: Int64s) -> UInt64s:
        """How entitled students are at these wishes of theirs, before anybody is boosted."""
        return w.keyed(self.priority.take(cells), self.who.take(students))

    def acceptable(self, cells: Int64s, opening: Numbers) -> Bools:
        """Which of these wishes may be filled at all; as `Instance.acceptable`, and not closed."""
        may: Bools = opening != NONE
        if self._some_are_barred:
            may &= self.eligible.take(cells)
        if self.closed.any():
            may &= ~self.closed[opening]
        if self.instance.options.unranked is Unranked.UNACCEPTABLE:
            may &= self.priority.take(cells) > 0
        return may

    def students_of(self, words: UInt64s) -> Int64s:
        """Whose words these are."""
        return self.drawn.take(w.rank_of(words))

    def places_of(self, students: Int64s) -> Int64s:
        """The openings these students are held at."""
        return self.wishes.take(self.cells(students, self.next.take(students))).astype(np.int64)

    def seat(self, openings: Int64s, counts: Int64s, words: UInt64s) -> None:
        """Let openings[i] hold the next counts[i] of the words (sorted), and no others."""
        self.first[openings] = self._origin[openings]
        self.count[openings] = counts
        self.held[ragged(self._origin[openings], counts)] = words

    def held_by(self, openings: Int64s) -> UInt64s:
        """The words held by these openings, one opening after the other."""
        return self.held[ragged(self.first[openings], self.count[openings])]

    def least(self) -> UInt64s:
        """uint64[m]: the least word that each opening holds; above all words where it holds none."""
        some = self.count > 0
        least = np.full(len(self.count), w.NEVER)
        least[some] = self.held.take(self.first.compress(some))
        return least

    def dismiss(self, openings: Int64s) -> None:
        """Each of these openings (one may occur often) lets the least entitled it holds go."""
        leaving = np.bincount(openings, minlength=len(self.count))
        self.first += leaving
        self.count -= leaving

    def groups_around(self, openings: Int64s, level: int) -> Int64s:
        """The groups of one level around these openings, each once, sorted."""
        around = np.zeros(len(self.cap) + 1, np.bool_)  # the last is -1: no group
        around[self.chains[openings, level]] = True
        return np.flatnonzero(around[:-1])

    def openings_of(self, groups: Int64s) -> tuple[Int64s, Int64s]:
        """The openings in these groups, group by group, and how many each has."""
        around, inside = self._inside
        first = np.searchsorted(around, groups)
        width = np.searchsorted(around, groups, side="right") - first
        return inside[ragged(first, width)], width

    def inside(self, place: int) -> Int64s:
        """The openings that a place consists of: itself, or those of a group."""
        here = np.array([place])
        return here if place < len(self.count) else self.openings_of(here)[0]

    @cached_property
    def _inside(self) -> tuple[Int64s, Int64s]:
        """int64[p] twice: every group with every opening in it, sorted."""
        openings, levels = np.nonzero(self.chains != NONE)
        groups = self.chains[openings, levels]
        order = np.argsort(groups, kind="stable")
        return groups[order], openings[order]

    def counted(self) -> Int64s:
        """int64[m+g]: how many students every opening and group holds (pre-assigned ones aside)."""
        groups = np.zeros(len(self.cap) - len(self.count), np.int64)
        for around in self.chains.T:
            inside = around != NONE
            np.add.at(groups, around[inside] - len(self.count), self.count[inside])
        return np.concatenate([self.count, groups])


def ragged(starts: Int64s, counts: Int64s) -> Int64s:
    """The indices starts[0], starts[0] + 1, ... (counts[0] of them), then starts[1], ..."""
    ends = np.cumsum(counts)
    within = np.arange(int(ends[-1]) if len(ends) else 0)
    return np.repeat(starts - ends + counts, counts) + within


def _by_lottery(lottery: Int64s) -> Int64s:
    """int64[n]: the students, the luckiest first."""
    first, last = int(lottery.min(initial=0)), int(lottery.max(initial=0))
    if (last - first) >> (63 - w.WHO_BITS):
        return np.argsort(lottery)
    # Where both fit in one number, it is quicker to sort the numbers than to find their order.
    return np.sort((lottery - first) << w.WHO_BITS | np.arange(len(lottery))) & w.LOWEST_RANK


def _asked(instance: Instance) -> Int64s:
    """int64[m]: on how many lists an opening stands."""
    asked = np.zeros(instance.openings, np.int64)
    for column in instance.wishes.T:
        asked += np.bincount(column[column != NONE], minlength=instance.openings)
    return asked
