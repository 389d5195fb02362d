"""Finds the faults in nested caps, reserves, and blocks that want to stay together."""

from collections.abc import Iterator

import numpy as np

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.faults import Fault, FaultKind
from matching.engine.market import Ties
from matching.engine.reading import Integers, Reading

ROWS = 2**14
HIGHEST_BLOCK = int(np.iinfo(np.int32).max)


def faults_of_sets(reading: Reading) -> Iterator[Fault]:
    """All faults of groups, reserves and blocks, but for their numbers of seats."""
    yield from _faults_of_groups(reading)
    yield from _unknown_reserves(reading)
    yield from _duplicate_reserves(reading)
    yield from _reserves_over_seats(reading)
    yield from _overlapping_reserves(reading)
    yield from _together_out_of_range(reading)
    yield from _fixed_apart(reading)
    yield from _not_combinable(reading)


def _faults_of_groups(reading: Reading) -> Iterator[Fault]:
    groups, number = reading.groups, len(reading.groups.seats)
    around, parents = _known_or_none(groups.parent_of_opening, number), _known_or_none(groups.parent, number)
    for opening in np.flatnonzero(around != groups.parent_of_opening).tolist():
        outer = int(groups.parent_of_opening[opening])
        yield Fault(kind=FaultKind.UNKNOWN_GROUP, opening=opening, other=outer)
    for group in np.flatnonzero(parents != groups.parent).tolist():
        yield Fault(kind=FaultKind.UNKNOWN_GROUP, group=group, other=int(groups.parent[group]))
    parents = np.append(parents, NONE)  # so that -1 stays -1
    looping = _on_a_cycle(parents)
    for group in looping.tolist():
        yield Fault(kind=FaultKind.GROUP_CYCLE, group=group)
    if not looping.size:
        yield from _fixed_over_groups(reading, around, parents)


def _known_or_none(numbers: Integers, length: int) -> Int64s:
    return np.where(_known(numbers, length), numbers, NONE).astype(np.int64)


def _on_a_cycle(parents: Int64s) -> Int64s:
    """The groups that come around to themselves: where everybody ends up who goes outward for long."""
    far = parents
    for _doubling in range(len(parents).bit_length()):
        far = far[far]
    return np.unique(far[far != NONE])


def _fixed_over_groups(reading: Reading, around: Int64s, parents: Int64s) -> Iterator[Fault]:
    groups = len(parents) - 1
    places = reading.fixed[_known(reading.fixed, len(reading.seats))]
    taken, inside = np.zeros(groups, np.int64), around[places]
    while (inside := inside[inside != NONE]).size:
        taken += np.bincount(inside, minlength=groups)
        inside = parents[inside]
    for group in np.flatnonzero(taken > np.maximum(reading.groups.seats, 0)).tolist():
        yield Fault(kind=FaultKind.FIXED_OVER_CAPACITY, group=group)


def _unknown_reserves(reading: Reading) -> Iterator[Fault]:
    opening, kind = reading.reserves.opening, reading.reserves.kind
    for reserve in np.flatnonzero(~_known(opening, len(reading.seats))).tolist():
        yield Fault(kind=FaultKind.UNKNOWN_OPENING, reserve=reserve, opening=int(opening[reserve]))
    for reserve in np.flatnonzero(~_known(kind, reading.reserves.holders.shape[1])).tolist():
        yield Fault(kind=FaultKind.UNKNOWN_KIND, reserve=reserve, other=int(kind[reserve]))


def _duplicate_reserves(reading: Reading) -> Iterator[Fault]:
    opening, kind = reading.reserves.opening, reading.reserves.kind
    in_order = np.lexsort((kind, opening))
    before, after = in_order[:-1], in_order[1:]
    repeated = (opening[before] == opening[after]) & (kind[before] == kind[after])
    for reserve in after[repeated].tolist():
        yield Fault(kind=FaultKind.DUPLICATE_RESERVE, reserve=reserve, opening=int(opening[reserve]))


def _reserves_over_seats(reading: Reading) -> Iterator[Fault]:
    reserves, openings = reading.reserves, len(reading.seats)
    known = _known(reserves.opening, openings)
    reserved = np.zeros(openings, np.int64)
    np.add.at(reserved, reserves.opening[known], np.maximum(reserves.seats[known], 0))
    for opening in np.flatnonzero(reserved > np.maximum(reading.seats, 0)).tolist():
        yield Fault(kind=FaultKind.RESERVES_OVER_SEATS, opening=opening)


def _overlapping_reserves(reading: Reading) -> Iterator[Fault]:
    holders, reserved = reading.reserves.holders, _reserved(reading)
    several = np.flatnonzero(np.count_nonzero(holders & reserved.any(axis=0), axis=1) > 1)
    for first in range(0, len(several), ROWS):
        students = several[first : first + ROWS]
        places = np.column_stack([reading.fixed[students], reading.wishes[students]])
        places[~_known(places, len(reading.seats))] = NONE
        kinds = np.zeros(places.shape, np.int64)
        for holds, somewhere in zip(holders[students].T, reserved.T, strict=True):
            kinds += holds[:, None] & somewhere[places]
        found = {(int(students[row]), int(places[row, column])) for row, column in np.argwhere(kinds > 1)}
        for student, opening in sorted(found):
            yield Fault(kind=FaultKind.RESERVES_OVERLAP, student=student, opening=opening)


def _reserved(reading: Reading) -> Bools:
    """bool[m + 1, k]: whether an opening reserves seats for a kind; in the last row, where -1 looks, none."""
    reserves, openings = reading.reserves, len(reading.seats)
    kinds = reserves.holders.shape[1]
    known = _known(reserves.opening, openings) & _known(reserves.kind, kinds)
    reserved = np.zeros((openings + 1, kinds), np.bool_)
    reserved[reserves.opening[known], reserves.kind[known]] = True
    return reserved


def _together_out_of_range(reading: Reading) -> Iterator[Fault]:
    outside = (reading.together < NONE) | (reading.together > HIGHEST_BLOCK)
    for student in np.flatnonzero(outside).tolist():
        yield Fault(kind=FaultKind.TOGETHER_OUT_OF_RANGE, student=student)


def _fixed_apart(reading: Reading) -> Iterator[Fault]:
    members = np.flatnonzero(reading.together > NONE)
    if not members.size:
        return
    members = members[np.argsort(reading.together[members], kind="stable")]
    blocks, places = reading.together[members], reading.fixed[members]
    starts = np.flatnonzero(np.diff(blocks, prepend=NONE))
    apart = np.minimum.reduceat(places, starts) != np.maximum.reduceat(places, starts)
    for student in members[np.isin(blocks, blocks[starts[apart]])].tolist():
        yield Fault(kind=FaultKind.BLOCK_FIXED_APART, student=student)


def _not_combinable(reading: Reading) -> Iterator[Fault]:
    """With whole classes, what a capped group refuses depends on whether its openings refused first."""
    if reading.options.ties is Ties.WHOLE_CLASS:
        if len(reading.groups.seats):
            yield Fault(kind=FaultKind.NOT_COMBINABLE, field="groups")
        if len(reading.reserves.opening):
            yield Fault(kind=FaultKind.NOT_COMBINABLE, field="reserves")
        if (reading.together != NONE).any():
            yield Fault(kind=FaultKind.NOT_COMBINABLE, field="together")


def _known(numbers: Integers, length: int) -> Bools:
    """Where a number is one of so many."""
    return (numbers >= 0) & (numbers < length)
