"""Fingerprints by which anybody can tell that an instance or a result is the one that was published.

The digest is SHA-256, in hex, of a heading in ASCII and then the arrays named here, one after the other, row
by row, as little-endian numbers of these types (truth values are bytes, 0 or 1).

Students, openings and groups are listed and numbered in the order of their ids, character by character, and
so row order never counts. Rows without ids keep the order and the numbers they have. -1 stays -1. The *ids*
are a byte 1 and each id in UTF-8 with a zero byte behind it; a byte 0 where there are none.

Instance   matching.engine instance 2\\nties TIES\\nunranked UNRANKED\\n
           int64     n, m, g, r, L (the longest list), k (kinds that something is reserved for)
           openings  ids, int32 seats[m], int32 opens_with[m], int32 group around[m]
           groups    ids, int32 seats[g], int32 group around[g]
           reserves  int32 opening[r], int32 kind[r], int32 seats[r]
           students  ids, int64 lottery[n], int32 fixed[n], int32 together[n], bool holders[n, k],
                     int32 wishes[n, L], uint16 priority[n, L], bool eligible[n, L]
Result     matching.engine result 2\\ninstance DIGEST\\nmechanism MECHANISM\\n
           guarantees STABLE STUDENT_OPTIMAL TRUTHFUL EXACT\\nwelfare OBJECTIVE\\n  (True or False; none)
           bool      closed[m]
           bars      of openings, groups, reserves: bool full[s], int32 priority[s], int64 lottery[s]
           students  int32 match[n], int16 wish[n]
           pairs     of the welfare mechanism: int32 student[p], int32 opening[p], int64 value[p]

A pad has priority 0 and is not eligible. Kinds are listed in the order of what is reserved for them (opening
and seats, opening by opening), then of their column of holders; reserves by opening, then kind; pairs by
student, opening, value. Blocks are numbered from 0 as their first members are listed.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import astuple, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Int32s, Int64s
from matching.engine.instance import Instance
from matching.engine.result import Bars, Result, Welfare

ROWS = 2**14  # hashed at a time


def digest(instance: Instance) -> str:
    """The digest of an instance."""
    order, groups, reserves = _Order(instance), instance.groups, instance.reserves
    options = instance.options
    ink = _Ink(f"matching.engine instance 2\nties {options.ties}\nunranked {options.unranked}\n")
    ink.write("<i8", [*order.counts])
    order.openings.name(ink)
    for array in (instance.seats, instance.opens_with, order.groups.number(groups.parent_of_opening)):
        order.openings.write(ink, "<i4", array)
    order.groups.name(ink)
    for array in (groups.seats, order.groups.number(groups.parent)):
        order.groups.write(ink, "<i4", array)
    for array in (order.openings.number(reserves.opening), order.kind[reserves.kind], reserves.seats):
        order.reserves.write(ink, "<i4", array)
    order.students.name(ink)
    _list_students(ink, instance, order)
    return ink.digest()


def _list_students(ink: "_Ink", instance: Instance, order: "_Order") -> None:
    students, openings = order.students, order.openings
    every = slice(order.longest)
    wishes, priority, eligible = (
        instance.wishes[:, every],
        instance.priority[:, every],
        instance.eligible[:, every],
    )
    students.write(ink, "<i8", instance.lottery)
    students.write(ink, "<i4", instance.fixed, openings.number)
    ink.write("<i4", _blocks(students.listed(instance.together)))
    for rows in students.blocks():
        ink.write("u1", instance.reserves.holders[rows][:, order.kinds])
    for rows in students.blocks():
        ink.write("<i4", openings.number(wishes[rows]))
    for rows in students.blocks():
        ink.write("<u2", priority[rows] * (wishes[rows] != NONE))
    for rows in students.blocks():
        ink.write("u1", eligible[rows] & (wishes[rows] != NONE))


def digest_of(result: Result, instance: Instance) -> str:
    """The digest of a result of this instance, computed anew, whatever its own `digest` says.

    The shapes of its arrays and the numbers of openings in it must be those of the instance.
    """
    order = _Order(instance)
    guarantees = " ".join(str(int(promise)) for promise in astuple(result.guarantees))
    ink = _Ink(
        f"matching.engine result 2\ninstance {result.instance_digest}\nmechanism {result.mechanism}\n"
        f"guarantees {guarantees}\nwelfare {result.welfare.objective if result.welfare else 'none'}\n"
    )
    order.openings.write(ink, "u1", result.closed)
    _list_bars(ink, result.openings, order.openings)
    _list_bars(ink, result.groups, order.groups)
    _list_bars(ink, result.reserves, order.reserves)
    order.students.write(ink, "<i4", result.match, order.openings.number)
    order.students.write(ink, "<i2", result.wish)
    if result.welfare:
        _list_pairs(ink, result.welfare, order)
    return ink.digest()


def sealed(result: Result, instance: Instance) -> Result:
    """The result with its own digest."""
    return replace(result, digest=digest_of(result, instance))


def _list_bars(ink: "_Ink", bars: Bars, sets: "_Listing") -> None:
    sets.write(ink, "u1", bars.full)
    sets.write(ink, "<i4", bars.priority)
    sets.write(ink, "<i8", bars.lottery)


def _list_pairs(ink: "_Ink", welfare: Welfare, order: "_Order") -> None:
    student, opening = order.students.number(welfare.student), order.openings.number(welfare.opening)
    later = (np.diff(student) > 0) | ((np.diff(student) == 0) & (np.diff(opening) > 0))
    pairs = slice(None) if later.all() else np.lexsort((welfare.value, opening, student))
    ink.write("<i4", student[pairs])
    ink.write("<i4", opening[pairs])
    ink.write("<i8", welfare.value[pairs])


class _Ink:
    """What has been written so far."""

    def __init__(self, heading: str) -> None:
        self._text = hashlib.sha256()
        self.spell(heading)

    def write(self, kind: str, numbers: npt.ArrayLike) -> None:
        """As many bytes a number as `kind` says, numpy's word for a little-endian type."""
        self._text.update(np.ascontiguousarray(numbers, kind).reshape(-1).data)

    def spell(self, text: str) -> None:
        self._text.update(text.encode(errors="surrogatepass"))

    def digest(self) -> str:
        return self._text.hexdigest()


class _Listing:
    """Rows in the order in which they are written.

    order  int64[rows]  which row comes when; None where they stay as they are
    """

    def __init__(self, rows: int, order: Int64s | None = None, ids: npt.NDArray[Any] | None = None) -> None:
        self.rows, self.order, self._ids = rows, order, ids

    @classmethod
    def by_id(cls, ids: tuple[str, ...] | None, rows: int) -> "_Listing":
        if ids is None:
            return cls(rows)
        names = np.array(ids, np.dtypes.StringDType())  # they sort as their UTF-8 forms do
        order = np.argsort(names, kind="stable")
        return cls(rows, order, names[order])

    def blocks(self) -> Iterator[Int64s | slice]:
        """The rows, some at a time, as they come."""
        for first in range(0, self.rows, ROWS):
            some = slice(first, first + ROWS)
            yield some if self.order is None else self.order[some]

    def listed(self, array: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return array if self.order is None else array[self.order]

    def write(
        self,
        ink: _Ink,
        kind: str,
        array: npt.NDArray[Any],
        change: Callable[..., npt.NDArray[Any]] = np.asarray,
    ) -> None:
        for rows in self.blocks():
            ink.write(kind, change(array[rows]))

    def name(self, ink: _Ink) -> None:
        ink.write("u1", self._ids is not None)
        if self._ids is not None:
            for first in range(0, self.rows, ROWS):
                ink.spell("".join([f"{name}\0" for name in self._ids[first : first + ROWS].tolist()]))

    def number(self, rows: Int32s) -> Int32s:
        """Which number each row has in the order written; -1 stays -1."""
        return rows if self.order is None else self._numbers[rows]

    @cached_property
    def _numbers(self) -> Int32s:
        assert self.order is not None
        numbers = np.empty(self.rows + 1, np.int32)
        numbers[self.order] = np.arange(self.rows)
        numbers[-1] = NONE
        return numbers


class _Order:
    """The order in which everything in an instance is written."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.students = _Listing.by_id(instance.student_ids, instance.students)
        self.openings = _Listing.by_id(instance.opening_ids, instance.openings)
        self.groups = _Listing.by_id(instance.group_ids, len(instance.groups.seats))

    @cached_property
    def longest(self) -> int:
        """The number of wishes on the longest list: pads beyond are not written."""
        wishes = self._instance.wishes
        return next(
            (n for n in range(wishes.shape[1], 0, -1) if wishes[:, n - 1].max(initial=NONE) != NONE), 0
        )

    @cached_property
    def kinds(self) -> list[int]:
        """The kinds that something is reserved for."""
        return sorted(set(self._instance.reserves.kind.tolist()), key=self._looks)

    def _looks(self, kind: int) -> tuple[list[tuple[int, int]], bytes]:
        reserves = self._instance.reserves
        rows = reserves.kind == kind
        openings = self.openings.number(reserves.opening[rows]).tolist()
        holders = self.students.listed(reserves.holders[:, kind])
        return sorted(zip(openings, reserves.seats[rows].tolist(), strict=True)), np.packbits(
            holders
        ).tobytes()

    @cached_property
    def kind(self) -> Int32s:
        """int32[k]: which number a kind has in the order written."""
        numbers = np.full(self._instance.reserves.holders.shape[1], NONE, np.int32)
        numbers[self.kinds] = np.arange(len(self.kinds))
        return numbers

    @cached_property
    def reserves(self) -> _Listing:
        reserves = self._instance.reserves
        order = np.lexsort((self.kind[reserves.kind], self.openings.number(reserves.opening)))
        return _Listing(len(order), order)

    @property
    def counts(self) -> Iterator[int]:
        yield from (self.students.rows, self.openings.rows, self.groups.rows, self.reserves.rows)
        yield from (self.longest, len(self.kinds))


def _blocks(together: Int32s) -> Int32s:
    """The blocks numbered anew as their first members come; -1 stays -1."""
    members = np.flatnonzero(together != NONE)
    _blocks, first, block = np.unique(together[members], return_index=True, return_inverse=True)
    turn = np.empty(len(first), np.int32)
    turn[np.argsort(first)] = np.arange(len(first))
    renumbered = np.full(len(together), NONE, np.int32)
    renumbered[members] = turn[block]
    return renumbered
