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
