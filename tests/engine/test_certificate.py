"""A wrong result never passes: whatever is changed in it, verification says what and where."""

import ast
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from matching import engine
from matching.engine import Breach, Check, NotCertified, certified, certify, digest, sealed, solve
from tests.engine.markets import (
    a_market,
    best_of,
    blocking_pairs,
    claim,
    feasible_matches,
    instance_of,
    ranked,
    some_markets,
    stable_matches,
    wish_number,
)

CYCLIC = ranked([[0, 1, 2], [1, 2, 0], [2, 0, 1]], [[1, 2, 0], [2, 0, 1], [0, 1, 2]], [1, 1, 1])
ROOM = Path(engine.__file__).parent


def checks(certificate):
    return {breach.check for breach in certificate.breaches}


def test_of_all_matches_only_the_student_optimal_stable_one_is_certified():
    chance = random.Random(3)
    for market in [a_market(chance, students=3, openings=3) for _ in range(250)]:
        instance, right = instance_of(market), best_of(market, stable_matches(market))
        passed = [m for m in feasible_matches(market) if certify(instance, claim(instance, m)).valid]
        assert passed == [right]


def test_two_thousand_markets_many_with_several_stable_matches():
    """In each the engine is right; any other stable match is refused as improvable, and only for that."""
    chance, several = random.Random(2000), 0
    for _ in range(2000):
        market = ranked(*[[chance.sample(range(4), 4) for _ in range(4)] for _ in range(2)], [1, 1, 1, 1])
        instance, stable_ones = instance_of(market), stable_matches(market)
        right = best_of(market, stable_ones)
        assert tuple(solve(instance).match.tolist()) == right
        several += len(stable_ones) > 1
        for other in set(stable_ones) - {right}:
            certificate = certify(instance, claim(instance, other))
            assert checks(certificate) == {Check.IMPROVABLE}
            assert certificate.feasible
            assert not certificate.blocking
    assert several >= 500


@given(some_markets(students=5, openings=3))
@settings(deadline=None, max_examples=60)
def test_moving_any_one_student_anywhere_is_caught_with_the_exact_witnesses(market):
    instance = instance_of(market)
    right = solve(instance).match.tolist()
    for student in range(len(right)):
        for place in {-1, *range(len(market.seats))} - {right[student]}:
            wrong = [*right[:student], place, *right[student + 1 :]]
            certificate = certify(instance, claim(instance, wrong))
            assert not certificate.valid
            if certificate.feasible:
                found = {(breach.student, breach.opening) for breach in certificate.blocking}
                assert found == blocking_pairs(market, wrong)
            assert certificate.feasible == (tuple(wrong) in set(feasible_matches(market)))


@given(some_markets(students=5, openings=4))
@settings(deadline=None, max_examples=60)
def test_swapping_any_two_students_is_caught(market):
    instance = instance_of(market)
    right = solve(instance).match.tolist()
    for one in range(len(right)):
        for other in range(one):
            wrong = list(right)
            wrong[one], wrong[other] = right[other], right[one]
            assert certify(instance, claim(instance, wrong)).valid == (wrong == right)


def test_a_blocking_pair_is_witnessed_by_whom_the_student_outranks():
    market = ranked([[0], [0]], [[0, 1]], [1])
    instance = instance_of(market)
    assert certify(instance, claim(instance, [-1, 0])).blocking == (
        Breach(check=Check.BLOCKING, student=0, opening=0, other=1),
    )
    assert certify(instance, claim(instance, [-1, -1])).blocking == (
        Breach(check=Check.BLOCKING, student=0, opening=0),
        Breach(check=Check.BLOCKING, student=1, opening=0),
    )


@pytest.mark.parametrize("match", [[1, 2, 0], [2, 0, 1]])
def test_following_the_improving_cycle_makes_a_better_stable_match(match):
    instance = instance_of(CYCLIC)
    moves = certify(instance, claim(instance, match)).improving
    assert {move.other for move in moves} == {move.student for move in moves}
    better = list(match)
    for move in moves:
        assert match[move.other] == move.opening
        better[move.student] = move.opening
    assert not blocking_pairs(CYCLIC, better)
    for move in moves:
        assert wish_number(CYCLIC, move.student, better[move.student]) < wish_number(
            CYCLIC, move.student, match[move.student]
        )


FIXED = replace(ranked([[0, 1], [0, 1], [1, 0]], [[0, 1], [2, 1, 0]], [1, 1]), fixed=(1, -1, -1))


@pytest.mark.parametrize(
    ("match", "breach"),
    [
        ([0, -1, -1], Breach(check=Check.FIXED_MOVED, student=0, opening=0)),
        ([-1, 0, -1], Breach(check=Check.FIXED_MOVED, student=0, opening=-1)),
        ([1, 0, 0], Breach(check=Check.INELIGIBLE, student=2, opening=0)),
        ([1, 0, 1], Breach(check=Check.OVER_CAPACITY, opening=1)),
        ([1, 7, -1], Breach(check=Check.UNKNOWN_OPENING, student=1, opening=7)),
        ([1, -2, -1], Breach(check=Check.UNKNOWN_OPENING, student=1, opening=-2)),
    ],
)
def test_what_may_not_be_is_named(match, breach):
    instance = instance_of(FIXED)
    certificate = certify(instance, replace(claim_of_none(instance), match=np.array(match, np.int32)))
    assert breach in certificate.breaches
    assert not certificate.feasible


def claim_of_none(instance):
    return claim(instance, [-1] * instance.students)


def test_a_place_that_was_never_wished_for_is_named():
    instance = instance_of(ranked([[0]], [[0], [0]], [1, 1]))
    certificate = certify(instance, claim(instance, [1]))
    assert Breach(check=Check.NOT_WISHED, student=0, opening=1) in certificate.breaches


RIGHT = [0, 1, 2]


@pytest.mark.parametrize(
    ("field", "value", "check"),
    [
        ("wish", np.array([0, 0, 1], np.int16), Check.WISH),
        ("full", np.array([True, False, True]), Check.CUTOFF),
        ("cutoff_priority", np.array([1, 2, 1], np.int32), Check.CUTOFF),
        ("cutoff_lottery", np.array([0, 1, 1]), Check.CUTOFF),
        ("match", np.array(RIGHT[:2], np.int32), Check.SHAPE),
        ("match", np.array(RIGHT, np.int64), Check.SHAPE),
        ("full", np.array([1, 1, 1]), Check.SHAPE),
        ("student_ids", ("0", "2", "1"), Check.SHAPE),
        ("opening_ids", ("0", "1"), Check.SHAPE),
        ("instance_digest", "0" * 64, Check.INSTANCE_DIGEST),
    ],
)
def test_a_false_report_of_a_right_match_is_caught_even_when_sealed_anew(field, value, check):
    instance = instance_of(CYCLIC)
    right = claim(instance, RIGHT)
    assert certify(instance, right).valid
    changed = replace(right, **{field: value})
    certificate = certify(instance, changed if check == Check.SHAPE else sealed(changed))
    assert checks(certificate) == {check}


def test_a_seal_that_does_not_fit_is_caught():
    instance = instance_of(CYCLIC)
    right = solve(instance)
    modest = replace(right, guarantees=replace(right.guarantees, truthful=False))
    assert checks(certify(instance, modest)) == {Check.RESULT_DIGEST}
    assert checks(certify(instance, replace(right, digest=""))) == {Check.RESULT_DIGEST}


def test_a_result_of_another_instance_is_refused():
    one, other = instance_of(CYCLIC), instance_of(replace(CYCLIC, lottery=(2, 1, 5)))
    assert Check.INSTANCE_DIGEST in checks(certify(other, solve(one)))


def test_a_certificate_carries_the_digests_it_computed():
    instance = instance_of(CYCLIC)
    certificate = certify(instance, solve(instance))
    assert certificate.valid
    assert certificate.instance_digest == digest(instance)
    assert certificate.result_digest == digest(solve(instance)) == solve(instance).digest


def test_an_uncertified_result_is_never_handed_on():
    instance = instance_of(CYCLIC)
    assert certified(instance, solve(instance)).match.tolist() == RIGHT
    with pytest.raises(NotCertified, match="3 breaches: improvable") as refusal:
        certified(instance, claim(instance, [1, 2, 0]))
    assert len(refusal.value.certificate.improving) == 3


def imports_of(module):
    tree = ast.parse((ROOM / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_verification_shares_no_code_with_what_it_verifies():
    seen, waiting = set(), ["certification"]
    while waiting:
        module = waiting.pop()
        seen.add(module)
        ours = {name.split(".")[2] for name in imports_of(module) if name.startswith("matching.engine.")}
        waiting += [name for name in ours - seen if (ROOM / f"{name}.py").exists()]
    assert "digests" in seen
    assert seen.isdisjoint({"deferred_acceptance", "solving", "explanation", "__init__"})


def test_the_engine_knows_neither_web_nor_database_nor_clock_nor_chance():
    allowed = {
        "collections",
        "dataclasses",
        "enum",
        "hashlib",
        "heapq",
        "json",
        "typing",
        "numpy",
        "matching",
    }
    roots = {name.split(".")[0] for file in ROOM.glob("*.py") for name in imports_of(file.stem)}
    assert roots <= allowed
    ours = {
        name for file in ROOM.glob("*.py") for name in imports_of(file.stem) if name.startswith("matching")
    }
    assert all(name.startswith("matching.engine") for name in ours)
    assert not any("random" in file.read_text(encoding="utf-8") for file in ROOM.glob("*.py"))
