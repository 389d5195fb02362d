"""No outcome of a small market is better than the one that welfare finds."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Options, Unranked, stable, welfare, welfare_mechanism
from matching.engine.certificate import Check
from matching.engine.welfare_classes import classes_of
from matching.engine.welfare_pairs import GREATEST, Objective, PairFaultKind, PairFaults, Pairs
from tests.engine.welfare_markets import OBJECTIVES, Market, breaches, markets, moved


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(deadline=None)
@given(market=st.one_of(markets(), markets(alike=True)))
def test_no_outcome_is_better_and_the_prices_prove_it(objective, market):
    instance = market.instance()
    result = welfare(instance, market.columns, objective=objective)
    match = tuple(result.match.tolist())
    assert market.holds(match)
    best = max(market.merit(outcome, objective) for outcome in market.outcomes())
    assert market.merit(match, objective) == best
    assert breaches(instance, result) == set()


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(deadline=None)
@given(market=markets(), data=st.data())
def test_row_order_does_not_matter_with_ids(objective, market, data):
    n, m = len(market.values), len(market.seats)
    students, openings = data.draw(st.permutations(range(n))), data.draw(st.permutations(range(m)))
    turned = Market(
        tuple(market.seats[o] for o in openings),
        tuple({openings.index(o): v for o, v in market.values[s].items()} for s in students),
        tuple(-1 if market.fixed[s] < 0 else openings.index(market.fixed[s]) for s in students),
        tuple(market.around[o] for o in openings),
        market.caps,
    )
    ids = {"group_ids": ["inner", "outer"]}
    here = welfare(
        market.instance(
            student_ids=[f"s{s}" for s in range(n)], opening_ids=[f"o{o}" for o in range(m)], **ids
        ),
        market.columns,
        objective=objective,
    )
    there = welfare(
        turned.instance(
            student_ids=[f"s{s}" for s in students],
            opening_ids=[f"o{o}" for o in openings],
            lottery=students,
            **ids,
        ),
        turned.columns,
        objective=objective,
    )
    assert [-1 if o < 0 else openings[o] for o in there.match.tolist()] == here.match[students].tolist()
    assert there.digest == here.digest


def test_of_students_alike_the_first_by_lottery_has_the_better_value():
    market = Market((1, 1), ({0: 1, 1: 5},) * 3, (-1,) * 3, (-1, -1), (0, 0))
    result = welfare(market.instance(lottery=[30, 10, 20]), market.columns)
    assert result.match.tolist() == [-1, 1, 0]


def test_students_alike_are_one_class_however_the_sums_of_their_rows_fall():
    rows = [{0: 1, 1: 2}, {0: 2, 1: 1}, {0: 1, 1: 2}, {0: 1}, {0: 1, 1: 2}]
    flat = [(s, o, v) for s, row in enumerate(rows) for o, v in row.items()]
    student, opening, value = (np.array(column) for column in zip(*flat, strict=True))
    classes = classes_of(
        Pairs(student=student, opening=opening, value=value), np.array([4, 3, 2, 1, 0]), np.arange(2)
    )
    first, members = classes.first.tolist(), classes.member.tolist()
    assert [members[a:b] for a, b in pairwise(first)] == [[4, 2, 0], [3], [1]]


@settings(deadline=None)
@given(market=markets())
def test_a_bad_guess_and_no_patience_cost_time_only(market):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(welfare_mechanism, "GREATEST_COST", 2)
        patch.setattr(welfare_mechanism, "PATIENCE", 1)
        result = welfare(market.instance(), market.columns, objective="leximin")
    best = max(market.merit(outcome, "leximin") for outcome in market.outcomes())
    assert market.merit(tuple(result.match.tolist()), "leximin") == best
    assert breaches(market.instance(), result) == set()


def test_more_students_come_before_any_value():
    market = Market((1, 1), ({0: GREATEST, 1: 0}, {0: -GREATEST}), (-1, -1), (-1, -1), (0, 0))
    assert welfare(market.instance(), market.columns).match.tolist() == [1, 0]


def test_leximin_spares_the_worst_off_where_the_sum_would_not():
    market = Market((1, 1, 1), ({0: 0, 1: 2}, {1: 0, 2: 2, 0: 9}, {2: 0, 0: 2}), (-1,) * 3, (-1,) * 3, (0, 0))
    hard = Market((1, 1), ({0: 0, 1: 3}, {0: 2, 1: 6}), (-1,) * 2, (-1,) * 2, (0, 0))
    assert welfare(market.instance(), market.columns, objective="leximin").match.tolist() == [0, 1, 2]
    assert welfare(hard.instance(), hard.columns, objective="leximin").match.tolist() == [1, 0]


def test_whoever_has_a_place_keeps_it_and_the_others_are_paired():
    n = 4
    market = Market((1, 2, 1), ({0: 9, 1: 9},) * n, (-1, -1, -1, 2), (0, 0, -1), (2, 9))
    instance = market.instance(wishes=[[0], [0], [-1], [-1]], priority=[[5], [7], [0], [0]])
    before = stable(instance)
    result = welfare(instance, market.columns, after=before)
    assert before.match.tolist() == [-1, 0, -1, 2]
    assert result.match.tolist() == [1, 0, -1, 2]  # the group around both has two seats
    assert result.wish.tolist() == [-1, 0, -1, -1]
    assert result.groups.full.tolist() == [True, False]
    assert breaches(instance, result) == set()
    assert breaches(instance, moved(result, 1, 1)) >= {Check.NOT_WISHED}


def test_what_was_closed_stays_closed():
    market = Market((3, 1), ({0: 9, 1: 1},), (-1,), (-1, -1), (0, 0))
    instance = market.instance(opens_with=[3, 0])
    before = replace(stable(instance), closed=np.array([True, False]))
    result = welfare(instance, market.columns, after=before)
    assert (result.match.tolist(), result.closed.tolist()) == ([1], [True, False])
    assert breaches(instance, result) == set()


def test_a_result_to_go_on_from_must_be_of_the_instance_and_of_what_was_asked():
    market = Market((1, 1), ({0: 9},), (-1,), (-1, -1), (0, 0))
    instance, other = market.instance(), replace(market, seats=(1, 2)).instance()
    with pytest.raises(ValueError, match="another instance"):
        welfare(instance, market.columns, after=stable(other))
    with pytest.raises(ValueError, match="did not ask"):
        welfare(instance, market.columns, after=moved(stable(instance), 0, 1))


def test_every_fault_of_the_pairs_is_told():
    market = Market((1, 1), ({}, {}, {}), (-1,) * 3, (-1, -1), (0, 0))
    instance = market.instance()
    columns = [0, 7, 1, 1, 2, 1], [0, 0, 9, 1, 0, 1], [1, 1, 1, GREATEST + 1, -1, 1]
    with pytest.raises(PairFaults) as caught:
        welfare(instance, columns, objective="rank")
    assert [(fault.kind, fault.pair) for fault in caught.value.faults] == [
        (PairFaultKind.UNKNOWN_STUDENT, 1),
        (PairFaultKind.UNKNOWN_OPENING, 2),
        (PairFaultKind.VALUE_OUT_OF_RANGE, 3),
        (PairFaultKind.VALUE_OUT_OF_RANGE, 4),
        (PairFaultKind.DUPLICATE, 5),
    ]


def test_a_wish_that_is_barred_or_not_ranked_is_no_pair():
    market = Market((1, 1), ({0: 9, 1: 1}, {0: 9, 1: 1}), (-1,) * 2, (-1, -1), (0, 0))
    instance = market.instance(
        wishes=[[0], [0]],
        priority=[[5], [0]],
        eligible=[[False], [True]],
        options=Options(unranked=Unranked.UNACCEPTABLE),
    )
    result = welfare(instance, market.columns)
    assert sorted(result.match.tolist()) == [-1, 1]
    assert breaches(instance, result) == set()
    all_pairs = welfare(market.instance(), market.columns).welfare
    assert Check.INELIGIBLE in breaches(instance, replace(result, welfare=all_pairs))


@pytest.mark.parametrize(
    "columns", [([0], [0]), ([0], [0], [0.5]), ([0], [0, 1], [1]), ([[0]], [[0]], [[0]])]
)
def test_pairs_are_three_columns_of_whole_numbers(columns):
    with pytest.raises(PairFaults, match="shape"):
        welfare(Market((1,), ({},), (-1,), (-1,), (0, 0)).instance(), columns)


def test_without_pairs_nobody_is_placed():
    market = Market((1,), ({}, {}), (-1, 0), (-1,), (0, 0))
    for objective in OBJECTIVES:
        result = welfare(market.instance(), ([], [], []), objective=objective)
        assert result.match.tolist() == [-1, 0]
        assert breaches(market.instance(), result) == set()


def test_objectives_have_names():
    assert [*Objective] == OBJECTIVES
    with pytest.raises(ValueError, match="luck"):
        welfare(Market((1,), ({},), (-1,), (-1,), (0, 0)).instance(), ([], [], []), objective="luck")
