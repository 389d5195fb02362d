"""Who holds a reserved seat in a match, and whom a reserve would still take."""

import numpy as np

from matching.engine.arrays import NONE, Bools, Int32s, Int64s, all_of
from matching.engine.instance import Instance

NOBODY = 1 << 41
"""Above every word (see `certification_standing`): a bar that nobody reaches."""


class Reserved:
    """The reserves of an instance.

    left  int64[r]  reserved seats that no pre-assigned holder takes
    """

    def __init__(self, instance: Instance) -> None:
        self.reserves = instance.reserves
        self.any = bool(len(self.reserves.seats))
        self._at = _rows_of_openings(self.reserves.opening, instance.openings)
        fixed = np.flatnonzero(instance.fixed != NONE) if self.any else np.empty(0, np.int64)
        used = self.row(fixed, instance.fixed[fixed])
        taken = np.bincount(used[used != NONE], minlength=len(self.reserves.seats))
        self.left: Int64s = np.maximum(self.reserves.seats - taken, 0)

    def row(self, student: Int64s, opening: Int32s | Int64s) -> Int64s:
        """int64[p]: of each pair, the reserve of that opening whose kind the student holds, or -1."""
        if not self.any:
            return all_of(np.int64(NONE), len(student))
        row = np.full(len(student), NONE, np.int64)
        for reserve_of in self._at.T:
            reserve = reserve_of[opening]
            some = np.flatnonzero(reserve != NONE)
            holds = self.reserves.holders[student[some], self.reserves.kind[reserve[some]]]
            row[some[holds]] = reserve[some[holds]]
        return row

    def boosted(self, row: Int64s, word: Int64s) -> Bools:
        """bool[p]: whether these, of all who hold places, are among the best for whom a seat is reserved."""
        boosted = np.zeros(len(row), np.bool_)
        holders = np.flatnonzero(row != NONE)
        best_first = holders[np.lexsort((-word[holders], row[holders]))]
        in_order = row[best_first]
        turn = np.arange(len(in_order)) - np.searchsorted(in_order, in_order)
        boosted[best_first] = turn < self.left[in_order]
        return boosted

    def filled(self, row: Int64s, word: Int64s) -> tuple[Bools, Int64s]:
        """Of those boosted: bool[r], whether they fill a reserve; int64[r], their lowest word or `NOBODY`."""
        lowest = np.full(len(self.left), NOBODY)
        np.minimum.at(lowest, row, word)
        return np.bincount(row, minlength=len(self.left)) >= self.left, lowest


def _rows_of_openings(opening: Int32s, openings: int) -> Int64s:
    """int64[m, most]: the reserves of each opening, -1 pads."""
    order = np.argsort(opening, kind="stable")
    place = opening[order]
    turn = np.arange(len(place)) - np.searchsorted(place, place)
    rows = np.full((openings, int(turn.max(initial=NONE)) + 1), NONE, np.int64)
    rows[place, turn] = order
    return rows
