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
from functools import cached_property
from typing import NamedTuple

import numpy as np

from matching.engine.arrays import NONE, Bools, Int16s, Int32s, Int64s, Numbers
from matching.engine.certification_reserves import NOBODY, Reserved
from matching.engine.instance import Instance
from matching.engine.market import Unranked
from matching.engine.result import Mechanism, Result

TURN_BITS = 24
TURN = (1 << TURN_BITS) - 1
BOOST = 1 << 40
BLOCK = 1 << 14  # students at a time: few enough for the processor's cache


class Wishes(NamedTuple):
    """Some wishes of free students; int64[p] each."""

    student: Int64s
    cell: Int64s  # where it stands when all wishes are counted, student by student: student * L + wish
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
    closed     bool[m]           openings that keep everybody out; deferred acceptance closes none
    chosen     int16[n]          number of the wish each student got, L where none
    turn       int32[n]          by lottery: the last has 1, the first n
    had        Wishes            what free students got, if they had listed it
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
        closes = result.mechanism is not Mechanism.STABLE
        self.closed: Bools = result.closed if closes else np.zeros(instance.openings, np.bool_)
        self.chosen = _chosen(instance, result)
        self.turn = _turns(instance.lottery)
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
        instance, match = self.instance, self.result.match
        student = np.flatnonzero(self.free & (match != NONE) & (self.chosen < instance.wishes.shape[1]))
        cell = student * instance.wishes.shape[1]
        cell += self.chosen.take(student)
        priority = instance.priority.reshape(-1).take(cell)
        self.had = self._wishes(student, cell, match.take(student), priority)
        opening, word, row = self.had.opening, self.had.word, self.had.row
        if self.reserved.any:
            boosted = self.reserved.boosted(row, word)
            self.reserve_full, self.reserve_lowest = self.reserved.filled(row[boosted], word[boosted])
            self.reserve_bar = np.where(self.reserve_full, self.reserve_lowest, 0)
            self.holders = np.bincount(row[row != NONE], minlength=len(self.reserved.left))
            word = word + boosted * BOOST
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

    def _wishes(self, student: Int64s, cell: Int64s, opening: Numbers, priority: Numbers) -> Wishes:
        word = priority.astype(np.int64)
        word <<= TURN_BITS
        word |= self.turn.take(student)
        wide = opening.astype(np.int64)
        return Wishes(student, cell, wide, word, self.reserved.row(student, wide))

    def raised(self, wanted: Wishes) -> Int64s:
        """int64[p]: the words with boost for those whom a reserve would take, if they asked."""
        if not self.reserved.any:
            return wanted.word
        boosted = (wanted.row != NONE) & (wanted.word > self.reserve_bar[wanted.row])
        return np.where(boosted, wanted.word | BOOST, wanted.word)

    def wanted(self) -> Iterator[Wishes]:
        """All they may have and would rather have than what they got, block by block of students."""
        instance, longest = self.instance, self.instance.wishes.shape[1]
        reach = np.where(self.free, self.chosen, np.int16(0))
        needs_rank = instance.options.unranked is Unranked.UNACCEPTABLE
        for first in range(0, instance.students if longest else 0, BLOCK):
            rows = slice(first, first + BLOCK)
            student, wish = spread(reach[rows])
            cell = student * longest + wish
            opening = instance.wishes[rows].reshape(-1).take(cell)
            priority = instance.priority[rows].reshape(-1).take(cell)
            may = instance.eligible[rows].reshape(-1).take(cell) & (opening != NONE)
            if needs_rank:
                may &= priority > 0
            if not may.all():
                student, cell, opening, priority = student[may], cell[may], opening[may], priority[may]
            yield self._wishes(student + first, cell + first * longest, opening, priority)

    def student_of(self, word: Int64s) -> Int32s:
        """int32[p]: who has this word (somewhere); -1 for 0 and for `NOBODY`."""
        return self.whose.take(word & TURN)

    @cached_property
    def whose(self) -> Int32s:
        """int32[n + 1]: the student of each turn; nobody has turn 0."""
        whose = np.full(len(self.turn) + 1, NONE, np.int32)
        whose[self.turn] = np.arange(len(self.turn), dtype=np.int32)
        return whose


def spread(counts: Int16s | Int64s) -> tuple[Int64s, Int64s]:
    """Every index as often as its count says, and for each how many of the same came before."""
    index = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts, dtype=np.int64) - counts
    return index, np.arange(len(index)) - np.repeat(before, counts)


def _turns(lottery: Int64s) -> Int32s:
    """int32[n]: by lottery, the last has 1, the first n."""
    highest = int(lottery.max(initial=np.iinfo(np.int64).min))
    if highest - int(lottery.min(initial=highest)) == len(lottery) - 1:  # they are distinct: none left out
        return (highest - lottery + 1).astype(np.int32)
    turns = np.empty(len(lottery), np.int32)
    turns[np.argsort(lottery)] = np.arange(len(lottery), 0, -1)
    return turns


def _chosen(instance: Instance, result: Result) -> Int16s:
    """int16[n]: the number of the wish each student got, found by the match; L where it is no wish."""
    longest, placed = instance.wishes.shape[1], result.match != NONE
    if not longest:
        return np.zeros(instance.students, np.int16)
    said = np.clip(result.wish, 0, longest - 1)
    cell = np.arange(instance.students) * longest
    cell += said
    right = placed & (instance.wishes.reshape(-1).take(cell) == result.match)
    chosen = np.where(right, said, np.int16(longest))
    doubtful = np.flatnonzero(placed & ~right)
    found = instance.wishes[doubtful] == result.match[doubtful, None]
    listed = found.any(axis=1)
    chosen[doubtful[listed]] = found[listed].argmax(axis=1)
    return chosen
