"""Finds every fault in what `reading` has read: one check a kind of fault, each with its indices."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from matching.engine.arrays import NONE, Bools
from matching.engine.faults import Fault, FaultKind
from matching.engine.reading import MOST_SEATS, Reading

HIGHEST_PRIORITY = int(np.iinfo(np.uint16).max)
KINDS = tuple(FaultKind)


def faults_of(reading: Reading) -> list[Fault]:
    """All faults, those of reading included, ordered by kind and then by index, with ids."""
    found = [
        *reading.faults,
        *_gaps(reading),
        *_duplicate_wishes(reading),
        *_unknown_openings(reading),
        *_priorities_out_of_range(reading),
        *_seats_out_of_range(reading),
        *_shared_lottery_numbers(reading),
        *_unknown_fixed(reading),
        *_fixed_but_ineligible(reading),
        *_fixed_over_capacity(reading),
        *_shared_ids(reading),
    ]
    return [_named(fault, reading) for fault in sorted(found, key=_place)]


def _gaps(reading: Reading) -> Iterator[Fault]:
    listed = reading.wishes != NONE
    behind_a_pad = listed & np.logical_or.accumulate(~listed, axis=1)
    return _at(behind_a_pad, FaultKind.GAP)


def _duplicate_wishes(reading: Reading) -> Iterator[Fault]:
    in_order = np.sort(reading.wishes, axis=1)
    repeated = (in_order[:, 1:] == in_order[:, :-1]) & (in_order[:, 1:] != NONE)
    for student in np.flatnonzero(repeated.any(axis=1)).tolist():
        seen: set[int] = set()
        for wish, opening in enumerate(reading.wishes[student].tolist()):
            if opening in seen:
                yield Fault(kind=FaultKind.DUPLICATE_WISH, student=student, wish=wish, opening=opening)
            if opening != NONE:
                seen.add(opening)


def _unknown_openings(reading: Reading) -> Iterator[Fault]:
    unknown = (reading.wishes < NONE) | (reading.wishes >= len(reading.seats))
    for fault in _at(unknown, FaultKind.UNKNOWN_OPENING):
        yield replace(fault, opening=int(reading.wishes[fault.student, fault.wish]))


def _priorities_out_of_range(reading: Reading) -> Iterator[Fault]:
    outside = (reading.priority < 0) | (reading.priority > HIGHEST_PRIORITY)
    return _at(outside, FaultKind.PRIORITY_OUT_OF_RANGE)


def _seats_out_of_range(reading: Reading) -> Iterator[Fault]:
    outside = (reading.seats < 0) | (reading.seats > MOST_SEATS)
    for opening in np.flatnonzero(outside).tolist():
        yield Fault(kind=FaultKind.SEATS_OUT_OF_RANGE, opening=opening)


def _shared_lottery_numbers(reading: Reading) -> Iterator[Fault]:
    for student in _shared(reading.lottery.tolist()):
        yield Fault(kind=FaultKind.LOTTERY_NOT_DISTINCT, student=student)


def _unknown_fixed(reading: Reading) -> Iterator[Fault]:
    unknown = (reading.fixed < NONE) | (reading.fixed >= len(reading.seats))
    for student in np.flatnonzero(unknown).tolist():
        yield Fault(kind=FaultKind.UNKNOWN_FIXED, student=student, opening=int(reading.fixed[student]))


def _fixed_but_ineligible(reading: Reading) -> Iterator[Fault]:
    here = (reading.wishes == reading.fixed[:, None]) & (reading.wishes != NONE)
    for fault in _at(here & ~reading.eligible, FaultKind.FIXED_INELIGIBLE):
        yield replace(fault, opening=int(reading.wishes[fault.student, fault.wish]))


def _fixed_over_capacity(reading: Reading) -> Iterator[Fault]:
    known = (reading.fixed >= 0) & (reading.fixed < len(reading.seats))
    taken = np.bincount(reading.fixed[known], minlength=len(reading.seats))
    for opening in np.flatnonzero(taken > np.maximum(reading.seats, 0)).tolist():
        yield Fault(kind=FaultKind.FIXED_OVER_CAPACITY, opening=opening)


def _shared_ids(reading: Reading) -> Iterator[Fault]:
    for student in _shared(reading.student_ids):
        yield Fault(kind=FaultKind.ID_NOT_DISTINCT, field="student_ids", student=student)
    for opening in _shared(reading.opening_ids):
        yield Fault(kind=FaultKind.ID_NOT_DISTINCT, field="opening_ids", opening=opening)


def _at(where: Bools, kind: FaultKind) -> Iterator[Fault]:
    for student, wish in np.argwhere(where).tolist():
        yield Fault(kind=kind, student=student, wish=wish)


def _shared(values: Sequence[Hashable]) -> Iterator[int]:
    """The positions of all values that occur more than once."""
    times = Counter(values)
    return (position for position, value in enumerate(values) if times[value] > 1)


def _place(fault: Fault) -> tuple[int, str, int, int, int]:
    student, wish, opening = (NONE if i is None else i for i in (fault.student, fault.wish, fault.opening))
    return KINDS.index(fault.kind), fault.field or "", student, wish, opening


def _named(fault: Fault, reading: Reading) -> Fault:
    return replace(
        fault,
        student_id=_name(fault.student, reading.student_ids),
        opening_id=_name(fault.opening, reading.opening_ids),
    )


def _name(index: int | None, ids: Sequence[str]) -> str | None:
    return ids[index] if index is not None and 0 <= index < len(ids) else None
