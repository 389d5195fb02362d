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
           guarantees STABLE STUDENT_OPTIMAL TRUTHFUL EXACT\\nwelfare OBJECTIVE\\n  (each 1 or 0; or none)
           bool      closed[m]
           bars      of openings, groups, reserves: bool full[s], int32 priority[s], int64 lottery[s]
           students  int32 match[n], int16 wish[n]
           pairs     of the welfare mechanism: int32 student[p], int32 opening[p], int64 value[p]

A pad has priority 0 and is not eligible. Kinds are listed in the order of what is reserved for them (opening
and seats, opening by opening), then of their column of holders; reserves by opening, then kind; pairs by
student, opening, value. Blocks are numbered from 0 as their first members are listed.
"""

import hashlib
from collections.abc import Callable
from dataclasses import astuple, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE
from matching.engine.instance import Instance
from matching.engine.listing import Listing, Listings, blocks_as_listed
from matching.engine.result import Bars, Result, Welfare

_told: WeakKeyDictionary[Instance, str] = WeakKeyDictionary()


def digest(instance: Instance) -> str:
    """The digest of an instance; computed once, since nobody can write to it."""
    if instance not in _told:
        _told[instance] = _digest(instance)
    return _told[instance]


def _digest(instance: Instance) -> str:
    listings, options = Listings(instance), instance.options
    ink = _Ink(f"matching.engine instance 2\nties {options.ties}\nunranked {options.unranked}\n")
    ink.numbers("<i8", listings.counts)
    _write_sets(ink, instance, listings)
    ink.ids(listings.students)
    ink.rows("<i8", instance.lottery, listings.students)
    ink.rows("<i4", instance.fixed, listings.students, listings.openings.number)
    ink.numbers("<i4", blocks_as_listed(listings.students.listed(instance.together)))
    ink.rows("u1", instance.reserves.holders, listings.students, lambda holds: holds[:, listings.kinds])
    _write_wishes(ink, instance, listings)
    return ink.digest()


def _write_sets(ink: "_Ink", instance: Instance, listings: Listings) -> None:
    openings, groups, reserves = listings.openings, listings.groups, listings.reserves
    ink.ids(openings)
    ink.rows("<i4", instance.seats, openings)
    ink.rows("<i4", instance.opens_with, openings)
    ink.rows("<i4", instance.groups.parent_of_opening, openings, groups.number)
    ink.ids(groups)
    ink.rows("<i4", instance.groups.seats, groups)
    ink.rows("<i4", instance.groups.parent, groups, groups.number)
    ink.rows("<i4", instance.reserves.opening, reserves, openings.number)
    ink.rows("<i4", instance.reserves.kind, reserves, listings.number_of_kind)
    ink.rows("<i4", instance.reserves.seats, reserves)


def _write_wishes(ink: "_Ink", instance: Instance, listings: Listings) -> None:
    written = slice(listings.longest)
    wishes, priority, eligible = instance.wishes, instance.priority, instance.eligible
    for rows in listings.students.blocks():
        ink.numbers("<i4", listings.openings.number(wishes[rows, written]))
    for rows in listings.students.blocks():
        ink.numbers("<u2", priority[rows, written] * (wishes[rows, written] != NONE))
    for rows in listings.students.blocks():
        ink.numbers("u1", eligible[rows, written] & (wishes[rows, written] != NONE))


def digest_of(result: Result, instance: Instance) -> str:
    """The digest of a result of this instance, computed anew, whatever its own `digest` says.

    The sizes of its arrays, and the openings and students they name, must be those of the instance.
    """
    listings = Listings(instance)
    guarantees = " ".join(str(int(promise)) for promise in astuple(result.guarantees))
    ink = _Ink(
        f"matching.engine result 2\ninstance {result.instance_digest}\nmechanism {result.mechanism}\n"
        f"guarantees {guarantees}\nwelfare {result.welfare.objective if result.welfare else 'none'}\n"
    )
    ink.rows("u1", result.closed, listings.openings)
    _write_bars(ink, result.openings, listings.openings)
    _write_bars(ink, result.groups, listings.groups)
    _write_bars(ink, result.reserves, listings.reserves)
    ink.rows("<i4", result.match, listings.students, listings.openings.number)
    ink.rows("<i2", result.wish, listings.students)
    if result.welfare:
        _write_pairs(ink, result.welfare, listings)
    return ink.digest()


def sealed(result: Result, instance: Instance) -> Result:
    """The result with its own digest."""
    return replace(result, digest=digest_of(result, instance))


def _write_bars(ink: "_Ink", bars: Bars, sets: Listing) -> None:
    ink.rows("u1", bars.full, sets)
    ink.rows("<i4", bars.priority, sets)
    ink.rows("<i8", bars.lottery, sets)


def _write_pairs(ink: "_Ink", welfare: Welfare, listings: Listings) -> None:
    student, opening = listings.students.number(welfare.student), listings.openings.number(welfare.opening)
    further = (np.diff(student) > 0) | ((np.diff(student) == 0) & (np.diff(opening) > 0))
    pairs = slice(None) if further.all() else np.lexsort((welfare.value, opening, student))
    ink.numbers("<i4", student[pairs])
    ink.numbers("<i4", opening[pairs])
    ink.numbers("<i8", welfare.value[pairs])


class _Ink:
    """Writes text and numbers, one after the other, into a digest."""

    def __init__(self, heading: str) -> None:
        self._hash = hashlib.sha256(heading.encode(errors="surrogatepass"))

    def numbers(self, kind: str, numbers: npt.ArrayLike) -> None:
        """Numbers of this type, in numpy's word for it."""
        self._hash.update(np.ascontiguousarray(numbers, kind).reshape(-1).data)

    def rows(
        self,
        kind: str,
        array: npt.NDArray[Any],
        listing: Listing,
        change: Callable[..., npt.NDArray[Any]] = np.asarray,
    ) -> None:
        """The rows of an array as they are listed, each block changed like this."""
        for rows in listing.blocks():
            self.numbers(kind, change(array[rows]))

    def ids(self, listing: Listing) -> None:
        self.numbers("u1", listing.ids is not None)
        for names in listing.names():
            self._hash.update("".join([f"{name}\0" for name in names]).encode())

    def digest(self) -> str:
        return self._hash.hexdigest()
