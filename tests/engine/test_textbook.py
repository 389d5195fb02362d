"""The engine against the textbook: `make oracle N=10000` tries more markets than every run of the tests."""

import os
import random

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import Instance, Mechanism, certify, stable
from matching.engine.applicants import Applicants
from matching.engine.deferred_acceptance import GUARANTEES, in_turn
from matching.engine.rounds import settle
from matching.engine.writing import written
from tests.engine.chance import KINDS, an_instance, some_instances
from tests.engine.definitions import Market
from tests.engine.plain import instance_number, said, to_say
from tests.engine.textbook import textbook

NUMBERS = range(int(os.environ.get("ORACLE", "500")))


def heard(instance: Instance, *, until: int):
    """Deferred acceptance in rounds until so few ask, who are heard one by one."""
    applicants = Applicants(instance, np.zeros(instance.openings, bool))
    few = settle(applicants, np.flatnonzero(instance.fixed < 0), until=until)
    hearing = in_turn(applicants)(applicants)
    hearing.hear(few.tolist())
    hearing.write_back()
    return written(applicants, Mechanism.STABLE, GUARANTEES)


def test_the_engine_agrees_with_the_textbook_on_every_match_wish_and_bar():
    wrong = []
    for number in NUMBERS:
        _chance, instance = instance_number(number)
        expected = to_say(instance, textbook(instance))
        in_rounds, in_a_row = heard(instance, until=0), heard(instance, until=instance.students)
        mixed = heard(instance, until=instance.students // 2)
        if any(said(result) != expected for result in (in_rounds, in_a_row, mixed, stable(instance))):
            wrong.append(number)
    assert wrong == []


@settings(max_examples=60, deadline=None)
@given(some_instances(students=6, openings=4))
def test_the_engine_agrees_with_the_textbook_on_whatever_market_is_thought_of(instance):
    assert said(stable(instance)) == to_say(instance, textbook(instance))


@pytest.mark.parametrize("kind", KINDS)
def test_the_engine_finds_the_best_of_all_stable_matches(kind):
    """Of all matches there are, by the definition of stability."""
    chance = random.Random(kind)
    for instance in [an_instance(chance, students=4, openings=3, **KINDS[kind]) for _ in range(40)]:
        market = Market(instance)
        best = market.best_of([match for match in market.matches() if market.stable(match)])
        assert tuple(stable(instance).match.tolist()) == best


@pytest.mark.parametrize("kind", KINDS)
def test_the_engine_agrees_with_the_textbook_on_larger_markets(kind):
    instance = an_instance(random.Random(kind), students=60, openings=20, **KINDS[kind])
    assert said(stable(instance)) == to_say(instance, textbook(instance))


def test_the_engine_agrees_with_the_textbook_where_rounds_end_and_some_are_heard_one_by_one():
    chance = random.Random("rounds")
    rows = [chance.sample(range(100), 8) for _ in range(500)]
    priority = [[chance.randint(0, 30) for _ in row] for row in rows]
    seats = [chance.randint(0, 9) for _ in range(100)]
    market = Instance.build(rows, priority, seats, chance.sample(range(500), 500))
    assert said(stable(market)) == to_say(market, textbook(market))


@pytest.mark.parametrize("until", [0, 5000])
def test_a_long_chain_of_displacements_is_followed_to_its_end(until):
    """Everybody is displaced once, one after the other: the worst case of any method in rounds."""
    length = 3000
    wishes = [[0, 1], *([place, place + 1] for place in range(length - 1))]
    priority = [[2, 1], *([1, 2] for _ in range(length - 1))]
    market = Instance.build(wishes, priority, [1] * length, range(length))
    result = heard(market, until=until)
    assert certify(market, result).valid
    assert result.match.tolist() == list(range(length))
