"""Prices of seats that prove a flow the best one, read off its residual network.

Let every seat of a set (an opening or a group) have a price, and let P(o) be the prices of an opening and of
all groups around it together. What a student can get out of the market is u = max(0, worth - P over their
pairs). If
 - everybody who is placed gets exactly u where they are, and whoever is not placed has u = 0,
 - no price is negative, and only full sets have one,
then the flow is worth as much as all u and all prices of seats together, and no flow can be worth more: weak
duality of linear programming, and the competitive prices of Shapley & Shubik 1971, "The assignment game I".

*One step after the other.* Objectives come in an order: first the number of students placed (every pair is
worth 1), then the value. The best flows of one step are, by complementary slackness with its prices, exactly
those that use only pairs of full u, place everybody with u > 0, and fill every set with a price: a `Face`.
The next step looks for the best flow among them. There a student who must be placed may have a negative u,
and a set that must be full a negative price. So nothing is ever multiplied by a big number, and nothing
overflows.

*Finding them.* With y = P, and y = -u for classes, all these conditions read y(head) <= y(tail) + length: one
for every arc of the residual network. A flow is the best exactly if no cycle of it has a negative length, and
then the shortest paths satisfy them all (Ahuja, Magnanti & Orlin 1993, "Network Flows",
sections 5.2 and 9.3).
"""

import numpy as np

from matching.engine.arrays import Int64s
from matching.engine.welfare_classes import ranges
from matching.engine.welfare_network import Face, Network

OVERFLOW = 2**62
Arcs = tuple[Int64s, Int64s, Int64s]


def prices_of(network: Network, worth: Int64s, flow: Int64s, face: Face) -> tuple[Int64s, Face]:
    """int64[s], the price of a seat of each set; and the face of all flows worth as much as this one.

    worth  int64[a]  what a unit is worth on an arc
    flow   int64[a]  the greatest on the face
    """
    sets, classes = len(network.sets.room), len(network.size)
    arcs = zip(*_residual(network, worth, flow, face), strict=True)
    tails, heads, lengths = (np.concatenate(parts) for parts in arcs)
    distance = shortest(tails, heads, lengths, sets + 1 + classes)
    distance -= distance[sets]
    price = distance[:sets] - distance[network.sets.around]
    gain = -distance[sets + 1 :]
    tight = face.open & (worth - distance[network.place] == gain[network.row])
    return price, Face(open=tight, placed=face.placed | (gain > 0), filled=face.filled | (price != 0))


def _residual(network: Network, worth: Int64s, flow: Int64s, face: Face) -> list[Arcs]:
    """(tail, head, length) of every residual arc. Nodes: the sets, outside, the classes."""
    outside, first_class = len(network.sets.room), len(network.sets.room) + 1
    sets, classes = np.arange(outside), first_class + np.arange(len(network.size))
    used = flow > 0
    sent = np.bincount(network.row, weights=flow, minlength=len(network.size))
    loose = ~face.filled
    spare = loose & (network.inside(flow) < network.sets.room)
    begins, ends = classes[~face.placed], classes[sent < network.size]
    return [
        (network.place[face.open], classes[network.row[face.open]], -worth[face.open]),
        (classes[network.row[used]], network.place[used], worth[used]),
        _level(np.full_like(begins, outside), begins),
        _level(ends, np.full_like(ends, outside)),
        _level(sets[loose], network.sets.around[loose]),
        _level(network.sets.around[spare], sets[spare]),
    ]


def _level(tails: Int64s, heads: Int64s) -> Arcs:
    return tails, heads, np.zeros(len(tails), np.int64)


def shortest(tails: Int64s, heads: Int64s, lengths: Int64s, nodes: int) -> Int64s:
    """int64[nodes]: the shortest way to each node from anywhere at all; staying there is 0 long.

    Bellman & Ford in rounds: whatever came nearer is looked at again. Raises `RuntimeError` at a negative
    cycle.
    """
    assert (int(np.abs(lengths).max(initial=0)) + 1) * (nodes + 1) < OVERFLOW
    order = _in_order(tails)
    heads, lengths = heads[order], lengths[order]
    count = np.bincount(tails, minlength=nodes)
    first = np.cumsum(count) - count
    distance, nearer = np.zeros(nodes, np.int64), np.zeros(nodes, np.bool_)
    active = np.flatnonzero(count)
    for _round in range(nodes + 1):
        if not len(active):
            return distance
        arcs, owner = ranges(first[active], count[active])
        ways, ends = distance[active][owner] + lengths[arcs], heads[arcs]
        better = ways < distance[ends]
        ends = ends[better]
        np.minimum.at(distance, ends, ways[better])
        nearer[ends] = True
        active = np.flatnonzero(nearer)
        nearer[active] = False
    raise RuntimeError("a cycle of negative length: the flow is not the best one")


def _in_order(numbers: Int64s) -> Int64s:
    """What would sort them, ties as they come: packed with their positions, for values sort fastest."""
    bits = len(numbers).bit_length()
    assert int(numbers.max(initial=0)) < OVERFLOW >> bits
    packed = np.sort((numbers << bits) | np.arange(len(numbers)))
    return packed & ((1 << bits) - 1)
