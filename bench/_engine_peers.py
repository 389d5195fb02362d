"""What `bench.engine` compares with: a textbook heap, OR-Tools alone, `algmatch` in its own environment."""

import json
import subprocess
import sys
import tempfile
from heapq import heappop, heappush
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.engine import Instance

ALGMATCH = """
import json, sys, time
from algmatch import HospitalResidentsProblem
given = json.load(open(sys.argv[1]))
market = {side: {int(number): row for number, row in rows.items()} for side, rows in given.items()}
begun = time.perf_counter()
problem = HospitalResidentsProblem(dictionary=market)
problem.get_stable_matching()
print(time.perf_counter() - begun)
"""


def by_heap(instance: Instance) -> list[list[tuple[int, int, int]]]:
    """Deferred acceptance as a textbook has it: one proposal at a time, a heap an opening."""
    wishes, priority = instance.wishes.tolist(), instance.priority.tolist()
    lottery, seats = instance.lottery.tolist(), instance.seats.tolist()
    held: list[list[tuple[int, int, int]]] = [[] for _ in seats]
    asked, waiting = [0] * len(wishes), list(range(len(wishes)))
    while waiting:
        student = waiting.pop()
        wish = asked[student]
        if wish == len(wishes[student]) or wishes[student][wish] < 0:
            continue
        asked[student] += 1
        opening = wishes[student][wish]
        heappush(held[opening], (priority[student][wish], -lottery[student], student))
        if len(held[opening]) > seats[opening]:
            waiting.append(heappop(held[opening])[2])
    return held


def by_or_tools(
    students: npt.NDArray[np.int64],
    openings: npt.NDArray[np.int64],
    values: npt.NDArray[np.int64],
    seats: npt.NDArray[np.int32],
) -> int:
    """The bare call on the same arcs: student to opening to sink. Returns the total value."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415 (slow to import)

    n, m = int(students.max()) + 1, len(seats)
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([students, n + np.arange(m)]).astype(np.int32),
        np.concatenate([n + openings, np.full(m, n + m)]).astype(np.int32),
        np.concatenate([np.ones(len(students), np.int64), seats.astype(np.int64)]),
        np.concatenate([-values, np.zeros(m, np.int64)]),
    )
    supply = np.concatenate([np.ones(n, np.int64), np.zeros(m, np.int64), [-n]])
    flow.set_nodes_supplies(np.arange(n + m + 1, dtype=np.int32), supply)
    assert flow.solve_max_flow_with_min_cost() == flow.OPTIMAL
    return int((flow.flows(np.arange(len(students), dtype=np.int32)) * values).sum())


def by_algmatch(instance: Instance) -> float | None:
    """Seconds that PyPI's `algmatch` takes to build and solve; None where it cannot be installed.

    It has an environment of its own, which is thrown away: its neighbour `matching` would hide this package.
    """
    with tempfile.TemporaryDirectory() as folder:
        python, market = Path(folder, "venv", "bin", "python"), Path(folder, "market.json")
        market.write_text(json.dumps(_as_dictionary(instance)), encoding="utf-8")
        steps = (
            [sys.executable, "-m", "venv", str(python.parent.parent)],
            [str(python), "-m", "pip", "install", "--quiet", "algmatch"],
            [str(python), "-c", ALGMATCH, str(market)],
        )
        for step in steps:
            done = subprocess.run(step, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"     algmatch: {done.stderr.strip().splitlines()[-1]}")
                return None
        return float(done.stdout.split()[-1])


def _as_dictionary(instance: Instance) -> dict[str, dict[int, object]]:
    """Residents and hospitals counted from 1, each hospital ranking exactly who lists it."""
    applicants: list[list[tuple[int, int, int]]] = [[] for _ in range(instance.openings)]
    residents: dict[int, object] = {}
    lottery = instance.lottery.tolist()
    for student, (row, ranks) in enumerate(
        zip(instance.wishes.tolist(), instance.priority.tolist(), strict=True)
    ):
        residents[student + 1] = [opening + 1 for opening in row if opening >= 0]
        for opening, rank in zip(row, ranks, strict=True):
            if opening >= 0:
                applicants[opening].append((-rank, lottery[student], student + 1))
    hospitals: dict[int, object] = {
        opening + 1: {
            "capacity": seats,
            "preferences": [student for *_, student in sorted(applicants[opening])],
        }
        for opening, seats in enumerate(instance.seats.tolist())
    }
    return {"residents": residents, "hospitals": hospitals}
