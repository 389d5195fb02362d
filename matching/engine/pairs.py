"""Which students fit which openings, and how well: the pairs that `welfare` chooses from.

Students are only compared with openings of their own major group, in counties they may be sent to; block by
block, so that `CELLS` numbers are held at a time and never as many as students times openings.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.engine.arrays import NONE, Int32s, Int64s

FULL = 100
"""The greatest value of an attribute."""
CELLS = 2**17
"""Scored at a time: few enough for the processor's cache."""
GREATEST = 10**9


@dataclass(frozen=True, eq=False, kw_only=True)
class Profiles:
    """What is known of r students, or of r openings, that decides how well they fit.

    major_group  int32[r]     only the same fit
    county       int32[r]     row (of students) or column (of openings) of `Weights.counties`
    attributes   int32[r, k]  0-100: what students bring, what openings ask, in the same units
    """

    major_group: Int32s
    county: Int32s
    attributes: Int32s


@dataclass(frozen=True, eq=False, kw_only=True)
class Weights:
    """What counts how much: the points of the counties, and for each attribute weight * (100 - distance).

    counties    int64[c, c]  points for a student from the county of the row at an opening in that of the
                             column; -1: never paired
    attributes  int64[k]     0 or more
    """

    counties: Int64s
    attributes: Int64s


def fit_pairs(
    students: Profiles, openings: Profiles, weights: Weights, *, per_student: int
) -> tuple[Int32s, Int32s, Int64s]:
    """(student int32, opening int32, value int64): the best `per_student` openings of each, best first.

    Openings of equal value come in their order. Students come in theirs; some may have fewer pairs, or none.

    Raises `ValueError` where shapes do not go together, a number is out of range, or a value could be above
    10**9.
    """
    _expect_faultless(students, openings, weights, per_student)
    nothing = np.empty(0, np.int64)
    blocks = [(nothing, nothing, nothing), *_blocks(students, openings, weights, per_student)]
    student, opening, value = (np.concatenate(column) for column in zip(*blocks, strict=True))
    order = np.argsort(student, kind="stable")
    return student[order].astype(np.int32), opening[order].astype(np.int32), value[order]


def _blocks(
    students: Profiles, openings: Profiles, weights: Weights, per_student: int
) -> Iterator[tuple[Int64s, Int64s, Int64s]]:
    """The pairs of some students at a time, all of one major group and county."""
    sought, offered = _by_group_and_county(students), _by_group_and_county(openings)
    near: dict[int, list[tuple[int, Int64s]]] = {}
    for (group, county), rows in offered.items():
        near.setdefault(group, []).append((county, rows))
    for (group, county), rows in sought.items():
        around = [there for other, there in near.get(group, []) if weights.counties[county, other] != NONE]
        if not around:
            continue
        places = np.sort(np.concatenate(around))
        points = weights.counties[county, openings.county[places]]
        some = max(CELLS // len(places), 1)
        for first in range(0, len(rows), some):
            members = rows[first : first + some]
            gained = _values(students.attributes[members], openings.attributes[places], weights.attributes)
            best, value = _best(gained + points, per_student)
            yield np.repeat(members, best.shape[1]), places[best].ravel(), value.ravel()


def _by_group_and_county(profiles: Profiles) -> dict[tuple[int, int], Int64s]:
    """The rows of each major group and county, in their order."""
    order = np.lexsort((profiles.county, profiles.major_group))
    group, county = profiles.major_group[order], profiles.county[order]
    ends = np.flatnonzero((np.diff(group) != 0) | (np.diff(county) != 0)) + 1
    parts = np.split(order, ends) if len(order) else []
    return {(int(profiles.major_group[rows[0]]), int(profiles.county[rows[0]])): rows for rows in parts}


def _values(brought: Int32s, asked: Int32s, weights: Int64s) -> Int64s:
    """int64[students, openings]: what the attributes are worth."""
    values = np.full((len(brought), len(asked)), FULL * int(weights.sum()), np.int64)
    for attribute, weight in enumerate(weights.tolist()):
        values -= weight * np.abs(brought[:, attribute, None].astype(np.int64) - asked[:, attribute])
    return values


def _best(values: Int64s, most: int) -> tuple[Int64s, Int64s]:
    """(column, value) of the best of each row, best first, ties by column: both packed into one number."""
    columns = values.shape[1]
    packed = values * columns + np.arange(columns)[::-1]
    if most < columns:
        packed = np.partition(packed, columns - most, axis=1)[:, columns - most :]
    packed = np.sort(packed, axis=1)[:, ::-1]
    return columns - 1 - packed % columns, packed // columns


def _expect_faultless(students: Profiles, openings: Profiles, weights: Weights, per_student: int) -> None:
    """Raise `ValueError` with all that is wrong."""
    counties, kinds = len(weights.counties), len(weights.attributes)
    wrong = [
        *_faults("students", students, counties, kinds),
        *_faults("openings", openings, counties, kinds),
    ]
    if weights.counties.shape != (counties, counties) or (weights.counties < NONE).any():
        wrong.append("counties: not a square of points from -1")
    most = int(weights.counties.max(initial=0)) + FULL * sum(weights.attributes.tolist())
    if (weights.attributes < 0).any() or most > GREATEST:
        wrong.append(f"weights: below 0, or a value may exceed {GREATEST}")
    if per_student < 1:
        wrong.append("per_student: below 1")
    if wrong:
        raise ValueError("; ".join(wrong))


def _faults(name: str, profiles: Profiles, counties: int, kinds: int) -> Iterator[str]:
    rows = len(profiles.major_group)
    if profiles.county.shape != (rows,) or profiles.attributes.shape != (rows, kinds):
        yield f"{name}: shapes do not go together"
    if (profiles.county < 0).any() or (profiles.county >= counties).any():
        yield f"{name}: a county that is not among the weights"
    if (profiles.attributes < 0).any() or (profiles.attributes > FULL).any():
        yield f"{name}: an attribute that is not 0-{FULL}"
