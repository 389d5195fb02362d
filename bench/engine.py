"""The engine beside its yardsticks, goal by goal: `python -m bench.engine [--china]`.

Every line is a ratio within this run: to sorting as many random words as there are wishes (`np.sort`), to a
textbook heap, the bare OR-Tools call, PyPI's `algmatch`. Memory is what is allocated above the given arrays.
The goals are those of docs/engine.md. `--china` also matches 13 million students and needs 20 GB; `--write`
puts what was printed into docs/performance.md.
"""

import re
import sys
import tracemalloc
from collections.abc import Callable
from math import log
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import numpy as np

from bench._engine_peers import by_algmatch, by_heap, by_or_tools
from bench._markets import WISHES, arrays, chain, nested
from matching.engine import Instance, Vacancies, certify, close_underfilled, explanation_arrays, stable
from matching.engine.welfare_mechanism import welfare

LARGE, MIDDLE, SMALL = 1_000_000, 100_000, 10_000
CHINA = 13_000_000
DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
BEGINS, ENDS = "<!-- bench.engine begins -->", "<!-- bench.engine ends -->"
SAID: list[str] = []
T = TypeVar("T")


def main() -> None:
    """Print one line per goal."""
    _say("the engine, ten wishes a student")
    for size in (MIDDLE, LARGE):
        _stable(size)
    _chain()
    _algmatch()
    _whole(LARGE)
    _caps_and_closing(LARGE)
    _dropping_out(LARGE)
    _welfare(SMALL * 5)
    _growth()
    if "--china" in sys.argv:
        _china()
    if "--write" in sys.argv:
        _write()


def _stable(students: int) -> None:
    instance = Instance.build(**arrays(students))
    _tell(
        f"1  stable, {students:,}", _best(lambda: stable(instance)), _sort(students), beside="np.sort", goal=4
    )


def _chain() -> None:
    instance = chain(20_000)
    heap = _best(lambda: by_heap(instance))
    _tell(
        "1  a chain of 20,000 displacements", _best(lambda: stable(instance)), heap, beside="a heap", goal=2
    )


def _algmatch() -> None:
    given = arrays(SMALL)
    theirs = by_algmatch(Instance.build(**given))
    if theirs is not None:
        ours = _best(lambda: stable(Instance.build(**given)))
        ratio = f"{theirs / ours:,.0f} times as fast as algmatch at {SMALL:,}"
        _say(f"2  {ratio} (goal 1,000): {theirs:.1f} s, {ours:.4f} s")


def _whole(students: int) -> None:
    given = arrays(students)
    built, instance = _timed(lambda: Instance.build(**given))
    solved, result = _timed(lambda: stable(instance))
    proven, certificate = _timed(lambda: certify(instance, result))
    assert certificate.valid
    told, _arrays = _timed(lambda: explanation_arrays(instance, result))
    steps = f"built {built:.2f}, solved {solved:.2f}, certified {proven:.2f}, explained {told:.2f} s"
    _tell(
        f"3  all of it, {students:,}",
        built + solved + proven + told,
        _sort(students),
        beside="np.sort",
        goal=12,
    )
    _say(f"     {steps}")
    for name, step in (
        ("solving", lambda: stable(instance)),
        ("certifying", lambda: certify(instance, result)),
    ):
        _say(f"     {name} allocates {_memory(step) / students:.0f} bytes a student (goal 150)")


def _caps_and_closing(students: int) -> None:
    given = arrays(students)
    instance = Instance.build(**given)
    plain = _best(lambda: stable(instance))
    capped = Instance.build(**given, groups=nested(np.asarray(given["seats"], np.int32)))
    _tell("4  three nested levels of caps", _best(lambda: stable(capped)), plain, beside="plain", goal=2.5)
    needy = np.random.default_rng(1).random(instance.openings) < 0.05
    seats = instance.seats * 13 // 10 + 1  # more than there are students, so that some stay nearly empty
    opening = Instance.build(**{**given, "seats": seats}, opens_with=np.where(needy, seats, 0))
    before = stable(opening)
    took, after = _timed(lambda: close_underfilled(opening, before))
    _tell(f"4  closing {int(after.closed.sum()):,} openings", took, plain, beside="plain", goal=0.1)


def _dropping_out(students: int) -> None:
    instance = Instance.build(**arrays(students))
    took, result = _timed(lambda: stable(instance))
    indexed, vacancies = _timed(lambda: Vacancies(instance, result.match, result.closed))
    leavers = np.random.default_rng(1).choice(np.flatnonzero(result.match >= 0), 500, replace=False).tolist()
    left, _none = _timed(lambda: [vacancies.leave(student) for student in leavers])
    each = left / len(leavers)
    _say(f"4  one drop-out takes 1/{took / each:,.0f} of a re-run (goal 2,000); the index {indexed:.2f} s")


def _welfare(students: int) -> None:
    market = Instance.build(**arrays(students))
    student, wish = np.nonzero(market.wishes >= 0)
    opening = market.wishes[student, wish].astype(np.int64)
    value = np.random.default_rng(1).integers(0, 100, len(student))
    bare = _best(lambda: by_or_tools(student, opening, value, market.seats), times=1)
    took = _best(lambda: welfare(market, (student, opening, value)), times=1)
    _tell(f"5  welfare, {students:,}, duals included", took, bare, beside="bare OR-Tools", goal=1.3)
    first = student // 50 * 50  # classes of fifty who want the same and are worth the same
    alike = np.flatnonzero(student == first)
    rows = np.repeat(alike, 50)
    within = np.tile(np.arange(50), len(alike))
    student, opening, value = student[rows] + within, opening[rows], value[rows]
    bare = _best(lambda: by_or_tools(student, opening, value, market.seats), times=1)
    took = _best(lambda: welfare(market, (student, opening, value)), times=1)
    _say(f"5  classes of fifty alike: {bare / took:.1f} times as fast as the bare call (goal 5)")


def _growth() -> None:
    sizes = (10_000, 100_000, 1_000_000)
    took = []
    for size in sizes:
        instance = Instance.build(**arrays(size))
        took.append(_best(lambda instance=instance: stable(instance)))
    exponent = log(took[-1] / took[0]) / log(sizes[-1] / sizes[0])
    seconds = ", ".join(f"{each:.3f} s" for each in took)
    _say(f"   grows with the number of students to the power of {exponent:.2f}: {seconds}")


def _china() -> None:
    given = arrays(CHINA)
    took, instance = _timed(lambda: Instance.build(**given))
    solved, result = _timed(lambda: stable(instance))
    proven, certificate = _timed(lambda: certify(instance, result))
    assert certificate.valid
    _say(f"6  {CHINA:,} students: built {took:.1f}, solved {solved:.1f}, certified {proven:.1f} s")


def _say(line: str) -> None:
    SAID.append(line)
    print(line, flush=True)


def _write() -> None:
    """What was printed takes the place of what an earlier run printed."""
    before, _earlier, after = re.split(f"(?<={BEGINS})|(?={ENDS})", DOCUMENT.read_text(encoding="utf-8"))
    told = "\n".join(["", "", "```text", *SAID, "```", "", ""])
    DOCUMENT.write_text(before + told + after, encoding="utf-8")


def _sort(students: int) -> float:
    words = np.random.default_rng(1).integers(0, 1 << 63, students * WISHES, dtype=np.uint64)
    return _best(lambda: np.sort(words))


def _tell(what: str, took: float, yardstick: float, *, beside: str, goal: float) -> None:
    _say(f"{what}: {took / yardstick:.2f} x {beside} (goal {goal}); {took:.3f} s, {yardstick:.3f} s")


def _memory(deed: Callable[[], Any]) -> int:
    tracemalloc.start()
    deed()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def _best(deed: Callable[[], Any], times: int = 3) -> float:
    return min(_timed(deed)[0] for _ in range(times))


def _timed(deed: Callable[[], T]) -> tuple[float, T]:
    begun = perf_counter()
    answer = deed()
    return perf_counter() - begun, answer


if __name__ == "__main__":
    main()
