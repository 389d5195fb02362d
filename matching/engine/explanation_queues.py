"""The competitors of all openings in one queue: opening by opening, the first in line first.

Everybody in it is one whole number, so that sorting is all there is to do: the opening, whether they were
compared there (16 bits of priority follow, the highest first), and the number of the wish when all wishes of
all students are counted in the order of the lottery. That number decides ties, and says whose wish it is.
"""

from typing import NamedTuple

import numpy as np

from matching.engine.arrays import NONE, Bools, Int32s, Int64s, UInt64s
from matching.engine.certification_standing import Standing

COMPARED = 1 << 16
HIGHEST = COMPARED - 1


class Queue(NamedTuple):
    """In the order of the queue: whose wish it is, and its numbers among those for the same opening.

    cell     int64[q]  the number of the student times L (at least 1), plus that of the wish (0 where seated)
    seated   bool[q]   has the place without having been compared: pre-assigned, or never asked for it
    rank     int32[q]  1 is the first
    tied     int32[q]  others with the same priority; nothing where seated
    waiting  int32[q]  how many up to this one wait

    applicants  int64[m]  how many there are for each opening
    """

    cell: Int64s
    seated: Bools
    rank: Int32s
    tied: Int32s
    waiting: Int32s
    applicants: Int64s


class Line:
    """Gives out keys to those who line up, and sorts them."""

    def __init__(self, standing: Standing) -> None:
        """Raises OverflowError for markets too large for a key: beyond 2**47 wishes times openings."""
        self.students, self.openings = standing.instance.students, standing.instance.openings
        self.longest = max(standing.instance.wishes.shape[1], 1)
        self.luckiest_first = standing.by_turn[::-1]
        self.before = self.students - standing.turn
        self.bits = np.uint64((self.students * self.longest).bit_length())
        if self.openings.bit_length() + COMPARED.bit_length() + int(self.bits) > 64:
            raise OverflowError("more wishes and openings than a number of 64 bits can tell apart")
        self.keys: list[UInt64s] = []

    def seat(self, student: Int64s, opening: Int32s) -> None:
        """These go first at their place, in the order of the lottery."""
        self._add(opening.astype(np.int64) << 17, student, np.int64(0))

    def line_up(self, student: Int64s, wish: Int64s, opening: Int64s, priority: Int64s) -> None:
        """These were compared, or would be."""
        self._add((opening << 17) | COMPARED | (HIGHEST - priority), student, wish)

    def _add(self, place: Int64s, student: Int64s, wish: Int64s | np.int64) -> None:
        number = self.before[student] * self.longest + wish
        self.keys.append((place.astype(np.uint64) << self.bits) | number.astype(np.uint64))

    def queue(self, waits: Bools) -> Queue:
        """Everybody in order; `waits` says of every cell whether it is that of somebody who waits."""
        keys = np.concatenate(self.keys)
        self.keys.clear()
        keys.sort()
        place = (keys >> self.bits).view(np.int64)
        keys &= (np.uint64(1) << self.bits) - np.uint64(1)
        seated = (place & COMPARED) == 0
        cell = self._cells(keys.view(np.int64))
        applicants = np.bincount(place >> 17, minlength=self.openings)
        begins = np.cumsum(applicants) - applicants
        rank = np.arange(1, len(cell) + 1, dtype=np.int32)
        rank -= np.repeat(begins.astype(np.int32), applicants)
        waiting = np.zeros(len(cell) + 1, np.int32)
        np.cumsum(waits[cell] & ~seated, out=waiting[1:])
        waiting[1:] -= np.repeat(waiting[begins], applicants)
        return Queue(cell, seated, rank, _others_alike(place), waiting[1:], applicants)

    def _cells(self, number: Int64s) -> Int64s:
        """Numbers in the order of the lottery become those in the order of the students; in place."""
        turn = number // self.longest
        student = self.luckiest_first[turn]
        student -= turn
        student *= self.longest
        number += student
        return number


def _others_alike(column: Int64s) -> Int32s:
    """int32[q]: how long the run of equal numbers is in which each stands, itself aside."""
    if not len(column):
        return np.empty(0, np.int32)
    begins = np.concatenate([[0], np.flatnonzero(column[1:] != column[:-1]) + 1, [len(column)]])
    length = np.diff(begins).astype(np.int32)
    return np.repeat(length - np.int32(1), length)


def seated(standing: Standing) -> Int64s:
    """Students at a place where they were not compared: pre-assigned, or never asked for it."""
    unasked = standing.chosen == standing.instance.wishes.shape[1]
    return np.flatnonzero((standing.result.match != NONE) & (~standing.free | unasked))
