"""Student-proposing deferred acceptance, as in "College Admissions and the Stability of Marriage".

Everybody applies where they most want to go; an opening holds the best applicants it has seen, as many as
it has seats, and lets the others go; they apply to their next wish, until nobody is left who has one.
With strict priorities (here: priority, then one lottery number a student, the same everywhere) the
outcome does not depend on who applies first. It is stable and no stable outcome is better for any student
(Gale & Shapley 1962, theorems 1 and 2), and no student gains by listing wishes that are not the true ones
(Roth 1982, "The Economics of Matching").
"""

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from matching.engine.arrays import NONE, Int16s, Int32s
from matching.engine.digests import digest, sealed
from matching.engine.instance import Instance
from matching.engine.result import Guarantees, Result

GUARANTEES = Guarantees(stable=True, student_optimal=True, truthful=True, exact=True)


class _Held(NamedTuple):
    """An applicant whom an opening holds; the least entitled compares lowest, so a heap has them on top."""

    priority: int
    minus_lottery: int
    student: int
    wish: int


def stable(instance: Instance) -> Result:
    """The student-optimal stable result, in O(E log E) for E wishes; pre-assigned students sit down first."""
    held = _held_at_the_end(instance)
    match, wish = _places(instance, held)
    full = np.bincount(match[match != NONE], minlength=instance.openings) == instance.seats
    bars = [holders[0] if holders and is_full else None for holders, is_full in zip(held, full, strict=True)]
    result = Result(
        match=match,
        wish=wish,
        full=full,
        cutoff_priority=np.array([NONE if bar is None else bar.priority for bar in bars], np.int32),
        cutoff_lottery=np.array([0 if bar is None else -bar.minus_lottery for bar in bars], np.int64),
        guarantees=GUARANTEES,
        student_ids=instance.student_ids,
        opening_ids=instance.opening_ids,
        instance_digest=digest(instance),
    )
    return sealed(result)


def _held_at_the_end(instance: Instance) -> list[list[_Held]]:
    seats = (instance.seats - instance.seats_fixed).tolist()
    wishes, priority = instance.wishes.tolist(), instance.priority.tolist()
    lottery = instance.lottery.tolist()
    left = [iter(wishes_of) for wishes_of in _eligible_wishes(instance)]
    held: list[list[_Held]] = [[] for _ in seats]
    waiting = np.flatnonzero(instance.fixed == NONE).tolist()
    while waiting:
        student = waiting.pop()
        wish = next(left[student], None)
        if wish is None:
            continue  # every wish was heard; no place
        opening = wishes[student][wish]
        heappush(held[opening], _Held(priority[student][wish], -lottery[student], student, wish))
        if len(held[opening]) > seats[opening]:
            waiting.append(heappop(held[opening]).student)  # the least entitled asks elsewhere
    return held


def _eligible_wishes(instance: Instance) -> list[list[int]]:
    """For each student the numbers of the wishes that the rules allow, best first."""
    allowed = (instance.eligible & (instance.wishes != NONE)).tolist()
    return [[wish for wish, may in enumerate(row) if may] for row in allowed]


def _places(instance: Instance, held: list[list[_Held]]) -> tuple[Int32s, Int16s]:
    match = instance.fixed.copy()
    wish = np.full(instance.students, NONE, np.int16)
    students, wishes = np.nonzero((instance.wishes == instance.fixed[:, None]) & (instance.wishes != NONE))
    wish[students] = wishes
    for opening, holders in enumerate(held):
        for one in holders:
            match[one.student], wish[one.student] = opening, one.wish
    return match, wish
