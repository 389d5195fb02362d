"""A match seen from both sides, as verification and explanation need it.

Openings and groups are both *sets*: set o is opening o, and set m + i is group i. How entitled a student is
to an opening is one whole number, a *word*: whether a reserved seat is theirs (1 bit), the priority (16),
the turn by lottery (24). The higher word goes first. Words of different students differ, at whatever
opening.

The openings' side chooses as `market` says: each opening keeps its best, then each group its best of these,
from the inside out. So a set that is full keeps a student out if and only if it is the *innermost* full set
around the opening and everybody in it has a higher word: an opening that takes one in for another passes on
no more than before. Everything is computed in numpy over blocks of students, so that little is held at a
time.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.certification_reserves import NOBODY, Reserved
from matching.engine.instance import Instance
from matching.engine.market import Unranked
from matching.engine.result import Mechanism, Result

TURN_BITS = 24
TURN = (1 << TURN_BITS) - 1
BOOST = 1 << 40
BLOCK = 1 << 16


class Wanted(NamedTuple):
    """Wishes that free students may have and would rather have than what they got; int64[p] each."""

    student: Int64s
    wish: Int64s
    opening: Int64s
    word: Int64s  # without boost
    row: Int64s  # the reserve there that the student may use, or -1


class Standing:
    """The match of a result, with everything that follows from it.

    around     int64[m, levels]  the sets around each opening, itself first, then outward; -1 pads
    seats      int64[s]          of each set, pre-assigned students included
    held       int64[s]          students in each set
    full       bool[s]
    free       bool[n]           not pre-assigned
    chosen     int64[n]          number of the wish each student got, L where none
    lowest     int64[s]          the lowest word of a free student in a set, `NOBODY` where there is none
    innermost  int64[m]          the innermost full set around each opening, -1 where there is none
    bar        int64[m]          the lowest word in that set: who has less is kept out; 0 where there is none

    reserve_full    bool[r]      whether holders have all of a reserve
    reserve_lowest  int64[r]     the lowest word, without boost, of those boosted; `NOBODY` where none is
    reserve_bar     int64[r]     the same where the reserve is full, else 0
    holders         int64[r]     free students at the opening who hold the kind, boosted or not
    """

    def __init__(self, instance: Instance, result: Result) -> None:
        self.instance, self.result = instance, result
        self.free = instance.fixed == NONE
        chains = instance.groups.chains.astype(np.int64)
        chains[chains != NONE] += instance.openings
        self.around = np.column_stack([np.arange(instance.openings), chains])
        self.seats = np.concatenate([instance.seats, instance.groups.seats]).astype(np.int64)
        placed = result.match[result.match != NONE]
        self.held = self.sets(np.add, np.bincount(placed, minlength=instance.openings), start=0)
        self.full = self.held >= self.seats
        self.chosen = _chosen(instance, result)
        self.by_turn = np.argsort(instance.lottery)[::-1]
        self.turn = np.empty(instance.students, np.int64)
        self.turn[self.by_turn] = np.arange(1, instance.students + 1)
        self.reserved = Reserved(instance)
        no_reserve = np.empty(0, np.int64)
        self.reserve_full = np.empty(0, np.bool_)
        self.reserve_lowest = self.reserve_bar = self.holders = no_reserve
        self._seat_those_who_were_compared()
        self.innermost = np.full(instance.openings, NONE, np.int64)
        for level in self.around.T[::-1]:
            self.innermost = np.where((level != NONE) & self.full[level], level, self.innermost)
        self.bar: Int64s = np.where(self.innermost == NONE, 0, self.lowest[self.innermost])

    def _seat_those_who_were_compared(self) -> None:
        instance = self.instance
        student = np.flatnonzero(
            self.free & (self.result.match != NONE) & (self.chosen < instance.wishes.shape[1])
        )
        opening = self.result.match[student].astype(np.int64)
        word = self.word(student, instance.priority[student, self.chosen[student]])
        if self.reserved.any:
            row = self.reserved.row(student, opening)
            boosted = self.reserved.boosted(row, word)
            self.reserve_full, self.reserve_lowest = self.reserved.filled(row[boosted], word[boosted])
            self.reserve_bar = np.where(self.reserve_full, self.reserve_lowest, 0)
            self.holders = np.bincount(row[row != NONE], minlength=len(self.reserved.left))
            word += boosted * BOOST
        lowest = np.full(instance.openings, NOBODY)
        np.minimum.at(lowest, opening, word)
        self.lowest = self.sets(np.minimum, lowest, start=NOBODY)

    def sets(self, combine: np.ufunc, of_openings: Int64s, *, start: int) -> Int64s:
        """int64[s]: the numbers of the openings, combined over all openings in each set."""
        of_sets: Int64s = np.concatenate([of_openings, np.full(len(self.instance.groups.seats), start)])
        for level in self.around.T[1:]:
            inside = level != NONE
            combine.at(of_sets, level[inside], of_openings[inside])
        return of_sets

    def word(self, student: Int64s, priority: npt.NDArray[np.integer[Any]]) -> Int64s:
        """int64[p]: how entitled students are, reserves aside."""
        word: Int64s = priority.astype(np.int64) << TURN_BITS
        word |= self.turn[student]
        return word

    def raised(self, wanted: Wanted) -> Int64s:
        """int64[p]: the words with boost for those whom a reserve would take, if they asked."""
        if not self.reserved.any:
            return wanted.word
        boosted = (wanted.row != NONE) & (wanted.word > self.reserve_bar[wanted.row])
        return np.where(boosted, wanted.word | BOOST, wanted.word)

    def wanted(self) -> Iterator[Wanted]:
        """All wishes that students would rather have than what they got, block by block of students."""
        wishes, longest = self.instance.wishes, self.instance.wishes.shape[1]
        reach = np.where(self.free, self.chosen, 0)
        needs_rank = self.instance.options.unranked is Unranked.UNACCEPTABLE
        for first in range(0, self.instance.students if longest else 0, BLOCK):
            rows = slice(first, first + BLOCK)
            rather = self.instance.eligible[rows] & (np.arange(longest) < reach[rows, None])
            rather &= wishes[rows] != NONE
            if needs_rank:
                rather &= self.instance.priority[rows] > 0
            student, wish = np.nonzero(rather)
            opening = wishes[rows][rather].astype(np.int64)
            priority = self.instance.priority[rows][rather]
            student += first
            row = self.reserved.row(student, opening)
            yield Wanted(student, wish, opening, self.word(student, priority), row)

    def student_of(self, word: Int64s) -> Int64s:
        """int64[p]: who has this word (somewhere); -1 for 0 and for `NOBODY`."""
        somebody = (word > 0) & (word < NOBODY)
        whose = np.append(self.by_turn, NONE)  # so that it may be looked into when there are no students
        return np.where(somebody, whose[np.where(somebody, (word & TURN) - 1, NONE)], NONE)

    @property
    def closed(self) -> Bools:
        """bool[m]: openings that keep everybody out. Deferred acceptance closes none, whatever is said."""
        if self.result.mechanism is Mechanism.STABLE:
            return np.zeros(self.instance.openings, np.bool_)
        return self.result.closed


def _chosen(instance: Instance, result: Result) -> Int64s:
    """int64[n]: the number of the wish each student got, found by the match; L where it is no wish."""
    longest, everybody = instance.wishes.shape[1], np.arange(instance.students)
    chosen = np.full(instance.students, longest, np.int64)
    if not longest:
        return chosen
    said = np.clip(result.wish, 0, longest - 1)
    right = (result.match != NONE) & (instance.wishes[everybody, said] == result.match)
    chosen[right] = said[right]
    doubtful = np.flatnonzero((result.match != NONE) & ~right)
    found = instance.wishes[doubtful] == result.match[doubtful, None]
    listed = found.any(axis=1)
    chosen[doubtful[listed]] = found[listed].argmax(axis=1)
    return chosen
