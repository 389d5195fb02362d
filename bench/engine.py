"""How long a match takes, beside sorting all its applications once: `python -m bench.engine`.

Each step is what a run does: build the instance (every fault is looked for), propose and refuse, verify by
code that shares nothing with it, explain every choice of every student.
"""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

import numpy as np

from matching.engine import Instance, certify, explain, stable

MARKETS = ((2_000, 300), (20_000, 2_000))  # students, slots
WISHES = 8
SCORES = 1_000  # tenths of a point
SEED = 2026
T = TypeVar("T")


def main() -> None:
    """Print seconds and ratios for a city, and for far more than a city."""
    for students, slots in MARKETS:
        _measure(students, slots)


def _measure(students: int, slots: int) -> None:
    chance = np.random.default_rng(SEED)
    wishes = np.argsort(chance.random((students, slots)), axis=1)[:, :WISHES].astype(np.int32)
    priority = chance.integers(0, SCORES + 1, (students, WISHES))
    seats = np.full(slots, max(1, students // slots * 9 // 10), np.int32)
    lottery = chance.permutation(students)
    bare, _order = _timed(lambda: np.lexsort((np.repeat(lottery, WISHES), -priority.ravel(), wishes.ravel())))
    built, instance = _timed(lambda: Instance.build(wishes, priority, seats, lottery))
    solved, result = _timed(lambda: stable(instance))
    proven, certificate = _timed(lambda: certify(instance, result))
    assert certificate.valid
    told, _rows = _timed(lambda: explain(instance, result))
    print(f"a round of {students:,} students, {slots:,} slots, {WISHES} wishes each")
    print(f"  bare      {bare:7.3f} s   all applications sorted once")
    for name, took in (("built", built), ("solved", solved), ("proven", proven), ("explained", told)):
        print(f"  {name:9} {took:7.3f} s   {took / bare:7.1f} x bare")


def _timed(deed: Callable[[], T]) -> tuple[float, T]:
    begun = perf_counter()
    answer = deed()
    return perf_counter() - begun, answer


if __name__ == "__main__":
    main()
