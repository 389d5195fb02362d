"""Markets at the edge: empty, tiny, crowded, level."""

import numpy as np
import pytest

from matching.engine import Instance, Reason, explain, solve


@pytest.mark.parametrize(
    ("wishes", "seats"),
    [
        ([], []),
        ([], [3, 1]),
        (np.zeros((0, 8), int), [1]),
        ([[], []], []),
        ([[], []], [1]),
        ([[-1], [-1]], []),
        ([[-1, -1]], [2]),
    ],
)
def test_a_market_without_wishes_places_nobody(wishes, seats):
    instance = Instance.build(wishes, np.zeros(np.shape(wishes), int), seats, range(len(wishes)))
    result = solve(instance)
    assert result.match.tolist() == [-1] * len(wishes)
    assert result.openings.full.tolist() == [False] * len(seats)
    assert explain(instance, result) == []


def test_nobody_is_nobody_however_the_empty_lists_are_written():
    for wishes, priority, eligible in [([], [[]], []), (np.zeros((0, 8), int), [], np.ones((0, 3), bool))]:
        instance = Instance.build(wishes, priority[:0], [1], [], eligible=eligible, fixed=[])
        assert solve(instance).match.tolist() == []


def test_without_seats_everybody_waits():
    instance = Instance.build([[0, 1], [1, 0]], [[5, 5], [5, 5]], [0, 0], [2, 1])
    result = solve(instance)
    assert result.match.tolist() == [-1, -1]
    assert result.openings.full.tolist() == [True, True]
    assert [result.cutoff(0), result.cutoff(1)] == [None, None]
    rows = explain(instance, result)
    assert {row.reason for row in rows} == {Reason.OUTRANKED}
    assert [row.waiting for row in rows] == [2, 2, 1, 1]


def test_one_opening_for_everybody_takes_the_best():
    priority = np.arange(1000).reshape(-1, 1) % 500
    instance = Instance.build(np.zeros((1000, 1), int), priority, [100], np.arange(1000)[::-1])
    result = solve(instance)
    assert np.flatnonzero(result.match == 0).tolist() == [*range(450, 500), *range(950, 1000)]
    assert result.cutoff(0) == (450, 549)


def test_where_all_are_level_the_lottery_is_the_order():
    lottery = [5, -3, 10**18, 0, -(2**63), 2**63 - 1]
    result = solve(Instance.build([[0, 1]] * 6, [[7, 7]] * 6, [2, 2], lottery))
    assert result.match.tolist() == [1, 0, -1, 1, 0, -1]
    assert [result.cutoff(0), result.cutoff(1)] == [(7, -3), (7, 5)]


def test_the_highest_and_the_lowest_priority_are_ordinary_numbers():
    instance = Instance.build([[0]] * 4, [[65535], [0], [65535], [0]], [3], [4, 3, 2, 1])
    result = solve(instance)
    assert result.match.tolist() == [0, -1, 0, 0]
    assert result.cutoff(0) == (0, 1)
    assert [row.rank for row in explain(instance, result)] == [2, 4, 1, 3]


def test_enough_seats_for_everybody_means_first_wishes_for_everybody():
    wishes = np.random.default_rng(1).permuted(np.tile(np.arange(30), (2000, 1)), axis=1)[:, :20]
    result = solve(Instance.build(wishes, np.zeros_like(wishes), [2**31 - 1] * 30, np.arange(2000)))
    assert result.match.tolist() == wishes[:, 0].tolist()
    assert not result.openings.full.any()


def test_one_student_and_one_opening_with_all_the_seats_a_number_can_say():
    result = solve(Instance.build([[0]], [[65535]], [2**31 - 1], [0], fixed=[-1]))
    assert result.match.tolist() == [0]
    assert result.openings.full.tolist() == [False]


def test_a_place_found_by_oneself_is_a_wish_with_one_seat_for_that_student():
    """It is had exactly where everything liked better is out of reach, and nobody else gets it."""
    instance = Instance.build([[0, 1], [0, 2], [0, -1]], [[1, 0], [9, 0], [5, 0]], [1, 1, 1], [1, 2, 3])
    result = solve(instance)
    assert result.match.tolist() == [1, 0, -1]
    assert result.openings.full.tolist() == [True, True, False]


def test_a_barred_wish_is_skipped_even_where_seats_stay_empty():
    instance = Instance.build([[0, 1]], [[9, 1]], [1, 1], [1], eligible=[[False, True]])
    assert solve(instance).match.tolist() == [1]


def test_the_whole_city_is_solved_certified_and_explained():
    """20,000 students with 20 wishes each, the largest round this form of the engine is meant for."""
    chance = np.random.default_rng(20)
    wishes = np.argsort(chance.random((20_000, 400)), axis=1)[:, :20]
    instance = Instance.build(
        wishes,
        chance.integers(0, 1000, wishes.shape),
        chance.integers(0, 90, 400),
        chance.permutation(20_000),
    )
    result = solve(instance)
    assert result.openings.full.sum() > 200
    assert len(explain(instance, result, range(100))) == 2000


def test_lists_without_a_column_are_those_of_students_who_wish_for_nothing():
    instance = Instance.build([[], []], [[], []], [1], [1, 2], fixed=[0, -1])
    assert instance.wishes.tolist() == [[-1], [-1]]
    [row] = explain(instance, solve(instance))
    assert (row.student, row.opening, row.reason, row.rank) == (0, 0, Reason.PLACED, 1)
