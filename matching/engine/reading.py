"""Reads the arguments of `Instance.build` into arrays whose shapes agree, noting what cannot be read.

What is missing or unreadable is replaced by something harmless, so that everything else can still be checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.faults import Fault, FaultKind

MOST_SEATS = int(np.iinfo(np.int32).max)
MOST_WISHES = int(np.iinfo(np.int16).max)

Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Arrays shaped as in `Instance`, in wide types; `faults` holds what could not be read as given."""

    wishes: Int64s
    priority: Int64s
    seats: Int64s
    lottery: Int64s
    eligible: Bools
    fixed: Int64s
    student_ids: tuple[str, ...]
    opening_ids: tuple[str, ...]
    faults: tuple[Fault, ...]


def read(
    *,
    wishes: npt.ArrayLike,
    priority: npt.ArrayLike,
    seats: npt.ArrayLike,
    lottery: npt.ArrayLike,
    eligible: npt.ArrayLike | None,
    fixed: npt.ArrayLike | None,
    student_ids: Sequence[str] | None,
    opening_ids: Sequence[str] | None,
) -> Reading:
    """Meanings as in `Instance.build`. Never raises on bad arguments: it answers with faults."""
    desk = _Desk()
    lists = desk.numbers("wishes", wishes, dimensions=2)
    ranks = desk.numbers("priority", priority, dimensions=2)
    rooms = desk.numbers("seats", seats, dimensions=1)
    draws = desk.numbers("lottery", lottery, dimensions=1)
    allowed = None if eligible is None else desk.flags("eligible", eligible)
    places = None if fixed is None else desk.numbers("fixed", fixed, dimensions=1)

    students = 0 if draws is None else len(draws)
    shape = next((array.shape for array in (lists, ranks, allowed) if array is not None), (students, 0))
    openings = _openings_named(lists, places, opening_ids) if rooms is None else len(rooms)
    if shape[1] > MOST_WISHES:
        desk.refuse("wishes", FaultKind.SHAPE)
    return Reading(
        wishes=desk.fitted("wishes", lists, np.full(shape, NONE)),
        priority=desk.fitted("priority", ranks, np.zeros(shape, np.int64)),
        seats=desk.fitted("seats", rooms, np.full(openings, MOST_SEATS)),
        lottery=desk.fitted("lottery", draws, _unused_numbers(draws, shape[0])),
        eligible=desk.fitted("eligible", allowed, np.ones(shape, np.bool_)),
        fixed=desk.fitted("fixed", places, np.full(shape[0], NONE)),
        student_ids=desk.ids("student_ids", student_ids, shape[0]),
        opening_ids=desk.ids("opening_ids", opening_ids, openings),
        faults=tuple(desk.faults),
    )


class _Desk:
    """Takes the arguments in, one by one."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def refuse(self, name: str, kind: FaultKind) -> None:
        self.faults.append(Fault(kind=kind, field=name))

    def numbers(self, name: str, value: npt.ArrayLike, *, dimensions: int) -> Int64s | None:
        array = self._array(name, value, dimensions=dimensions, kinds="iu")
        if array is not None and array.size and int(array.max()) > np.iinfo(np.int64).max:
            self.refuse(name, FaultKind.WRONG_TYPE)
            return None
        return None if array is None else array.astype(np.int64)

    def flags(self, name: str, value: npt.ArrayLike) -> Bools | None:
        array = self._array(name, value, dimensions=2, kinds="b")
        return None if array is None else array.astype(np.bool_)

    def _array(
        self, name: str, value: npt.ArrayLike, *, dimensions: int, kinds: str
    ) -> npt.NDArray[Any] | None:
        try:
            array = np.asarray(value)
        except ValueError:  # numpy's answer to rows of unequal length
            array = np.empty(())
        if array.size == 0 and array.ndim == 1:  # [] has no rows, however long they would be
            array = array.reshape((0,) * dimensions)
        if array.ndim != dimensions:
            self.refuse(name, FaultKind.SHAPE)
        elif array.size and array.dtype.kind not in kinds:  # what is empty has no type yet
            self.refuse(name, FaultKind.WRONG_TYPE)
        else:
            return array
        return None

    def fitted(
        self, name: str, array: npt.NDArray[Scalar] | None, stand_in: npt.NDArray[Scalar]
    ) -> npt.NDArray[Scalar]:
        """The array if it has the shape it should, else what overlaps, laid over the stand-in."""
        if array is None or array.size == stand_in.size == 0:
            return stand_in
        if array.shape != stand_in.shape:
            self.refuse(name, FaultKind.SHAPE)
            overlap = tuple(slice(min(sides)) for sides in zip(array.shape, stand_in.shape, strict=True))
            stand_in[overlap] = array[overlap]
            return stand_in
        return array

    def ids(self, name: str, ids: Sequence[str] | None, length: int) -> tuple[str, ...]:
        numbered = tuple(map(str, range(length)))
        if ids is None:
            return numbered
        if isinstance(ids, str) or not all(isinstance(one, str) for one in ids):
            self.refuse(name, FaultKind.WRONG_TYPE)
            return numbered
        if len(ids) != length:
            self.refuse(name, FaultKind.SHAPE)
            return numbered
        return tuple(ids)


def _openings_named(lists: Int64s | None, places: Int64s | None, ids: Sequence[str] | None) -> int:
    """How many openings there seem to be, where the seats cannot be read."""
    if ids is not None:
        return len(ids)
    return 1 + max(
        (int(array.max()) for array in (lists, places) if array is not None and array.size), default=NONE
    )


def _unused_numbers(draws: Int64s | None, students: int) -> Int64s:
    """As many lottery numbers as there are students, none of which was drawn."""
    drawn = np.empty(0, np.int64) if draws is None else draws
    return np.setdiff1d(np.arange(students + len(drawn)), drawn)[:students]
