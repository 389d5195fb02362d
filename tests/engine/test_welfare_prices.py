"""Prices prove every best outcome and no other: whatever is changed in outcome, pairs or prices is seen."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import engine
from matching.engine import welfare
from matching.engine.certificate import Check
from matching.engine.certification import certify
from matching.engine.duals import prices_of
from matching.engine.welfare_network import Face, Network
from matching.engine.welfare_sets import sets_of
from tests.engine.welfare_markets import OBJECTIVES, Market, breaches, markets, moved

ROOM = Path(engine.__file__).parent


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(deadline=None)
@given(market=markets())
def test_the_same_prices_prove_every_best_outcome_and_no_other(objective, market):
    instance = market.instance()
    result = welfare(instance, market.columns, objective=objective)
    best = market.merit(tuple(result.match.tolist()), objective)
    for outcome in market.outcomes():
        other = replace(result, match=np.array(outcome, np.int32))
        proven = Check.OPTIMALITY not in breaches(instance, other)
        assert proven == (market.merit(outcome, objective) == best)


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(deadline=None)
@given(market=markets(), data=st.data())
def test_prices_that_are_accepted_prove_what_they_should(objective, market, data):
    instance = market.instance()
    result = welfare(instance, market.columns, objective=objective)
    outcome = data.draw(st.sampled_from([*market.outcomes()]))
    price = st.integers(-2, 3)
    prices = tuple(
        np.array([p + data.draw(price) for p in step.tolist()]) if data.draw(st.booleans()) else step
        for step in result.welfare.prices
    )
    other = replace(result, match=np.array(outcome, np.int32), welfare=replace(result.welfare, prices=prices))
    best = market.merit(tuple(result.match.tolist()), objective)
    assert Check.OPTIMALITY in breaches(instance, other) or market.merit(outcome, objective) == best


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda w: replace(w, value=w.value[:-1]), Check.SHAPE),
        (lambda w: replace(w, opening=w.opening + 9), Check.SHAPE),
        (lambda w: replace(w, student=w.student[::-1]), Check.SHAPE),
        (lambda w: replace(w, objective="luck"), Check.SHAPE),
        (lambda w: replace(w, prices=(w.prices[0], w.prices[1] + 2**61)), Check.SHAPE),
        (lambda w: replace(w, prices=w.prices[:1]), Check.OPTIMALITY),
        (lambda w: replace(w, objective="rank"), Check.OPTIMALITY),
        (lambda w: replace(w, value=w.value + np.array([0, 0, 50, 0])), Check.OPTIMALITY),
    ],
)
def test_changed_pairs_and_prices_are_seen(change, check):
    market = Market((1, 1), ({0: 5, 1: 1}, {0: 4, 1: 3}, {}), (-1,) * 3, (-1, -1), (0, 0))
    instance = market.instance()
    result = welfare(instance, market.columns)
    changed = replace(result, welfare=change(result.welfare))
    assert breaches(instance, result) == set()
    assert breaches(instance, changed) == {check}


def test_a_wrong_account_of_seats_and_a_promise_too_many_are_seen():
    market = Market((1, 1), ({0: 5, 1: 1}, {0: 4}), (-1,) * 2, (0, -1), (1, 4))
    instance = market.instance()
    result = welfare(instance, market.columns)
    groups = replace(result.groups, full=~result.groups.full)
    openings = replace(result.openings, priority=result.openings.priority + 1)
    assert breaches(instance, replace(result, groups=groups, openings=openings)) == {Check.CUTOFF}
    promise = replace(result.guarantees, stable=True)
    assert breaches(instance, replace(result, guarantees=promise)) == {Check.UNPROVEN}
    assert breaches(instance, replace(result, welfare=None)) == {Check.SHAPE}


def test_no_prices_prove_a_flow_that_is_not_the_greatest():
    sets = sets_of(
        Market((1, 1), ({}, {}), (-1,) * 2, (-1, -1), (0, 0)).instance(),
        np.full(2, -1, np.int32),
        np.zeros(2, np.bool_),
    )
    row, place = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    network = Network(size=np.ones(2, np.int64), row=row, place=place, sets=sets)
    worth, best, worst = np.array([2, 0, 0, 2]), np.array([1, 0, 0, 1]), np.array([0, 1, 1, 0])
    assert prices_of(network, worth, best, Face.whole(network)) is not None
    assert prices_of(network, worth, worst, Face.whole(network)) is None


def test_verification_shares_nothing_with_the_solver():
    tree = ast.parse((ROOM / "certification_welfare.py").read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {module for module in imported if "welfare" in module or "duals" in module}


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(deadline=None)
@given(market=markets())
def test_a_whole_certificate_is_given_and_withheld_where_a_student_is_moved(objective, market):
    instance = market.instance()
    result = welfare(instance, market.columns, objective=objective)
    assert certify(instance, result).breaches == ()
    best = market.merit(tuple(result.match.tolist()), objective)
    for student, opening in zip(*[column.tolist() for column in market.columns[:2]], strict=True):
        other = moved(result, student, opening)
        match = tuple(other.match.tolist())
        if not market.holds(match) or market.merit(match, objective) != best:
            checks = {breach.check for breach in certify(instance, other).breaches}
            assert checks & {Check.OPTIMALITY, Check.OVER_CAPACITY}
