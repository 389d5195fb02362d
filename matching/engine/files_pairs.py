"""What the mechanism is asked, and the pairs of a file that welfare may choose from."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE
from matching.engine.files_json import Unreadable
from matching.engine.files_reading import Reading
from matching.engine.instance import Instance
from matching.engine.market import Unranked
from matching.engine.result import Result
from matching.engine.solving import certified, solve
from matching.engine.welfare_mechanism import welfare
from matching.engine.welfare_pairs import PairFaults

Pairs = tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]  # student, opening, value


def solved(instance: Instance, mechanism: str, objective: str, pairs: Callable[[str], Pairs]) -> Result:
    """The verified result. `pairs` has those of an objective. Raises `Unreadable` and `NotCertified`."""
    if mechanism != "welfare":
        return solve(instance)
    try:
        return certified(instance, welfare(instance, pairs(objective), objective=objective))
    except PairFaults as error:
        raise Unreadable(f"{fault}." for fault in error.faults) from error


def usual_objective(reading: Reading) -> str:
    """What is meant where nobody says it."""
    return "rank" if reading.market.fit is None else "fit"


def pairs_of(reading: Reading, objective: str) -> Pairs:
    """The pairs of a JSON file, of students who are not fixed, by student and then by slot.

    Raises `Unreadable` where the file does not say what fits.
    """
    if objective == "fit" and reading.market.fit is None:
        raise Unreadable(["The objective fit needs the field fit."])
    student, opening, value = _fitting(reading) if objective == "fit" else wished(reading.instance)
    order = np.lexsort((opening, student))
    order = order[reading.instance.fixed[student[order]] == NONE]
    return student[order], opening[order], value[order]


def wished(instance: Instance) -> Pairs:
    """All wishes that may be filled, each worth its number; 0 is the first."""
    student, wish = np.nonzero(instance.acceptable)
    return student.astype(np.int32), instance.wishes[student, wish], wish.astype(np.int64)


def _fitting(reading: Reading) -> Pairs:
    """All that fit, but those of which the slot does not list the student."""
    students = {one: number for number, one in enumerate(reading.instance.student_ids or ())}
    slots = {one: number for number, one in enumerate(reading.instance.opening_ids or ())}
    everybody = reading.market.options.unranked is Unranked.LAST
    pairs = [
        (students[student], slots[slot], value)
        for student, values in (reading.market.fit or {}).items()
        for slot, value in values.items()
        if everybody or (names := reading.scales.listed[slot]) is None or student in names
    ]
    columns = np.array(pairs, np.int64).reshape(-1, 3)
    return columns[:, 0].astype(np.int32), columns[:, 1].astype(np.int32), columns[:, 2].copy()
