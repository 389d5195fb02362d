"""Finds the faults in lists of wishes, a block of rows at a time."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np

from matching.engine.arrays import NONE, Bools
from matching.engine.faults import Fault, FaultKind
from matching.engine.reading import Integers, Reading

ROWS = 2**14  # few enough for the processor's cache
PAIRWISE = 24  # wishes up to which comparing every two is quicker than sorting each row
HIGHEST_PRIORITY = int(np.iinfo(np.uint16).max)


def faults_of_wishes(reading: Reading) -> Iterator[Fault]:
    """Gaps, duplicates, unknown openings, priorities out of range, pre-assignments that the rules bar."""
    for first in range(0, len(reading.wishes), ROWS):
        block = _block(reading, slice(first, first + ROWS))
        for check in (_gaps, _duplicates, _unknown, _priorities_out_of_range, _fixed_but_ineligible):
            for fault in check(block):
                assert fault.student is not None
                yield replace(fault, student=first + fault.student)


def _block(reading: Reading, rows: slice) -> Reading:
    """Some rows of the lists, laid out column by column: what is compared lies side by side."""
    return replace(
        reading,
        wishes=np.asfortranarray(reading.wishes[rows]),
        priority=reading.priority[rows],
        eligible=reading.eligible[rows],
        fixed=reading.fixed[rows],
    )


def _gaps(block: Reading) -> Iterator[Fault]:
    listed = block.wishes != NONE
    if (listed[:, 1:] > listed[:, :-1]).any():
        for student, wish in _where(listed & np.logical_or.accumulate(~listed, axis=1)):
            yield Fault(kind=FaultKind.GAP, student=student, wish=wish)


def _duplicates(block: Reading) -> Iterator[Fault]:
    for student in np.flatnonzero(_repeating(block.wishes)).tolist():
        seen: set[int] = set()
        for wish, opening in enumerate(block.wishes[student].tolist()):
            if opening in seen:
                yield Fault(kind=FaultKind.DUPLICATE_WISH, student=student, wish=wish, opening=opening)
            if opening != NONE:
                seen.add(opening)


def _repeating(wishes: Integers) -> Bools:
    """bool[rows]: whether an opening is listed twice."""
    few = wishes.shape[1] <= PAIRWISE
    pairs = combinations(wishes.T, 2) if few else pairwise(np.sort(wishes, axis=1).T)
    repeating = np.zeros(len(wishes), np.bool_)
    for one, other in pairs:
        repeating |= (one == other) & (other != NONE)
    return repeating


def _unknown(block: Reading) -> Iterator[Fault]:
    openings = len(block.seats)
    for student, wish in _outside(block.wishes, NONE, openings - 1):
        opening = int(block.wishes[student, wish])
        yield Fault(kind=FaultKind.UNKNOWN_OPENING, student=student, wish=wish, opening=opening)


def _priorities_out_of_range(block: Reading) -> Iterator[Fault]:
    for student, wish in _outside(block.priority, 0, HIGHEST_PRIORITY):
        yield Fault(kind=FaultKind.PRIORITY_OUT_OF_RANGE, student=student, wish=wish)


def _fixed_but_ineligible(block: Reading) -> Iterator[Fault]:
    fixed = np.flatnonzero(block.fixed != NONE)
    here = block.wishes[fixed] == block.fixed[fixed, None]
    for row, wish in _where(here & ~block.eligible[fixed]):
        student = int(fixed[row])
        opening = int(block.fixed[student])
        yield Fault(kind=FaultKind.FIXED_INELIGIBLE, student=student, wish=wish, opening=opening)


def _outside(values: Integers, lowest: int, highest: int) -> list[list[int]]:
    if not values.size or (values.min() >= lowest and values.max() <= highest):
        return []
    return _where((values < lowest) | (values > highest))


def _where(flags: Bools) -> list[list[int]]:
    pairs: list[list[int]] = np.argwhere(flags).tolist()
    return pairs
