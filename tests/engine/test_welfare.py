"""No outcome of a small market is better than the one that welfare finds, and the prices prove it."""

import ast
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import engine
from matching.engine import Groups, Instance, stable
from matching.engine.certificate import Check
from matching.engine.certification_welfare import welfare_breaches
from matching.engine.duals import shortest
from matching.engine.welfare import welfare
from matching.engine.welfare_classes import classes_of
from matching.engine.welfare_pairs import GREATEST, Objective, PairFaultKind, PairFaults, Pairs

OBJECTIVES = ["fit", "rank", "leximin"]
ROOM = Path(engine.__file__).parent


@dataclass(frozen=True)
class Market:
    """Values by student and opening; who is pre-assigned where; two groups, the first inside the second."""

    seats: tuple[int, ...]
    values: tuple[dict[int, int], ...]
    fixed: tuple[int, ...]
    around: tuple[int, ...]
    caps: tuple[int, int]

    @property
    def columns(self):
        rows = [
            (s, o, value)
            for s, row in enumerate(self.values)
            for o, value in row.items()
            if self.fixed[s] < 0
        ]
        return tuple(np.array([row[column] for row in rows], np.int64) for column in range(3))

    def instance(self, **others):
        n = len(self.values)
        return Instance.build(
            others.pop("wishes", np.full((n, 1), -1)),
            others.pop("priority", np.zeros((n, 1), int)),
            self.seats,
            others.pop("lottery", [*range(n)]),
            fixed=self.fixed,
            groups=Groups(
                parent_of_opening=np.array(self.around, np.int32),
                seats=np.array(self.caps, np.int32),
                parent=np.array([1, -1], np.int32),
            ),
            **others,
        )

    def holds(self, match):
        """Whether nothing takes more than it may."""
        inner = sum(o >= 0 and self.around[o] == 0 for o in match)
        outer = sum(o >= 0 and self.around[o] >= 0 for o in match)
        return (
            all(match.count(o) <= seats for o, seats in enumerate(self.seats))
            and inner <= self.caps[0]
            and outer <= self.caps[1]
        )

    def outcomes(self):
        """Every match that is allowed."""
        options = [
            [place] if place >= 0 else [-1, *row] for row, place in zip(self.values, self.fixed, strict=True)
        ]
        return filter(self.holds, product(*options))

    def merit(self, match, objective):
        """Greater is better: how many are placed, then the values."""
        values = [self.values[s][o] for s, o in enumerate(match) if o >= 0 and self.fixed[s] < 0]
        if objective == "leximin":
            at = Counter(values)
            return len(values), tuple(-at[rank] for rank in range(9, -1, -1))
        return len(values), sum(values) if objective == "fit" else -sum(values)


@st.composite
def markets(draw, *, alike=False):
    openings = draw(st.integers(1, 4))
    seats = draw(st.tuples(*[st.integers(0, 2)] * openings))
    row = st.dictionaries(st.integers(0, openings - 1), st.integers(0, 3), max_size=3)
    rows = st.sampled_from(draw(st.lists(row, min_size=1, max_size=2))) if alike else row
    values = draw(st.lists(rows, min_size=1, max_size=5))
    around = draw(st.tuples(*[st.sampled_from([-1, 0, 1])] * openings))
    caps = draw(st.tuples(st.integers(0, 3), st.integers(0, 4)))
    fixed = draw(st.lists(st.integers(-1, openings - 1), min_size=len(values), max_size=len(values)))
    market = Market(seats, tuple(values), tuple(fixed), around, caps)
    return market if market.holds(fixed) else replace(market, fixed=(-1,) * len(values))


def breaches(instance, result):
    return {breach.check for breach in welfare_breaches(instance, result)}


def moved(result, student, opening):
    match = result.match.copy()
    match[student] = opening
    return replace(result, match=match)


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
    instance = market.instance(wishes=[[0], [1], [-1]], eligible=[[False], [True], [True]])
    columns = [0, 7, 1, 1, 2, 1], [0, 0, 9, 1, 0, 1], [1, 1, 1, GREATEST + 1, -1, 1]
    with pytest.raises(PairFaults) as caught:
        welfare(instance, columns, objective="rank")
    assert [(fault.kind, fault.pair) for fault in caught.value.faults] == [
        (PairFaultKind.UNKNOWN_STUDENT, 1),
        (PairFaultKind.UNKNOWN_OPENING, 2),
        (PairFaultKind.VALUE_OUT_OF_RANGE, 3),
        (PairFaultKind.VALUE_OUT_OF_RANGE, 4),
        (PairFaultKind.DUPLICATE, 5),
        (PairFaultKind.INELIGIBLE, 0),
    ]


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


def test_a_cycle_of_negative_length_is_no_way():
    with pytest.raises(RuntimeError, match="negative"):
        shortest(np.array([0, 1]), np.array([1, 0]), np.array([1, -2]), 2)


def test_verification_shares_nothing_with_the_solver():
    tree = ast.parse((ROOM / "certification_welfare.py").read_text())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {module for module in imported if "welfare" in module or "duals" in module}


def test_objectives_have_names():
    assert [*Objective] == OBJECTIVES
    with pytest.raises(ValueError, match="luck"):
        welfare(Market((1,), ({},), (-1,), (-1,), (0, 0)).instance(), ([], [], []), objective="luck")
