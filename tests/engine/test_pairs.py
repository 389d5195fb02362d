"""Every student is paired with the openings that fit best, exactly as if all had been compared with all."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Instance, pairs, welfare
from matching.engine.pairs import Profiles, Weights, fit_pairs


@st.composite
def profiles(draw, *, counties=3, attributes=2):
    rows = draw(
        st.lists(
            st.tuples(st.integers(-1, 1), st.integers(0, counties - 1), *[st.integers(0, 100)] * attributes),
            max_size=8,
        )
    )
    table = np.array(rows, np.int32).reshape(len(rows), 2 + attributes)
    return Profiles(major_group=table[:, 0], county=table[:, 1], attributes=table[:, 2:])


def a_profile(rows):
    table = np.array(rows, np.int32)
    return Profiles(major_group=table[:, 0], county=table[:, 1], attributes=table[:, 2:])


ONE = Weights(counties=np.array([[0, 5], [-1, 0]]), attributes=np.array([1]))


def one_by_one(students, openings, weights, per_student):
    """The definition."""
    found = []
    for s in range(len(students.county)):
        fits = []
        for o in range(len(openings.county)):
            points = weights.counties[students.county[s], openings.county[o]]
            if students.major_group[s] == openings.major_group[o] and points >= 0:
                apart = np.abs(students.attributes[s] - openings.attributes[o])
                fits.append((-int(points + (weights.attributes * (100 - apart)).sum()), o))
        found += [(s, o, -value) for value, o in sorted(fits)[:per_student]]
    return found


@pytest.mark.parametrize("cells", [1, 2**17])
@settings(deadline=None)
@given(
    students=profiles(),
    openings=profiles(),
    counties=st.lists(st.integers(-1, 50), min_size=9, max_size=9),
    weights=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    per_student=st.integers(1, 4),
)
def test_the_best_are_those_of_comparing_all_with_all(
    *, cells, students, openings, counties, weights, per_student
):
    points = Weights(counties=np.array(counties).reshape(3, 3), attributes=np.array(weights))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairs, "CELLS", cells)
        found = fit_pairs(students, openings, points, per_student=per_student)
    rows = list(zip(*(column.tolist() for column in found), strict=True))
    assert rows == one_by_one(students, openings, points, per_student)
    assert [column.dtype for column in found] == [np.int32, np.int32, np.int64]


def test_the_nearest_attribute_is_worth_most_and_a_county_adds_its_points():
    students, openings = a_profile([(7, 0, 60), (7, 1, 60)]), a_profile([(7, 0, 60), (7, 1, 70), (8, 0, 60)])
    student, opening, value = fit_pairs(students, openings, ONE, per_student=9)
    assert [*zip(student.tolist(), opening.tolist(), value.tolist(), strict=True)] == [
        (0, 0, 100),
        (0, 1, 95),
        (1, 1, 90),
    ]


def test_what_it_finds_is_what_welfare_takes():
    students = a_profile([(7, 0, skill) for skill in (10, 50, 90)])
    openings = a_profile([(7, 0, asked) for asked in (90, 50, 10)])
    instance = Instance.build(np.full((3, 1), -1), np.zeros((3, 1), int), [1, 1, 1], [0, 1, 2])
    result = welfare(instance, fit_pairs(students, openings, ONE, per_student=3))
    assert result.match.tolist() == [2, 1, 0]


def test_everything_wrong_is_told_at_once():
    students, openings = a_profile([(7, 2, 101)]), a_profile([(7, 0, 5)])
    short = replace(openings, county=np.zeros(2, np.int32))
    heavy = Weights(counties=np.array([[0, -2], [0, 0]]), attributes=np.array([10**8]))
    with pytest.raises(ValueError, match="students") as caught:
        fit_pairs(students, short, heavy, per_student=0)
    told = str(caught.value).split("; ")
    assert [fault.split(":")[0] for fault in told] == [
        "students",
        "students",
        "openings",
        "counties",
        "weights",
        "per_student",
    ]


def test_the_number_of_students_alone_decides_how_much_is_held():
    """All with all would be four hundred million values."""
    rows = np.arange(20_000, dtype=np.int32)
    crowd = Profiles(major_group=rows % 50, county=rows % 2, attributes=(rows % 101)[:, None])
    student, opening, _value = fit_pairs(crowd, crowd, ONE, per_student=3)
    assert np.bincount(student).tolist() == [3] * 20_000
    assert (crowd.major_group[student] == crowd.major_group[opening]).all()
    forbidden = {pair for pair in product(range(2), repeat=2) if ONE.counties[pair] < 0}
    assert not forbidden & set(
        zip(crowd.county[student].tolist(), crowd.county[opening].tolist(), strict=True)
    )
