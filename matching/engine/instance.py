"""A matching market as arrays: who wishes for what, who comes first where, how many seats there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int32s, Int64s, UInt16s
from matching.engine.faults import InstanceFaults
from matching.engine.market import Groups, Options, Reserves, Unranked
from matching.engine.reading import read
from matching.engine.validation import faults_of


class Ids(TypedDict, total=False):
    """Names of the rows of an instance, where it is given any."""

    student_ids: Sequence[str] | None
    opening_ids: Sequence[str] | None
    group_ids: Sequence[str] | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Instance:
    """A faultless market: n students with up to L wishes each, m openings. Arrays are read-only.

    wishes      int32[n, L]   opening index, best first, -1 pads
    priority    uint16[n, L]  the student's priority at that opening, higher first
    seats       int32[m]      all seats, those of pre-assigned students included
    lottery     int64[n]      distinct; the lower number wins where priorities are equal
    eligible    bool[n, L]    False: the rules bar this wish; it is skipped, and explained as ineligible
    fixed       int32[n]      the opening a student is pre-assigned to, or -1
    opens_with  int32[m]      an opening takes nobody rather than fewer; 0 and 1 ask for nothing
    together    int32[n]      students of one block want one opening or none of it; -1: alone
    """

    wishes: Int32s
    priority: UInt16s
    seats: Int32s
    lottery: Int64s
    eligible: Bools
    fixed: Int32s
    opens_with: Int32s
    together: Int32s
    groups: Groups
    reserves: Reserves
    options: Options
    student_ids: tuple[str, ...] | None
    opening_ids: tuple[str, ...] | None
    group_ids: tuple[str, ...] | None

    @classmethod
    def build(
        cls,
        wishes: npt.ArrayLike,
        priority: npt.ArrayLike,
        seats: npt.ArrayLike,
        lottery: npt.ArrayLike,
        *,
        eligible: npt.ArrayLike | None = None,
        fixed: npt.ArrayLike | None = None,
        opens_with: npt.ArrayLike | None = None,
        groups: Groups | None = None,
        reserves: Reserves | None = None,
        together: npt.ArrayLike | None = None,
        options: Options = Options(),  # noqa: B008 (frozen)
        **ids: Unpack[Ids],  # student_ids, opening_ids, group_ids
    ) -> Self:
        """Check and keep the arguments (shapes above; whole numbers, never floats).

        Arrays are copied, except those that already have the type above and cannot be written to any more.
        Lists without a column get one pad each.

        Without `eligible` every wish is allowed, without `fixed` nobody is pre-assigned. A pre-assigned
        student takes the seat first, whatever the wishes say, and leaves the market with it.

        Ids name rows in faults and digests. With ids, rows may be listed in any order and the digest is the
        same; without, a row is named by its number, and the order is part of the digest.

        Raises `InstanceFaults` with every fault, never just the first.
        """
        given = read(
            wishes=wishes,
            priority=priority,
            seats=seats,
            lottery=lottery,
            eligible=eligible,
            fixed=fixed,
            opens_with=opens_with,
            groups=groups,
            reserves=reserves,
            together=together,
            options=options,
            student_ids=ids.get("student_ids"),
            opening_ids=ids.get("opening_ids"),
            group_ids=ids.get("group_ids"),
        )
        if faults := faults_of(given):
            raise InstanceFaults(faults)
        return cls(**given.arrays())

    @property
    def students(self) -> int:
        """The number of students, n."""
        return len(self.lottery)

    @property
    def openings(self) -> int:
        """The number of openings, m."""
        return len(self.seats)

    @property
    def seats_fixed(self) -> Int64s:
        """int64[m]: seats taken by pre-assigned students before anything is compared."""
        return np.bincount(self.fixed[self.fixed != NONE], minlength=self.openings)

    @property
    def acceptable(self) -> Bools:
        """bool[n, L]: wishes that may be filled: listed, allowed by the rules, ranked if that is asked."""
        acceptable: Bools = self.eligible & (self.wishes != NONE)
        if self.options.unranked is Unranked.UNACCEPTABLE:
            acceptable &= self.priority > 0
        return acceptable
