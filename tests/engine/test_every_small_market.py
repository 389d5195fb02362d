"""Every market of three students and two openings, against all its matches; every lie anybody could tell."""

from dataclasses import replace
from functools import cache
from itertools import permutations, product

import numpy as np
import pytest

from matching.engine import Groups, solve, stable
from tests.engine import definitions
from tests.engine.markets import (
    Market,
    best_of,
    instance_of,
    matches_of,
    ranked,
    side_by_side,
    stable_matches,
)

LISTS = [(), (0,), (1,), (0, 1), (1, 0)]
RANKINGS = list(permutations(range(3)))
SCORES = [scores for scores in product(range(3), repeat=3) if set(scores) == set(range(len(set(scores))))]
SEATS = [(1, 1), (1, 2), (2, 1), (2, 2)]


@pytest.fixture(scope="module")
def answers():
    """What the engine says, by wishes, rankings and seats."""
    keys = list(product(product(LISTS, repeat=3), product(RANKINGS, repeat=2), SEATS))
    markets = [ranked(*key) for key in keys]
    return dict(zip(keys, matches_of(markets, solve(side_by_side(markets))), strict=True))


@cache
def expected(wishes, rankings, seats):
    market = ranked(wishes, rankings, seats)
    return best_of(market, stable_matches(market))


def test_every_market_gets_its_student_optimal_stable_match(answers):
    assert len(answers) == 18_000
    assert [key for key, match in answers.items() if match != expected(*key)] == []


def test_equal_scores_are_settled_by_the_lottery_and_by_nothing_else():
    assert len(SCORES) == 13  # the weak orders of three students
    lottery = (30, 10, 20)
    keys = list(product(product(LISTS, repeat=3), product(SCORES, repeat=2), [(2, 1)]))
    markets = [scored(wishes, scores, seats, lottery) for wishes, scores, seats in keys]
    found = matches_of(markets, solve(side_by_side(markets)))
    broken = [
        (wishes, tuple(tuple(sorted(range(3), key=lambda s: (-of[s], lottery[s]))) for of in scores), seats)
        for wishes, scores, seats in keys
    ]
    assert found == [expected(*key) for key in broken]


def scored(wishes, scores, seats, lottery):
    return Market(
        wishes=wishes,
        priority=tuple(tuple(scores[o][s] for o in row) for s, row in enumerate(wishes)),
        seats=seats,
        lottery=lottery,
        eligible=tuple(tuple(True for _ in row) for row in wishes),
        fixed=(-1, -1, -1),
    )


def test_no_student_gains_by_any_list_but_the_true_one(answers):
    gains = []
    for (wishes, rankings, seats), honest in answers.items():
        for student, lie in product(range(3), LISTS):
            told = (*wishes[:student], lie, *wishes[student + 1 :])
            got = answers[told, rankings, seats][student]
            truly = [*wishes[student], -1]
            if got in truly and truly.index(got) < truly.index(honest[student]):
                gains.append((wishes, rankings, seats, student, lie))
    assert gains == []


def test_under_a_cap_on_both_openings_all_lists_get_their_student_optimal_stable_match():
    """Two seats in each, and two in all; the first opening ranks students in their order."""
    groups = Groups(parent_of_opening=np.array([0, 0]), seats=np.array([2]), parent=np.array([-1]))
    wrong = []
    for wishes, rankings in product(product(LISTS, repeat=3), product(RANKINGS[:1], RANKINGS)):
        instance = replace(instance_of(ranked(wishes, rankings, (2, 2))), groups=groups)
        market = definitions.Market(instance)
        best = market.best_of([match for match in market.matches() if market.stable(match)])
        if tuple(stable(instance).match.tolist()) != best:
            wrong.append((wishes, rankings))
    assert wrong == []
