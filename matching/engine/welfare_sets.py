"""Openings and groups of openings as sets, one inside the other, and how much room is left in each."""

from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import NONE, Bools, Int32s, Int64s
from matching.engine.instance import Instance


@dataclass(frozen=True, eq=False, kw_only=True)
class Sets:
    """s = m+g sets: first the m openings in the order of their ids, then the g groups in that of theirs.

    number  int64[m+g]       which of the sets each opening, then each group of the instance is
    room    int64[s]         how many students may still come in
    around  int64[s]         the set around a set; s is outside
    chains  int64[m, depth]  an opening, the group around it, the group around that, ...; s pads
    """

    number: Int64s
    room: Int64s
    around: Int64s
    chains: Int64s


def sets_of(instance: Instance, match: Int32s, closed: Bools) -> Sets:
    """The sets when these places (int32[n]) are taken; what is closed has no room.

    Raises `ValueError` where more places are taken than there are.
    """
    openings, groups = instance.openings, instance.groups
    room = _seats(instance) - held_by(instance, match)
    if (room < 0).any():
        raise ValueError("more places are taken than there are")
    room[:openings][closed] = 0
    number = _in_published_order(instance)
    outside = np.append(number, len(number))  # -1 is outside
    around = np.concatenate([groups.parent_of_opening, groups.parent])
    chains = np.concatenate([np.arange(openings)[:, None], _as_sets(groups.chains, openings)], axis=1)
    places = np.argsort(number)
    return Sets(
        number=number,
        room=room[places],
        around=outside[_as_sets(around, openings)][places],
        chains=outside[chains][places[:openings]],
    )


def held_by(instance: Instance, match: Int32s) -> Int64s:
    """int64[m+g]: how many students openings and groups have."""
    held = np.bincount(match[match != NONE], minlength=instance.openings)
    groups = np.zeros(len(instance.groups.seats) + 1, np.int64)
    for around in instance.groups.chains.T:
        np.add.at(groups, around, held)
    return np.concatenate([held, groups[:-1]])


def full_sets(instance: Instance, match: Int32s) -> Bools:
    """bool[m+g]: which openings and groups have as many students as seats."""
    full: Bools = held_by(instance, match) >= _seats(instance)
    return full


def _seats(instance: Instance) -> Int64s:
    return np.concatenate([instance.seats, instance.groups.seats]).astype(np.int64)


def _as_sets(groups: Int32s, openings: int) -> Int64s:
    """The numbers of groups when they come after the openings; -1 stays -1."""
    return np.where(groups == NONE, NONE, groups.astype(np.int64) + openings)


def _in_published_order(instance: Instance) -> Int64s:
    """int64[m+g]: the rank of each opening and then of each group by its id; by number without ids."""
    openings, groups = instance.openings, len(instance.groups.seats)
    return np.concatenate(
        [_rank(instance.opening_ids, openings), openings + _rank(instance.group_ids, groups)]
    )


def _rank(ids: tuple[str, ...] | None, rows: int) -> Int64s:
    rank = np.arange(rows)
    if ids is not None:
        rank[np.argsort(np.array(ids, object), kind="stable")] = np.arange(rows)
    return rank
