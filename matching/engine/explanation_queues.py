"""The competitors of all openings in one queue: opening by opening, the first in line first."""

from typing import NamedTuple

import numpy as np

from matching.engine.arrays import NONE, Int32s, Int64s, UInt64s
from matching.engine.certification_standing import TURN_BITS, Standing

WORD_BITS = 41
WORD = (1 << WORD_BITS) - 1
FIXED = 1 << 40
"""In a queue the first bit of a word says that the student is pre-assigned; boosts do not count in it."""


def key(opening: Int32s | Int64s, word: Int64s) -> UInt64s:
    """uint64[q]: sorts by opening, then the highest word first."""
    return (opening.astype(np.uint64) << np.uint64(WORD_BITS)) | (WORD - word).astype(np.uint64)


class Queue(NamedTuple):
    """In the order of the queue: who stands there, and their numbers among those at the same opening.

    order    int64[q]  which of the keys given
    opening  int64[q]
    rank     int64[q]  1 is the first
    tied     int64[q]  others with the same priority, pre-assigned ones aside
    waiting  int64[q]  1 is the first of those who wait; what it says of others means nothing
    """

    order: Int64s
    opening: Int64s
    rank: Int64s
    tied: Int64s
    waiting: Int64s


def queue(keys: UInt64s, first_waiting: int) -> Queue:
    """Sort keys, of which those from `first_waiting` on wait: they would rather have the opening."""
    order = np.argsort(keys)
    keys = keys[order]
    opening = (keys >> np.uint64(WORD_BITS)).astype(np.int64)
    begins = _begins(opening)
    waiting = np.cumsum(order >= first_waiting)
    before = np.append(0, waiting)[begins]
    alike = (keys >> np.uint64(TURN_BITS)).astype(np.int64)
    first = _begins(alike)
    length = np.diff(np.append(np.flatnonzero(first == np.arange(len(keys))), len(keys)))
    tied = np.repeat(length, length) - 1
    return Queue(order, opening, np.arange(1, len(keys) + 1) - begins, tied, waiting - before)


def _begins(column: Int64s) -> Int64s:
    """int64[q]: where the run of equal numbers begins in which each stands."""
    starts = np.append(True, column[1:] != column[:-1])[: len(column)]
    begins: Int64s = np.maximum.accumulate(np.where(starts, np.arange(len(column)), 0))
    return begins


def seated(standing: Standing) -> Int64s:
    """Students at a place where they were not compared: pre-assigned, or never asked for it."""
    unasked = standing.chosen == standing.instance.wishes.shape[1]
    return np.flatnonzero((standing.result.match != NONE) & (~standing.free | unasked))
