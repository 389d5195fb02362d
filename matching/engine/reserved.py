"""Reserved seats: who of the applicants at an opening goes before all others there.

Among the holders of a kind who ask at an opening, the best, as many as are reserved, are *boosted*: they go
before everybody who is not, at the opening and in the groups around it. The others compete for the open
seats. That adds to the choice a term min(reserved seats, holders chosen), which is laminar concave as well,
so all that holds without reserves holds with them (Kojima, Tamura & Yokoo 2018; Hafalir, Yenmez & Yildirim
2013).
"""

import numpy as np

from matching.engine import words as w
from matching.engine.arrays import NONE, Int64s, Numbers, UInt64s
from matching.engine.instance import Instance


class Reserved:
    """The reserves of an instance.

    cap  int64[r]  reserved seats that pre-assigned holders have left
    """

    def __init__(self, instance: Instance) -> None:
        reserves = instance.reserves
        self.any = bool(len(reserves.seats))
        self._holders = reserves.holders
        self._row = np.full((reserves.holders.shape[1], instance.openings + 1), NONE, np.int64)
        self._row[reserves.kind, reserves.opening] = np.arange(len(reserves.seats))
        sitting = np.flatnonzero(instance.fixed != NONE)
        used = self.row(sitting, instance.fixed[sitting].astype(np.int64))
        left = reserves.seats - np.bincount(used[used != NONE], minlength=len(reserves.seats))
        self.cap: Int64s = np.maximum(left, 0)

    def row(self, students: Int64s, openings: Numbers) -> Int64s:
        """The reserve of an opening that a student may use, or -1. (At most one: that was checked.)"""
        rows = np.full(len(students), NONE, np.int64)
        for kind, row_of in enumerate(self._row):
            rows = np.maximum(rows, np.where(self._holders[students, kind], row_of[openings], NONE))
        return rows

    def boosted(self, words: UInt64s, students: Int64s) -> UInt64s:
        """The same applications, sorted, those with a reserved seat boosted, and no others."""
        words = words & ~w.BOOST
        rows = self.row(students, w.place_of(words))
        holding = np.flatnonzero(rows != NONE)
        ranked = holding[np.lexsort((words[holding], rows[holding]))][::-1]  # the best of each reserve first
        row = rows[ranked]
        turn = np.arange(len(row)) - np.searchsorted(-row, -row, side="left")
        words[ranked[turn < self.cap[row]]] |= w.BOOST
        return np.sort(words)
