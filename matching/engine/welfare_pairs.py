"""Reads the pairs that the welfare mechanism may choose from, and finds every fault in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int32s, Int64s, frozen
from matching.engine.instance import Instance

GREATEST = 10**9
"""No value is greater, or less than minus that: so no sum over a path of prices overflows 64 bits."""
SHOWN = 20

Columns = tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike]
COLUMNS = 3


class Objective(StrEnum):
    """What is made best once as many students as possible have a place."""

    FIT = "fit"  # the greatest sum of values
    RANK = "rank"  # the least sum of values; 0 is the first wish
    LEXIMIN = "leximin"  # the fewest students at the greatest value, then at the next, ...


class PairFaultKind(StrEnum):
    """What is wrong with a pair."""

    SHAPE = (
        "shape"  # the arrays are not three columns of whole numbers of one length; nothing else is looked at
    )
    UNKNOWN_STUDENT = "unknown_student"
    UNKNOWN_OPENING = "unknown_opening"
    VALUE_OUT_OF_RANGE = "value_out_of_range"  # beyond `GREATEST`, or a rank below 0
    DUPLICATE = "duplicate"  # the student and the opening have been paired before


@dataclass(frozen=True, kw_only=True)
class PairFault:
    """One thing that is wrong, and where: the number of the pair, and the numbers given in it."""

    kind: PairFaultKind
    pair: int = NONE
    student: int = NONE
    opening: int = NONE

    def __str__(self) -> str:
        return f"{self.kind} pair={self.pair} student={self.student} opening={self.opening}"


class PairFaults(ValueError):
    """The pairs cannot be used. `faults` holds every fault, by kind and then by pair."""

    def __init__(self, faults: Sequence[PairFault]) -> None:
        self.faults = tuple(faults)
        shown = "; ".join(map(str, self.faults[:SHOWN]))
        more = f"; and {len(self.faults) - SHOWN} more" if len(self.faults) > SHOWN else ""
        super().__init__(f"{len(self.faults)} faults: {shown}{more}")


@dataclass(frozen=True, eq=False, kw_only=True)
class Pairs:
    """Faultless pairs, by student and then opening: int32[p], int32[p], int64[p]."""

    student: Int32s
    opening: Int32s
    value: Int64s


def pairs_of(instance: Instance, columns: Columns, objective: Objective, free: Bools) -> Pairs:
    """The pairs of those students who are free (bool[n]): neither pre-assigned nor staying where they are.

    Left out as well: what stands on a student's list, but is barred by the rules, or does not rank them.

    Raises `PairFaults` with every fault.
    """
    given = [np.asarray(column) for column in columns]
    if len(given) != COLUMNS or any(_misshapen(column, given[0]) for column in given):
        raise PairFaults([PairFault(kind=PairFaultKind.SHAPE)])
    if faults := [*_faults(instance, given, objective)]:
        raise PairFaults(faults)
    student, opening, value = given
    keys, barred = _keys(instance, student, opening), _barred(instance)
    kept = free[student.astype(np.intp)]
    if len(barred):
        kept &= ~np.isin(keys, barred)
    chosen = np.flatnonzero(kept)
    if (keys[1:] < keys[:-1]).any():
        chosen = chosen[np.argsort(keys[chosen])]
    return Pairs(
        student=frozen(student[chosen].astype(np.int32)),
        opening=frozen(opening[chosen].astype(np.int32)),
        value=frozen(value[chosen].astype(np.int64)),
    )


def _misshapen(column: npt.NDArray[Any], first: npt.NDArray[Any]) -> bool:
    whole = column.size == 0 or column.dtype.kind in "iu"
    return column.ndim != 1 or len(column) != len(first) or not whole


def _faults(instance: Instance, columns: list[npt.NDArray[Any]], objective: Objective) -> Iterator[PairFault]:
    student, opening, value = columns
    least = -GREATEST if objective is Objective.FIT else 0
    stranger = (student < 0) | (student >= instance.students)
    nowhere = (opening < 0) | (opening >= instance.openings)
    known = np.flatnonzero(~stranger & ~nowhere)
    keys = _keys(instance, student[known], opening[known])
    for kind, wrong in [
        (PairFaultKind.UNKNOWN_STUDENT, np.flatnonzero(stranger)),
        (PairFaultKind.UNKNOWN_OPENING, np.flatnonzero(nowhere)),
        (PairFaultKind.VALUE_OUT_OF_RANGE, np.flatnonzero((value < least) | (value > GREATEST))),
        (PairFaultKind.DUPLICATE, known[_repeated(keys)]),
    ]:
        for pair in wrong.tolist():
            yield PairFault(kind=kind, pair=pair, student=int(student[pair]), opening=int(opening[pair]))


def _keys(instance: Instance, student: npt.NDArray[Any], opening: npt.NDArray[Any]) -> Int64s:
    """int64[p]: student and opening as one number."""
    return student.astype(np.int64) * instance.openings + opening.astype(np.int64)


def _barred(instance: Instance) -> Int64s:
    """The keys of all wishes that may not be filled."""
    students, wishes = np.nonzero(~instance.acceptable & (instance.wishes != NONE))
    return _keys(instance, students, instance.wishes[students, wishes])


def _repeated(keys: Int64s) -> Int64s:
    """The positions of keys that have occurred before, in order."""
    if (keys[1:] > keys[:-1]).all():
        return np.empty(0, np.int64)
    order = np.argsort(keys, kind="stable")
    later = keys[order[1:]] == keys[order[:-1]]
    repeated: Int64s = np.sort(order[1:][later])
    return repeated
