"""A wrong match never passes: verification finds what the definitions say is there, and nothing else."""

import ast
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from matching import engine
from matching.engine import Breach, Check, Groups, Instance, Reserves, certify, solve
from matching.engine.certification_findings import LISTED, Findings
from tests.engine.chance import KINDS, WHOLE_CLASS, an_instance, some_instances
from tests.engine.claims import NONE_AT_ALL, claim
from tests.engine.definitions import Market

ROOM = Path(engine.__file__).parent


def checks(certificate):
    return {breach.check for breach in certificate.breaches}


def pairs(breaches):
    return {(breach.student, breach.opening) for breach in breaches}


@pytest.mark.parametrize("kind", KINDS)
def test_of_all_matches_only_the_student_optimal_stable_one_is_certified(kind):
    chance = random.Random(kind)
    for instance in [an_instance(chance, students=4, openings=3, **KINDS[kind]) for _ in range(60)]:
        market = Market(instance)
        matches = list(market.matches())
        best = market.best_of([match for match in matches if market.stable(match)])
        chosen = {best, *chance.sample(matches, min(len(matches), 40))}
        assert {m for m in chosen if certify(instance, claim(instance, m)).valid} == {best}


def worse_stable_matches(kind):
    """Each opening ranks students as it likes and everybody lists all: many matches are stable."""
    chance = random.Random(kind)
    for _ in range(150):
        instance = an_instance(chance, students=3, openings=3, choosy=False, **KINDS[kind])
        market = Market(instance)
        stable = [match for match in market.matches() if market.stable(match)]
        for match in {*stable} - {market.best_of(stable)}:
            yield instance, market, match


MANY = ["plain", "groups", "reserves", "groups and reserves", "whole classes"]


@pytest.mark.parametrize("kind", MANY)
def test_a_stable_match_that_is_not_the_best_is_improvable_and_nothing_else(kind):
    worse = list(worse_stable_matches(kind))
    assert len(worse) >= 5
    for instance, _, match in worse:
        certificate = certify(instance, claim(instance, match))
        assert checks(certificate) == {Check.IMPROVABLE}
        assert certificate.feasible


@pytest.mark.parametrize("kind", MANY[:-1])
def test_following_the_improving_cycle_makes_a_better_stable_match(kind):
    for instance, market, match in worse_stable_matches(kind):
        moves, better = certify(instance, claim(instance, match)).improving, list(match)
        for move in moves:
            before = market.number(move.student, match[move.student])
            assert market.number(move.student, move.opening) < before
            better[move.student] = move.opening
        assert len({move.student for move in moves}) == len(moves) > 0
        assert market.feasible(better)
        assert market.stable(better)


@given(some_instances(students=5, openings=4))
@settings(deadline=None, max_examples=40)
def test_moving_any_one_student_anywhere_is_caught_with_the_exact_blocking_pairs(instance):
    market, right = Market(instance), solve(instance).match.tolist()
    assert certify(instance, claim(instance, right)).valid
    for student in market.students:
        for place in {-1, *market.openings} - {right[student]}:
            wrong = [*right[:student], place, *right[student + 1 :]]
            certificate = certify(instance, claim(instance, wrong))
            assert not certificate.valid
            assert certificate.feasible == market.feasible(wrong)
            if certificate.feasible:
                assert pairs(certificate.blocking) == market.blocking(wrong)


@given(some_instances(students=5, openings=4))
@settings(deadline=None, max_examples=40)
def test_swapping_any_two_students_is_caught(instance):
    right = solve(instance).match.tolist()
    for one in range(len(right)):
        for other in range(one):
            wrong = list(right)
            wrong[one], wrong[other] = right[other], right[one]
            assert certify(instance, claim(instance, wrong)).valid == (wrong == right)


@given(some_instances(students=5, openings=4))
@settings(deadline=None, max_examples=40)
def test_whoever_is_named_in_a_blocking_pair_would_have_to_go(instance):
    market = Market(instance)
    for match in [[-1] * len(market.students), next(iter(market.matches()))]:
        placed = [fixed if fixed >= 0 else place for fixed, place in zip(market.fixed, match, strict=True)]
        held = market.pairs(placed)
        for breach in certify(instance, claim(instance, placed)).blocking:
            kept = market.choice(held | {(breach.student, breach.opening)})
            gone = {student for student, _ in held - kept} - {breach.student}
            assert gone == ({breach.other} if breach.other >= 0 else set())


def in_one_group(priority, seats, cap):
    """Everybody lists the openings in their order; all openings are in one group."""
    n, m = len(priority), len(seats)
    groups = Groups(parent_of_opening=np.zeros(m, int), seats=np.array([cap]), parent=np.array([-1]))
    return Instance.build([list(range(m))] * n, priority, seats, list(range(n)), groups=groups)


def test_an_empty_seat_in_a_full_group_is_not_free():
    instance = in_one_group([[5, 5], [4, 4]], seats=[1, 1], cap=1)
    assert certify(instance, claim(instance, [0, -1])).valid
    assert certify(instance, claim(instance, [-1, 0])).blocking == (
        Breach(check=Check.BLOCKING, student=0, opening=0, other=1),
        Breach(check=Check.BLOCKING, student=0, opening=1, other=1),
    )


def test_moving_inside_a_full_group_takes_nobody_out():
    instance = in_one_group([[5, 5]], seats=[1, 1], cap=1)
    assert certify(instance, claim(instance, [1])).blocking == (
        Breach(check=Check.BLOCKING, student=0, opening=0),
    )


def test_where_only_the_group_is_full_its_lowest_has_to_go():
    instance = in_one_group([[9, 9], [3, 8], [2, 7]], seats=[3, 3], cap=2)
    breaches = certify(instance, claim(instance, [-1, 0, 0])).blocking
    assert Breach(check=Check.BLOCKING, student=0, opening=1, other=2) in breaches


def test_a_move_inside_a_group_that_nobody_stands_in_the_way_of_is_an_improvement():
    """The student has 80 points where they are, 60 where they would rather be; there is one seat in all."""
    instance = in_one_group([[60, 80]], seats=[1, 1], cap=1)
    certificate = certify(instance, claim(instance, [1]))
    assert checks(certificate) == {Check.IMPROVABLE}
    assert certificate.improving == (Breach(check=Check.IMPROVABLE, student=0, opening=0),)
    waited_for = in_one_group([[60, 80], [70, 10]], seats=[1, 1], cap=1)
    assert certify(waited_for, claim(waited_for, [1, -1])).valid


def with_a_reserve(priority, holds, *, seats=2, reserved=1):
    n = len(priority)
    reserves = Reserves(
        opening=np.array([0]),
        kind=np.array([0]),
        seats=np.array([reserved]),
        holders=np.array(holds)[:, None],
    )
    return Instance.build([[0]] * n, [[p] for p in priority], [seats], list(range(n)), reserves=reserves)


def test_a_reserved_seat_goes_to_a_holder_before_anybody_with_more_points():
    instance = with_a_reserve([9, 8, 1], [False, False, True])
    assert certify(instance, claim(instance, [0, -1, 0])).valid
    assert certify(instance, claim(instance, [0, 0, -1])).blocking == (
        Breach(check=Check.BLOCKING, student=2, opening=0, other=1),
    )


def test_a_better_holder_takes_the_reserved_seat_and_the_former_one_has_to_compete():
    instance = with_a_reserve([9, 3, 1], [False, True, True])
    assert certify(instance, claim(instance, [0, -1, 0])).blocking == (
        Breach(check=Check.BLOCKING, student=1, opening=0, other=2),
    )


def test_a_reserve_without_holders_is_open_to_all():
    instance = with_a_reserve([9, 8, 7], [False, False, False])
    assert certify(instance, claim(instance, [0, 0, -1])).valid
    assert not certify(instance, claim(instance, [0, -1, -1])).valid


def test_a_class_that_would_fit_in_whole_is_not_kept_out():
    instance = Instance.build([[0]] * 3, [[5], [5], [7]], [2], [1, 2, 3], options=WHOLE_CLASS)
    assert certify(instance, claim(instance, [-1, -1, 0])).valid
    roomy = Instance.build([[0]] * 3, [[5], [5], [7]], [3], [1, 2, 3], options=WHOLE_CLASS)
    assert pairs(certify(roomy, claim(roomy, [-1, -1, 0])).blocking) == {(0, 0), (1, 0)}


def test_half_a_class_is_not_let_in():
    instance = Instance.build([[0]] * 3, [[5], [5], [7]], [2], [1, 2, 3], options=WHOLE_CLASS)
    (breach,) = certify(instance, claim(instance, [0, -1, 0])).blocking
    assert breach == Breach(check=Check.BLOCKING, student=1, opening=0, other=0)


def test_what_is_not_claimed_is_noted_and_breaks_nothing():
    instance = Instance.build([[0], [0]], [[2], [1]], [1], [1, 2])
    modest = certify(instance, claim(instance, [-1, 0], guarantees=NONE_AT_ALL))
    assert modest.valid
    assert modest.residual == (Breach(check=Check.BLOCKING, student=0, opening=0, other=1),)
    assert modest.counts == {Check.BLOCKING: 1}


def test_all_breaches_are_counted_and_only_so_many_listed():
    findings = Findings()
    findings.tell(Check.WISH, student=np.arange(LISTED - 1))
    findings.tell(Check.WISH, student=np.arange(5))
    findings.add(Breach(check=Check.WISH))
    assert len(findings.listed) == LISTED
    assert findings.counts[Check.WISH] == LISTED + 5


def imports_of(module):
    tree = ast.parse((ROOM / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def reached_from(*modules):
    seen, waiting = set(), list(modules)
    while waiting:
        module = waiting.pop()
        seen.add(module)
        ours = {name.split(".")[2] for name in imports_of(module) if name.startswith("matching.engine.")}
        waiting += [name for name in ours - seen if (ROOM / f"{name}.py").exists()]
    return seen


def test_verification_shares_no_code_with_what_it_verifies():
    """It reads instances, results and digests, and is made of its own modules for the rest."""
    given = reached_from("instance", "result", "digests", "certificate")
    own = {file.stem for file in ROOM.glob("certification*.py")}
    assert reached_from("certification") == given | own
    mechanisms = {"deferred_acceptance", "closing", "together", "rematching", "solving"}
    assert given.isdisjoint(
        mechanisms | {"rounds", "one_by_one", "applicants", "writing", "welfare_mechanism"}
    )


def test_the_engine_knows_neither_web_nor_database_nor_clock_nor_chance():
    imported = {name for file in ROOM.glob("*.py") for name in imports_of(file.stem)}
    roots = {name.split(".")[0] for name in imported}
    assert roots.isdisjoint(
        {"flask", "sqlalchemy", "datetime", "time", "random", "secrets", "uuid", "socket"}
    )
    assert all(name.startswith("matching.engine") for name in imported if name.split(".")[0] == "matching")
    assert not any("np.random" in file.read_text(encoding="utf-8") for file in ROOM.glob("*.py"))
