"""Finds every fault in what `reading` has read: one check a kind of fault, each with its indices.

The checks of long lists look at blocks of rows, so that a large market takes little more room than itself.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from matching.engine.arrays import NONE
from matching.engine.faults import Fault, FaultKind
from matching.engine.reading import Ids, Integers, Reading
from matching.engine.validation_sets import faults_of_sets
from matching.engine.validation_wishes import faults_of_wishes
from matching.engine.words import MOST_PLACES, MOST_STUDENTS

MOST_WISHES = int(np.iinfo(np.int16).max)
MOST_SEATS = int(np.iinfo(np.int32).max)
KINDS = tuple(FaultKind)


def faults_of(reading: Reading) -> list[Fault]:
    """All faults, those of reading included, ordered by kind and then by index, with ids."""
    found = [
        *reading.faults,
        *_too_many(reading),
        *faults_of_wishes(reading),
        *_seats_out_of_range(reading),
        *_opens_with_out_of_range(reading),
        *_shared_lottery_numbers(reading),
        *_unknown_fixed(reading),
        *_fixed_over_capacity(reading),
        *faults_of_sets(reading),
        *_shared_ids(reading),
    ]
    return [_named(fault, reading) for fault in sorted(found, key=_place)]


def _too_many(reading: Reading) -> Iterator[Fault]:
    students, wishes = reading.wishes.shape
    sets = len(reading.seats) + len(reading.groups.seats)
    for field, number, most in [
        ("students", students, MOST_STUDENTS),
        ("openings", sets, MOST_PLACES),
        ("wishes", wishes, MOST_WISHES),
    ]:
        if number > most:
            yield Fault(kind=FaultKind.TOO_MANY, field=field)


def _seats_out_of_range(reading: Reading) -> Iterator[Fault]:
    for opening in _outside(reading.seats, 0, MOST_SEATS):
        yield Fault(kind=FaultKind.SEATS_OUT_OF_RANGE, opening=opening)
    for group in _outside(reading.groups.seats, 0, MOST_SEATS):
        yield Fault(kind=FaultKind.SEATS_OUT_OF_RANGE, group=group)
    for reserve in _outside(reading.reserves.seats, 0, MOST_SEATS):
        yield Fault(kind=FaultKind.SEATS_OUT_OF_RANGE, reserve=reserve)


def _opens_with_out_of_range(reading: Reading) -> Iterator[Fault]:
    outside = (reading.opens_with < 0) | (reading.opens_with > np.maximum(reading.seats, 0))
    for opening in np.flatnonzero(outside).tolist():
        yield Fault(kind=FaultKind.OPENS_WITH_OUT_OF_RANGE, opening=opening)


def _shared_lottery_numbers(reading: Reading) -> Iterator[Fault]:
    in_order = np.sort(reading.lottery)
    shared = in_order[1:][in_order[1:] == in_order[:-1]]
    if shared.size:
        for student in np.flatnonzero(np.isin(reading.lottery, shared)).tolist():
            yield Fault(kind=FaultKind.LOTTERY_NOT_DISTINCT, student=student)


def _unknown_fixed(reading: Reading) -> Iterator[Fault]:
    for student in _outside(reading.fixed, NONE, len(reading.seats) - 1):
        yield Fault(kind=FaultKind.UNKNOWN_FIXED, student=student, opening=int(reading.fixed[student]))


def _fixed_over_capacity(reading: Reading) -> Iterator[Fault]:
    known = (reading.fixed >= 0) & (reading.fixed < len(reading.seats))
    taken = np.bincount(reading.fixed[known], minlength=len(reading.seats))
    for opening in np.flatnonzero(taken > np.maximum(reading.seats, 0)).tolist():
        yield Fault(kind=FaultKind.FIXED_OVER_CAPACITY, opening=opening)


def _shared_ids(reading: Reading) -> Iterator[Fault]:
    for field, row, ids in [
        ("student_ids", "student", reading.student_ids),
        ("opening_ids", "opening", reading.opening_ids),
        ("group_ids", "group", reading.group_ids),
    ]:
        for number in _shared(ids or ()):
            index: Any = {row: number}
            yield Fault(kind=FaultKind.ID_NOT_DISTINCT, field=field, **index)


def _outside(values: Integers, lowest: int, highest: int) -> list[int]:
    """The positions of values beyond the bounds."""
    if not values.size or (values.min() >= lowest and values.max() <= highest):
        return []
    outside: list[int] = np.flatnonzero((values < lowest) | (values > highest)).tolist()
    return outside


def _shared(ids: tuple[str, ...]) -> list[int]:
    """The positions of all ids that occur more than once."""
    if len(set(ids)) == len(ids):
        return []
    times = Counter(ids)
    return [position for position, one in enumerate(ids) if times[one] > 1]


def _place(fault: Fault) -> tuple[int, str, *tuple[int, ...]]:
    indices = (fault.student, fault.wish, fault.opening, fault.group, fault.reserve, fault.other)
    return KINDS.index(fault.kind), fault.field or "", *(NONE if i is None else i for i in indices)


def _named(fault: Fault, reading: Reading) -> Fault:
    return replace(
        fault,
        student_id=_name(fault.student, reading.student_ids),
        opening_id=_name(fault.opening, reading.opening_ids),
        group_id=_name(fault.group, reading.group_ids),
    )


def _name(index: int | None, ids: Ids) -> str | None:
    return ids[index] if ids is not None and index is not None and 0 <= index < len(ids) else None
