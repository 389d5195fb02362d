"""The array types the engine speaks, and the numbers that mean "nothing" in them."""

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Int16s = npt.NDArray[np.int16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
UInt16s = npt.NDArray[np.uint16]
UInt64s = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.integer[Any]]
Bools = npt.NDArray[np.bool_]

NONE = -1
"""Pads a list of wishes, marks a student without a place, an opening without a cutoff."""

Scalar = TypeVar("Scalar", bound=np.generic)  # the [T] syntax needs Python 3.12


def frozen(array: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """The same array, which nobody can write to any more."""
    array.setflags(write=False)
    return array


def all_of(value: Scalar, shape: int | tuple[int, ...]) -> npt.NDArray[Scalar]:
    """The same value everywhere, in the room of one."""
    return np.broadcast_to(frozen(np.array(value)), shape)


def settled(array: npt.NDArray[Any], narrow: type[Scalar]) -> npt.NDArray[Scalar]:
    """The array in its narrow type, which nobody can write to: itself if nobody can already, else a copy."""
    as_it_is = array.dtype == narrow and _beyond_reach(array)
    return array if as_it_is else frozen(np.array(array, narrow, order="C"))


def _beyond_reach(array: npt.NDArray[Any]) -> bool:
    """Whether neither this array nor one that it is a part of can be written to."""
    part: object = array
    while isinstance(part, np.ndarray):
        if part.flags.writeable:
            return False
        part = part.base
    return part is None
