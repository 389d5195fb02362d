"""The competitors of all openings in one queue: opening by opening, the first in line first.

Everybody in it who was compared is one whole number, so that sorting is all there is to do:

    opening | 16 bits of priority, the highest first | turn by lottery, the first first | wish | waits (1 bit)

The turn says whose wish it is. Who has a place without having been compared goes before all of them.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from matching.engine.arrays import Bools, Int32s, Int64s, UInt64s
from matching.engine.certification_standing import TURN, TURN_BITS, Standing, Wishes, spread

PRIORITY_BITS = 16
HIGHEST = (1 << PRIORITY_BITS) - 1
AT_ONCE = 1 << 16


class Queue(NamedTuple):
    """In the order of the queue: whose wish it is, and its numbers among those for the same opening.

    cell     int64[q]  the number of the student times L, plus that of the wish
    rank     int32[q]  1 is the first
    waiting  int32[q]  how many up to this one wait; 0 for one who does not

    alike    int64[t]  positions in the queue of those who are not the only ones with their priority
    tied     int32[t]  how many others have it
    """

    cell: Int64s
    rank: Int32s
    waiting: Int32s
    alike: Int64s
    tied: Int32s


class Line:
    """Gives out keys to those who line up, and sorts them.

    seated    int64[m]      how many have a place without having been compared
    compared  int64[m]      how many stand in line for each opening, once they are in order
    """

    def __init__(self, standing: Standing) -> None:
        """Raises OverflowError for markets too large for a key: beyond 2**47 wishes times openings."""
        students, self.longest = standing.instance.wishes.shape
        self.turn, self.whose = standing.turn, standing.whose
        self.seated = self.compared = np.zeros(standing.instance.openings, np.int64)
        self.wish_bits = (self.longest - 1).bit_length()
        self.bits = np.uint64(students.bit_length() + self.wish_bits + 1)
        if len(self.seated).bit_length() + PRIORITY_BITS + int(self.bits) > 64:
            raise OverflowError("more wishes and openings than a number of 64 bits can tell apart")
        most = np.minimum(standing.chosen + 1, self.longest).sum(where=standing.free, dtype=np.int64)
        self.keys, self.length = np.empty(most, np.uint64), 0

    def seat(self, student: Int64s, opening: Int32s) -> Int64s:
        """int64[p]: the ranks of these, all that go first at their place, in the order of the lottery."""
        self.seated = np.bincount(opening, minlength=len(self.seated))
        order = np.lexsort((-self.turn[student], opening))
        rank = np.empty(len(student), np.int64)
        rank[order] = spread(self.seated)[1] + 1
        return rank

    def line_up(self, wishes: Wishes, waits: Bools) -> None:
        """These were compared, or would be."""
        key = wishes.opening << PRIORITY_BITS
        key |= HIGHEST - (wishes.word >> TURN_BITS)
        number = len(self.turn) - (wishes.word & TURN)
        number <<= self.wish_bits
        number |= wishes.cell - wishes.student * self.longest
        number <<= 1
        number |= waits
        here = slice(self.length, self.length + len(key))
        np.left_shift(key.view(np.uint64), self.bits, out=self.keys[here])
        self.keys[here] |= number.view(np.uint64)
        self.length = here.stop

    def in_order(self) -> Iterator[Queue]:
        """Everybody, some openings at a time."""
        keys = self.keys[: self.length]
        keys.sort()
        first_key = np.uint64(1) << (self.bits + np.uint64(PRIORITY_BITS))
        begins = np.searchsorted(keys, np.arange(len(self.seated) + 1, dtype=np.uint64) * first_key)
        self.compared = np.diff(begins)
        cuts = np.unique(np.searchsorted(begins, np.arange(0, len(keys), AT_ONCE)))
        for first, last in pairwise([*cuts.tolist(), len(self.seated)]):
            openings = slice(first, last)
            here = keys[begins[first] : begins[last]]
            yield self._queue(here, self.compared[openings], self.seated[openings])

    def _queue(self, keys: UInt64s, compared: Int64s, seated: Int64s) -> Queue:
        begins = np.cumsum(compared) - compared
        rank = np.arange(1, len(keys) + 1, dtype=np.int32)
        rank -= np.repeat((begins - seated).astype(np.int32), compared)
        waits = (keys & np.uint64(1)).astype(np.int32)
        upto = np.append(np.int32(0), np.cumsum(waits, dtype=np.int32))
        waits *= upto[1:] - np.repeat(upto[begins], compared)
        alike, tied = _runs((keys[1:] ^ keys[:-1]) >> self.bits == 0)
        return Queue(self._cells(keys), rank, waits, alike, tied)

    def _cells(self, keys: UInt64s) -> Int64s:
        number = (keys & ((np.uint64(1) << self.bits) - np.uint64(1))).view(np.int64)
        number >>= 1
        cell: Int64s = self.whose.take(len(self.turn) - (number >> self.wish_bits)).astype(np.int64)
        cell *= self.longest
        cell += number & ((1 << self.wish_bits) - 1)
        return cell


def _runs(as_the_last: Bools) -> tuple[Int64s, Int32s]:
    """The positions in runs of equals, and for each how many others are in its run.

    `as_the_last` says of every position but the first whether it equals the one before.
    """
    edges = np.flatnonzero(np.diff(as_the_last, prepend=False, append=False))
    first, others = edges[::2], edges[1::2] - edges[::2]
    run, within = spread(others + 1)
    return first[run] + within, others[run].astype(np.int32)
