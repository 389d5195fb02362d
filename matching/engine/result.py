"""What a mechanism answers: who goes where, how high each bar lay, and what may be claimed of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from matching.engine.arrays import NONE, Bools, Int16s, Int32s, Int64s


class Mechanism(StrEnum):
    """How a result came about."""

    STABLE = "stable"  # deferred acceptance
    CLOSING = "closing"  # the same, then the worst-filled openings closed one by one
    TOGETHER = "together"  # the same, with blocks kept together where that could be done
    IMPROVE = "improve"  # vacancy chains from an earlier result
    FREEZE = "freeze"  # only those without a place moved
    WELFARE = "welfare"  # minimum-cost flow over pairs


class Cutoff(NamedTuple):
    """The last student let in by comparison; an equal priority needs this lottery number or a lower one."""

    priority: int
    lottery: int


@dataclass(frozen=True, kw_only=True)
class Guarantees:
    """What a mechanism promises of every result; pages may claim no more than this.

    stable           no student and opening would rather have each other (openings that were closed aside)
    student_optimal  no stable result is better for any student
    truthful         no student can gain by listing other wishes than the true ones
    exact            solved exactly, not by a heuristic
    """

    stable: bool
    student_optimal: bool
    truthful: bool
    exact: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Bars:
    """How high the bar lay at s sets (openings, groups, or reserves). Arrays are read-only.

    full      bool[s]   whether every seat is taken; where not, the set itself refused nobody
    priority  int32[s]  the lowest (priority, lottery) let in by comparison; -1 and 0 where there is none: not
    lottery   int64[s]  full, or pre-assigned students hold all the seats

    Of an opening with reserves, the bar is that of its open seats; a reserve is full when holders have all of
    it. Where whole classes go in or out, a set may have a bar without being full: whoever has less than
    `priority` is refused, and `lottery` is 0.
    """

    full: Bools
    priority: Int32s
    lottery: Int64s

    def __post_init__(self) -> None:
        for array in (self.full, self.priority, self.lottery):
            array.setflags(write=False)

    def cutoff(self, number: int) -> Cutoff | None:
        """The bar of one set; None where there is none."""
        if self.priority[number] == NONE:
            return None
        return Cutoff(int(self.priority[number]), int(self.lottery[number]))


@dataclass(frozen=True, eq=False, kw_only=True)
class Welfare:
    """What the welfare mechanism paired, and the dual prices that prove that no pairing is better.

    student, opening  int32[p]  the pairs that were allowed
    value             int64[p]  what a pair is worth: fit (higher is better) or rank (0 is the first wish)
    objective         fit | rank | leximin
    prices            tuple of dual solutions; see `duals`
    """

    student: Int32s
    opening: Int32s
    value: Int64s
    objective: str
    prices: tuple[Int64s, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Result:
    """One answer to one instance of n students, m openings, g groups, r reserves. Arrays are read-only.

    match     int32[n]  the opening each student has, or -1
    wish      int16[n]  which of their wishes that is (0 is the first); -1 without a place,
                        and for a student pre-assigned to an opening outside the list
    closed    bool[m]   openings that took nobody because too few came together
    openings  Bars of m openings
    groups    Bars of g groups
    reserves  Bars of r reserves
    """

    match: Int32s
    wish: Int16s
    closed: Bools
    openings: Bars
    groups: Bars
    reserves: Bars
    mechanism: Mechanism
    guarantees: Guarantees
    instance_digest: str
    welfare: Welfare | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        for array in (self.match, self.wish, self.closed):
            array.setflags(write=False)

    def cutoff(self, opening: int) -> Cutoff | None:
        """The bar of an opening; None where it is not full, or nobody got in by comparison."""
        return self.openings.cutoff(opening)
