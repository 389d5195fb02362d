"""Pairs, seats and nested caps as a network, and the two flows through it that OR-Tools is asked for.

Every class of students sends up to as many units as it has members over its pairs to openings; from an
opening they go on to the group around it, from there to the group around that, and at last outside. What a
set (an opening or a group) can pass on is its seats.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.engine.arrays import Bools, Int64s
from matching.engine.welfare_sets import Sets

if TYPE_CHECKING:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow


@dataclass(frozen=True, eq=False, kw_only=True)
class Network:
    """c classes, s sets (openings, then groups) and a arcs from classes to openings, sorted by class.

    size   int64[c]  how many students a class has
    row    int64[a]  from which class
    place  int64[a]  to which set, an opening
    """

    size: Int64s
    row: Int64s
    place: Int64s
    sets: Sets

    @property
    def nodes(self) -> int:
        """How many nodes there are: classes, sets, outside."""
        return len(self.size) + len(self.sets.room) + 1

    def inside(self, flow: Int64s) -> Int64s:
        """int64[s]: how much of a flow (int64[a]) passes each set."""
        openings = len(self.sets.chains)
        here = np.bincount(self.place, weights=flow, minlength=openings).astype(np.int64)
        passed = np.zeros(len(self.sets.room) + 1, np.int64)
        for around in self.sets.chains.T:
            np.add.at(passed, around, here)
        return passed[:-1]


@dataclass(frozen=True, eq=False, kw_only=True)
class Face:
    """Which flows still count: the best ones of all steps so far (`duals` says how they are known).

    open    bool[a]  arcs that may be used
    placed  bool[c]  classes of which everybody must be placed
    filled  bool[s]  sets that must be full
    """

    open: Bools
    placed: Bools
    filled: Bools

    @classmethod
    def whole(cls, network: Network) -> "Face":
        """Any flow."""
        nothing = (len(network.row), len(network.size), len(network.sets.room))
        free, placed, filled = (np.zeros(length, np.bool_) for length in nothing)
        return cls(open=~free, placed=placed, filled=filled)


def greatest_flow(network: Network, worth: Int64s) -> Int64s:
    """int64[a]: of the flows that place the most students, one of the greatest worth (int64[a], a unit)."""
    classes, sets = len(network.size), len(network.sets.room)
    solver = _solver(network, worth, np.ones(len(network.row), np.bool_), network.sets.room)
    supplies = np.concatenate([network.size, np.zeros(sets, np.int64), [-network.size.sum()]])
    solver.set_nodes_supplies(np.arange(classes + sets + 1, dtype=np.int32), supplies)
    _expect_optimal(solver, solver.solve_max_flow_with_min_cost())
    return _flows(solver, len(network.row))


def greatest_flow_on(face: Face, network: Network, worth: Int64s) -> Int64s:
    """int64[a]: of the flows on the face, one of the greatest worth.

    A class of which not everybody must be placed may send units outside for nothing. A set that must be full
    is cut: as many units as it has seats end there, and begin again around it.
    """
    classes, sets = len(network.size), len(network.sets.room)
    solver = _solver(network, worth[face.open], face.open, np.where(face.filled, 0, network.sets.room))
    unplaced = np.flatnonzero(~face.placed)
    outside = np.full(len(unplaced), classes + sets, np.int32)
    solver.add_arcs_with_capacity_and_unit_cost(
        unplaced.astype(np.int32), outside, network.size[unplaced], np.zeros(len(unplaced), np.int64)
    )
    supplies = np.concatenate([network.size, np.zeros(sets, np.int64), [-network.size.sum()]])
    full = np.flatnonzero(face.filled)
    supplies[classes + full] -= network.sets.room[full]
    np.add.at(supplies, classes + network.sets.around[full], network.sets.room[full])
    solver.set_nodes_supplies(np.arange(classes + sets + 1, dtype=np.int32), supplies)
    _expect_optimal(solver, solver.solve())
    flow = np.zeros(len(network.row), np.int64)
    flow[face.open] = _flows(solver, int(face.open.sum()))
    return flow


def _solver(network: Network, worth: Int64s, arcs: Bools, room: Int64s) -> "SimpleMinCostFlow":
    """Nodes: classes, sets, outside. Arcs: first those asked for, then from each set to what is around."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415

    classes, sets = len(network.size), len(network.sets.room)
    row, place = network.row[arcs], network.place[arcs]
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([row, classes + np.arange(sets)]).astype(np.int32),
        np.concatenate([classes + place, classes + network.sets.around]).astype(np.int32),
        np.concatenate([network.size[row], room]),
        np.concatenate([-worth, np.zeros(sets, np.int64)]),
    )
    return solver


def _flows(solver: "SimpleMinCostFlow", arcs: int) -> Int64s:
    return np.asarray(solver.flows(np.arange(arcs, dtype=np.int32)), np.int64)


def _expect_optimal(solver: "SimpleMinCostFlow", status: object) -> None:
    if status != solver.OPTIMAL:
        raise RuntimeError(f"no minimum-cost flow: {status}")
