"""The engine against an independent implementation, told as in the paper."""

import random

from hypothesis import given, settings

from matching.engine import Instance, certify, solve, stable
from tests.engine.markets import (
    a_market,
    best_of,
    blocking_pairs,
    instance_of,
    matches_of,
    side_by_side,
    some_markets,
    stable_matches,
    textbook,
)


@given(some_markets())
@settings(deadline=None, max_examples=300)
def test_the_engine_agrees_with_the_textbook(market):
    assert tuple(solve(instance_of(market)).match.tolist()) == textbook(market)


@given(some_markets(students=4, openings=3))
@settings(deadline=None, max_examples=100)
def test_the_engine_finds_the_best_of_all_stable_matches(market):
    assert tuple(stable(instance_of(market)).match.tolist()) == best_of(market, stable_matches(market))


def test_the_engine_agrees_with_the_textbook_on_larger_markets():
    chance = random.Random(1962)
    markets = [a_market(chance, students=150, openings=20, most_seats=12, priorities=30) for _ in range(10)]
    result = solve(side_by_side(markets))
    assert matches_of(markets, result) == [textbook(market) for market in markets]
    assert not any(
        blocking_pairs(m, match) for m, match in zip(markets, matches_of(markets, result), strict=True)
    )


def test_a_long_chain_of_displacements_is_followed_to_its_end():
    """Everybody is displaced once, one after the other: the worst case of any method in rounds."""
    length = 3000
    wishes = [[0, 1], *([place, place + 1] for place in range(length - 1))]
    priority = [[2, 1], *([1, 2] for _ in range(length - 1))]
    market = Instance.build(wishes, priority, [1] * length, range(length))
    result = stable(market)
    assert certify(market, result).valid
    assert result.match.tolist() == list(range(length))
