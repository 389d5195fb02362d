"""What a mechanism answers: who goes where, how high each bar lay, and what may be claimed of it."""

from dataclasses import dataclass
from typing import NamedTuple

from matching.engine.arrays import NONE, Bools, Int16s, Int32s, Int64s


class Cutoff(NamedTuple):
    """The last student let in by comparison; an equal priority needs this lottery number or a lower one."""

    priority: int
    lottery: int


@dataclass(frozen=True, kw_only=True)
class Guarantees:
    """What a mechanism promises of every result; pages may claim no more than this.

    stable           no student and opening would rather have each other
    student_optimal  no stable result is better for any student
    truthful         no student can gain by listing other wishes than the true ones
    exact            solved exactly, not by a heuristic
    """

    stable: bool
    student_optimal: bool
    truthful: bool
    exact: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Result:
    """One answer to one instance of n students and m openings. Arrays are read-only.

    match            int32[n]  the opening each student has, or -1
    wish             int16[n]  which of their wishes that is (0 is the first); -1 without a place,
                               and for a student pre-assigned to an opening outside the list
    full             bool[m]   whether every seat is taken; where not, every eligible student who asked got in
    cutoff_priority  int32[m]  the lowest (priority, lottery) let in by comparison; -1 and 0 where there is
    cutoff_lottery   int64[m]  none: the opening is not full, or pre-assigned students hold all its seats
    """

    match: Int32s
    wish: Int16s
    full: Bools
    cutoff_priority: Int32s
    cutoff_lottery: Int64s
    guarantees: Guarantees
    student_ids: tuple[str, ...]
    opening_ids: tuple[str, ...]
    instance_digest: str
    digest: str = ""

    def __post_init__(self) -> None:
        for array in (self.match, self.wish, self.full, self.cutoff_priority, self.cutoff_lottery):
            array.setflags(write=False)

    def cutoff(self, opening: int) -> Cutoff | None:
        """The bar of an opening; None where it is not full, or nobody got in by comparison (see `full`)."""
        if self.cutoff_priority[opening] == NONE:
            return None
        return Cutoff(int(self.cutoff_priority[opening]), int(self.cutoff_lottery[opening]))
