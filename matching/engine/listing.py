"""The order in which the rows of a market are written down, so that the order they came in never counts."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Int32s, Int64s
from matching.engine.instance import Instance

ROWS = 2**14  # in a block


class Listing:
    """Rows in the order in which they are written.

    order  int64[rows]  which row comes when; None where they stay as they are
    ids    [rows]       their ids in that order, as numpy's text; None where there are none
    """

    def __init__(self, rows: int, order: Int64s | None = None, ids: npt.NDArray[Any] | None = None) -> None:
        self._rows, self._order, self.ids = rows, order, ids

    @classmethod
    def by_id(cls, ids: tuple[str, ...] | None, rows: int) -> "Listing":
        """Sorted character by character, which is how the UTF-8 forms sort."""
        if ids is None:
            return cls(rows)
        names = np.array(ids, np.dtypes.StringDType())
        if (names[1:] > names[:-1]).all():
            return cls(rows, ids=names)
        order = np.argsort(names, kind="stable")
        return cls(rows, order, names[order])

    def blocks(self) -> Iterator[Int64s | slice]:
        """The rows, some at a time, as they are written: indices into an array."""
        for first in range(0, self._rows, ROWS):
            some = slice(first, first + ROWS)
            yield some if self._order is None else self._order[some]

    def names(self) -> Iterator[list[str]]:
        """The ids, some at a time, as they are written."""
        if self.ids is not None:
            for first in range(0, self._rows, ROWS):
                yield self.ids[first : first + ROWS].tolist()

    def listed(self, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The whole array as it is written."""
        return array if self._order is None else array[self._order]

    def number(self, rows: Int32s) -> Int32s:
        """Which number each of these rows has as it is written; -1 stays -1."""
        return rows if self._order is None else self._numbers[rows]

    @cached_property
    def _numbers(self) -> Int32s:
        numbers = np.full(self._rows + 1, NONE, np.int32)
        numbers[self._order] = np.arange(self._rows)
        return numbers


class Listings:
    """How all the rows of an instance are written."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.students = Listing.by_id(instance.student_ids, instance.students)
        self.openings = Listing.by_id(instance.opening_ids, instance.openings)
        self.groups = Listing.by_id(instance.group_ids, len(instance.groups.seats))

    @property
    def counts(self) -> list[int]:
        """Students, openings, groups, reserves, wishes on the longest list, kinds."""
        instance = self._instance
        sets = [instance.openings, len(instance.groups.seats), len(instance.reserves.seats)]
        return [instance.students, *sets, self.longest, len(self.kinds)]

    @cached_property
    def longest(self) -> int:
        """The number of wishes on the longest list: what is behind is pads."""
        wishes = self._instance.wishes
        columns = range(wishes.shape[1], 0, -1)
        return next((last for last in columns if wishes[:, last - 1].max(initial=NONE) != NONE), 0)

    @cached_property
    def kinds(self) -> list[int]:
        """The kinds that something is reserved for, as they are written."""
        return sorted(set(self._instance.reserves.kind.tolist()), key=self._facts_of)

    def _facts_of(self, kind: int) -> tuple[list[tuple[int, int]], bytes]:
        """What tells a kind from others: its openings and seats, then who holds it."""
        reserves = self._instance.reserves
        rows = reserves.kind == kind
        openings = self.openings.number(reserves.opening[rows]).tolist()
        holders = self.students.listed(reserves.holders[:, kind])
        return sorted(zip(openings, reserves.seats[rows].tolist(), strict=True)), np.packbits(
            holders
        ).tobytes()

    def number_of_kind(self, kinds: Int32s) -> Int32s:
        """Which number each of these kinds has as it is written."""
        numbers = np.full(self._instance.reserves.holders.shape[1], NONE, np.int32)
        numbers[self.kinds] = np.arange(len(self.kinds))
        written: Int32s = numbers[kinds]
        return written

    @cached_property
    def reserves(self) -> Listing:
        """By opening, then kind."""
        reserves = self._instance.reserves
        openings, kinds = self.openings.number(reserves.opening), self.number_of_kind(reserves.kind)
        return Listing(len(openings), np.lexsort((kinds, openings)))


def blocks_as_listed(together: Int32s) -> Int32s:
    """Blocks numbered anew, from 0, as their first members come; -1 stays -1."""
    members = np.flatnonzero(together != NONE)
    _blocks, first, block = np.unique(together[members], return_index=True, return_inverse=True)
    turn = np.empty(len(first), np.int32)
    turn[np.argsort(first)] = np.arange(len(first))
    renumbered = np.full(len(together), NONE, np.int32)
    renumbered[members] = turn[block]
    return renumbered
