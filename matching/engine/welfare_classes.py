"""Students with the same openings at the same values are one class: one node, of as many as they are."""

from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import NONE, Bools, Int32s, Int64s, UInt64s
from matching.engine.welfare_pairs import Pairs


@dataclass(frozen=True, eq=False, kw_only=True)
class Classes:
    """c classes of the students with pairs, in the order of the lowest lottery number in each.

    member  int64[...]  the students, class by class, in the order of their lottery numbers
    first   int64[c+1]  where each class begins among the members
    pair    int64[a]    the pairs of the first member of each class, class by class, openings in order
    row     int64[a]    whose they are
    """

    member: Int64s
    first: Int64s
    pair: Int64s
    row: Int64s

    @property
    def size(self) -> Int64s:
        """int64[c]: how many students a class has."""
        return np.diff(self.first)


def classes_of(pairs: Pairs, turn: Int64s, place: Int64s) -> Classes:
    """The classes of those students who have pairs.

    turn   int64[n]  the rank of a student's lottery number
    place  int64[m]  the rank of an opening: in which order a class has its pairs

    Rows that look alike are found by a sum of products modulo 2**64, and then compared: a coincidence of sums
    costs speed, never truth.
    """
    student, opening = pairs.student, pairs.opening
    starts = np.flatnonzero(np.diff(student, prepend=NONE))
    lengths = np.diff(starts, append=len(student))
    order = np.argsort(turn[student[starts]])
    order = order[np.argsort(_looks(pairs, starts, lengths)[order], kind="stable")]
    leaders = np.flatnonzero(~_same_as_before(pairs, starts[order], lengths[order]))
    published = np.argsort(turn[student[starts[order[leaders]]]])
    sizes = np.diff(leaders, append=len(order))[published]
    rows = order[leaders[published]]
    pair, row = ranges(starts[rows], lengths[rows])
    if (np.diff(place) < 0).any():  # within a row openings come by number, and are to come by rank
        pair = pair[np.argsort(row * len(place) + place[opening[pair]])]
    members, _class = ranges(leaders[published], sizes)
    return Classes(
        member=student[starts[order[members]]].astype(np.int64),
        first=np.concatenate([[0], np.cumsum(sizes)]),
        pair=pair,
        row=row,
    )


def ranges(starts: Int64s, lengths: Int64s) -> tuple[Int64s, Int64s]:
    """The numbers start, start + 1, ... of all ranges, one after the other; and which range each is of."""
    owner = np.repeat(np.arange(len(lengths)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(owner)) + (starts - before)[owner], owner


def _looks(pairs: Pairs, starts: Int64s, lengths: Int64s) -> UInt64s:
    """uint64[rows]: the same for rows with the same pairs, and hardly ever for others."""
    if not len(starts):
        return np.empty(0, np.uint64)
    looks: UInt64s = np.add.reduceat(_mixed(pairs.opening, pairs.value), starts)
    return looks + lengths.astype(np.uint64)


def _mixed(opening: Int32s, value: Int64s) -> UInt64s:
    """The finaliser of SplitMix64 (Steele, Lea & Flood 2014) over opening and value."""
    mixed = opening.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + value.astype(np.uint64)
    for shift, factor in [(30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)]:
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _same_as_before(pairs: Pairs, starts: Int64s, lengths: Int64s) -> Bools:
    """bool[rows]: whether a row has exactly the pairs of the row before it."""
    opening, value = pairs.opening, pairs.value
    same = np.zeros(len(starts), np.bool_)
    same[1:] = lengths[1:] == lengths[:-1]
    candidates = np.flatnonzero(same)
    candidates = candidates[
        (opening[starts[candidates]] == opening[starts[candidates - 1]])
        & (value[starts[candidates]] == value[starts[candidates - 1]])
    ]
    same[:] = False
    here, row = ranges(starts[candidates], lengths[candidates])
    there = here + (starts[candidates - 1] - starts[candidates])[row]
    differ = (opening[here] != opening[there]) | (value[here] != value[there])
    same[candidates] = np.bincount(row[differ], minlength=len(candidates)) == 0
    return same
