"""Caps on sets of openings that are given one by one: nested or apart, or refused."""

from collections.abc import Iterator, Sequence

import numpy as np

from matching.engine.arrays import NONE, Int64s
from matching.engine.faults import Fault, FaultKind, InstanceFaults
from matching.engine.market import Groups

MOST_SEATS = int(np.iinfo(np.int32).max)


def laminar(openings: int, sets: Sequence[tuple[Sequence[int], int]]) -> Groups:
    """The groups that these sets of so many openings are, each (its openings, its seats), in this order.

    Of equal sets the first is the outer one. Raises `InstanceFaults` with every unknown opening, every number
    of seats out of range, and every two sets that share openings though neither is inside the other: with
    those, to find a stable match is NP-complete (Biro, Fleiner, Irving & Manlove 2010).
    """
    members = [np.unique(np.asarray(inside, np.int64)) for inside, _seats in sets]
    seats = [seats for _inside, seats in sets]
    faults = [*_unknown(members, openings), *_out_of_range(seats), *_crossing(members)]
    if faults:
        raise InstanceFaults(faults)
    innermost, parent = np.full(openings, NONE, np.int32), np.full(len(sets), NONE, np.int32)
    for group in sorted(range(len(sets)), key=lambda group: -len(members[group])):
        inside = members[group]
        parent[group] = innermost[inside[0]] if inside.size else NONE
        innermost[inside] = group
    return Groups(parent_of_opening=innermost, seats=np.array(seats, np.int32), parent=parent)


def _unknown(members: Sequence[Int64s], openings: int) -> Iterator[Fault]:
    for group, inside in enumerate(members):
        for opening in inside[(inside < 0) | (inside >= openings)].tolist():
            yield Fault(kind=FaultKind.UNKNOWN_OPENING, group=group, opening=opening)


def _out_of_range(seats: Sequence[int]) -> Iterator[Fault]:
    for group, number in enumerate(seats):
        if not 0 <= number <= MOST_SEATS:
            yield Fault(kind=FaultKind.SEATS_OUT_OF_RANGE, group=group)


def _crossing(members: Sequence[Int64s]) -> Iterator[Fault]:
    sizes = np.array([inside.size for inside in members], np.int64)
    pairs, shared = np.unique(_together(members), return_counts=True)
    one, other = np.divmod(pairs, max(len(members), 1))
    crossing = (shared < sizes[one]) & (shared < sizes[other])
    for group, across in zip(one[crossing].tolist(), other[crossing].tolist(), strict=True):
        yield Fault(kind=FaultKind.CROSSING_GROUPS, group=group, other=across)


def _together(members: Sequence[Int64s]) -> Int64s:
    """For each opening every two groups it is in, the lower first, as one number: one * g + other."""
    groups = np.repeat(np.arange(len(members)), [inside.size for inside in members])
    openings = np.concatenate([*members, np.empty(0, np.int64)])
    in_order = np.lexsort((groups, openings))
    groups, openings = groups[in_order], openings[in_order]
    pairs = [np.empty(0, np.int64)]
    for apart in range(1, len(groups)):
        same = openings[apart:] == openings[:-apart]
        if not same.any():
            break
        pairs.append(groups[:-apart][same] * len(members) + groups[apart:][same])
    return np.concatenate(pairs)
