"""What a market may have beyond wishes and seats: nested caps, reserves, and how ties are decided."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.engine.arrays import NONE, Bools, Int32s


class Ties(StrEnum):
    """Who gets in where several students with the same priority reach for fewer seats."""

    LOTTERY = "lottery"  # the lower lottery number
    WHOLE_CLASS = "whole_class"  # all of the same priority, or none of them (Biro & Kiselgof 2015)


class Unranked(StrEnum):
    """What priority 0 means: the opening does not rank the student."""

    LAST = "last"  # behind everybody who is ranked, by lottery
    UNACCEPTABLE = "unacceptable"  # such a wish is skipped, as if the rules barred it


@dataclass(frozen=True, kw_only=True)
class Options:
    """How an instance is to be read."""

    ties: Ties = Ties.LOTTERY
    unranked: Unranked = Unranked.LAST


@dataclass(frozen=True, eq=False, kw_only=True)
class Groups:
    """Caps on g sets of openings, any two of which are nested or have nothing in common (a laminar family).

    parent_of_opening  int32[m]  the innermost group of an opening, or -1
    seats              int32[g]  the most students in all its openings together, pre-assigned ones too
    parent             int32[g]  the group around a group, or -1

    Inside a group all priorities must be comparable: they are one scale.
    """

    parent_of_opening: Int32s
    seats: Int32s
    parent: Int32s

    @classmethod
    def none(cls, openings: int) -> "Groups":
        """No group at all."""
        return cls(
            parent_of_opening=np.full(openings, NONE, np.int32),
            seats=np.empty(0, np.int32),
            parent=np.empty(0, np.int32),
        )

    @property
    def chains(self) -> Int32s:
        """int32[m, depth]: the groups around each opening, innermost first; depth 0 without groups.

        The last column has the outermost groups, so that a group stands in one column only; -1 pads before.
        """
        levels, around = [], self.parent_of_opening
        parents = np.append(self.parent, np.int32(NONE))  # so that -1 stays -1
        while (around != NONE).any():
            levels.append(around)
            around = parents[around]
        chains = np.stack(levels, axis=1) if levels else np.empty((len(self.parent_of_opening), 0), np.int32)
        outward = np.argsort(chains != NONE, axis=1, kind="stable")  # pads first, the rest as they were
        aligned: Int32s = np.take_along_axis(chains, outward, axis=1)
        return aligned


@dataclass(frozen=True, eq=False, kw_only=True)
class Reserves:
    """Seats of an opening that go to holders of a kind first, and to anybody where too few holders ask.

    opening  int32[r]    where
    kind     int32[r]    column of `holders`; one row for an opening and kind
    seats    int32[r]    of the opening's seats, at most all of them together
    holders  bool[n, k]  which kinds a student holds; one at most of those reserved at a wish

    Published precedence: reserved seats are filled first, each kind by its best holders, then the open
    ones by the best of the others (Hafalir, Yenmez & Yildirim 2013; Kominers & Sonmez 2016).
    """

    opening: Int32s
    kind: Int32s
    seats: Int32s
    holders: Bools

    @classmethod
    def none(cls, students: int) -> "Reserves":
        """No reserve at all."""
        nothing = np.empty(0, np.int32)
        return cls(opening=nothing, kind=nothing, seats=nothing, holders=np.zeros((students, 0), np.bool_))
