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
then the shortest paths satisfy them all (Ahuja, Magnanti & Orlin 1993, "Network Flows", sections 5.2 and
9.3). They are found as by Bellman & Ford, all arcs at a time; the u follow from P, so that a round is one
maximum for every class and one minimum for every set.
"""

import numpy as np

from matching.engine.arrays import NONE, Int64s
from matching.engine.welfare_network import Face, Network

OVERFLOW = 2**62
UNTIL_PROVEN = 2**62  # rounds: more than there can be


def prices_of(
    network: Network, worth: Int64s, flow: Int64s, face: Face, *, rounds: int = UNTIL_PROVEN
) -> tuple[Int64s, Face] | None:
    """int64[s], the price of a seat of each set; and the face of all flows worth as much as this one.

    worth  int64[a]  what a unit is worth on an arc
    flow   int64[a]  on the face

    None if the flow is not the greatest; or where that many rounds are not enough to tell.
    """
    settled = _Residual(network, worth, flow, face).settled(rounds)
    if settled is None:
        return None
    level, gain = settled
    price = level[:-1] - level[network.sets.around]
    tight = face.open & (worth - level[network.place] == gain[network.row])
    placed = face.placed | (gain > -level[-1])
    return price, Face(open=tight, placed=placed, filled=face.filled | (price != 0))


class _Residual:
    """The arcs of the residual network; levels are the y of the sets, and at the end of outside.

    place, worth       of the arcs that may be used
    begins, who        where the arcs of a class begin among them, and of which class
    used_...           the same of the arcs that are used
    idle               bool[c]  classes of which not everybody is placed
    loose, spare       sets that need not be full, and those of them that are not
    """

    def __init__(self, network: Network, worth: Int64s, flow: Int64s, face: Face) -> None:
        self.network, self.face = network, face
        row, self.place, self.worth = network.row[face.open], network.place[face.open], worth[face.open]
        self.begins = np.flatnonzero(np.diff(row, prepend=NONE))
        self.who = row[self.begins]
        used = np.flatnonzero(flow)
        self.used_row, self.used_place, self.used_worth = network.row[used], network.place[used], worth[used]
        sent = np.bincount(network.row, weights=flow, minlength=len(network.size))
        self.idle = sent < network.size
        self.loose = np.flatnonzero(~face.filled)
        self.spare = self.loose[(network.inside(flow) < network.sets.room)[self.loose]]

    def settled(self, rounds: int) -> tuple[Int64s, Int64s] | None:
        """int64[s+1] and int64[c]: levels and gains that satisfy all conditions, if there are any."""
        nodes = len(self.network.sets.room) + 1
        assert 2 * (int(np.abs(self.worth).max(initial=0)) + 1) * (nodes + 1) < OVERFLOW
        level = np.zeros(nodes, np.int64)
        for _round in range(min(rounds, nodes + 1)):  # after as many, only a negative cycle goes on
            before = level.copy()
            gain = self._gain(level)
            self._lower(level, gain)
            if (level == before).all():
                return level, gain
        return None

    def _gain(self, level: Int64s) -> Int64s:
        """int64[c]: the best that the arcs of a class leave; or not to be placed, if that may be."""
        gain = np.full(len(self.network.size), -level[-1])
        if len(self.begins):
            best = np.maximum.reduceat(self.worth - level[self.place], self.begins)
            gain[self.who] = np.where(self.face.placed[self.who], best, np.maximum(best, -level[-1]))
        return gain

    def _lower(self, level: Int64s, gain: Int64s) -> None:
        """Whoever is placed has the gain there, who is not has none; a set that is not full costs nothing."""
        around = self.network.sets.around
        np.minimum.at(level, self.used_place, self.used_worth - gain[self.used_row])
        level[-1] = min(level[-1], -gain[self.idle].max(initial=-level[-1]))
        np.minimum.at(level, around[self.loose], level[self.loose])
        level[self.spare] = np.minimum(level[self.spare], level[around[self.spare]])
