"""Students whom people have placed: they sit down first, and nobody can claim their seat."""

import numpy as np

from matching.engine import Instance, certify, solve, stable
from tests.engine.plain import instance_number


def test_a_preassigned_student_keeps_the_seat_against_better_applicants():
    instance = Instance.build([[0, 1], [0, 1]], [[1, 1], [900, 900]], [1, 1], [1, 2], fixed=[0, -1])
    result = solve(instance)
    assert result.match.tolist() == [0, 1]
    assert result.wish.tolist() == [0, 1]


def test_a_preassigned_student_need_not_have_wished_for_the_place():
    instance = Instance.build([[0], [-1]], [[5], [0]], [2, 1], [1, 2], fixed=[1, 0])
    result = solve(instance)
    assert result.match.tolist() == [1, 0]
    assert result.wish.tolist() == [-1, -1]


def test_a_preassigned_student_does_not_compete_elsewhere():
    instance = Instance.build([[1, 0], [1, -1]], [[900, 900], [1, 0]], [1, 1], [1, 2], fixed=[0, -1])
    assert solve(instance).match.tolist() == [0, 1]


def test_an_opening_filled_by_hand_is_full_and_has_no_cutoff():
    result = solve(Instance.build([[0], [0]], [[5], [5]], [1], [1, 2], fixed=[-1, 0]))
    assert result.match.tolist() == [-1, 0]
    assert result.openings.full.tolist() == [True]
    assert result.cutoff(0) is None


def test_the_cutoff_is_that_of_the_last_student_who_was_compared():
    result = solve(Instance.build([[0], [0], [0]], [[5], [70], [60]], [2], [1, 2, 3], fixed=[0, -1, -1]))
    assert result.match.tolist() == [0, 0, -1]
    assert result.cutoff(0) == (70, 2)


def test_everybody_else_is_matched_as_if_those_seats_had_never_been():
    instances = (instance for _chance, instance in map(instance_number, range(300)))
    for instance in [i for i in instances if not len(i.groups.seats) and not len(i.reserves.seats)]:
        free = np.flatnonzero(instance.fixed < 0)
        rest = Instance.build(
            instance.wishes[free],
            instance.priority[free],
            instance.seats - instance.seats_fixed,
            instance.lottery[free],
            eligible=instance.eligible[free],
            options=instance.options,
        )
        result = stable(instance)
        assert result.match[free].tolist() == stable(rest).match.tolist()
        assert certify(instance, result).valid
        sitting = np.flatnonzero(instance.fixed >= 0)
        assert result.match[sitting].tolist() == instance.fixed[sitting].tolist()
