"""The order in which rows are handed in never counts: the same outcome by id, the same digest."""

import random

import pytest

from matching.engine import Instance, digest_of, solve
from tests.engine.entire_markets import Shuffle, entire


@pytest.mark.parametrize("seed", range(100))
def test_rows_in_another_order_have_the_same_outcome(seed):
    """With everything a market may have, blocks and openings that may close among it."""
    chance = random.Random(seed)
    arguments = entire(chance)
    one, other = Instance.build(**arguments), Instance.build(**Shuffle(chance, arguments).market())
    placed = [solve(instance) for instance in (one, other)]
    assert outcome(one, placed[0]) == outcome(other, placed[1])
    assert digest_of(placed[0], one) == digest_of(placed[1], other)


def outcome(instance, result):
    places = [*instance.opening_ids, None]
    return {s: places[place] for s, place in zip(instance.student_ids, result.match.tolist(), strict=True)}
