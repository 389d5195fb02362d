"""The digest: recomputable by anybody, and blind to the order of rows."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.engine import (
    Guarantees,
    Instance,
    Mechanism,
    Options,
    Ties,
    Unranked,
    digest,
    digest_of,
    sealed,
)
from matching.engine.market import Groups, Reserves
from matching.engine.result import Bars, Result, Welfare
from tests.engine.digest_layout import Layout, digest_of_instance, digest_of_result
from tests.engine.entire_markets import Shuffle, any_result, entire

CHEN_AND_BAI = {
    "wishes": [[1, 0], [0, -1]],
    "priority": [[60, 65535], [7, 9]],
    "seats": [2, 1],
    "lottery": [20, 10],
    "eligible": [[True, False], [True, True]],
    "fixed": [-1, 0],
    "opens_with": [0, 1],
    "together": [5, -1],
    "groups": Groups(parent_of_opening=[0, 1], seats=[9, 3], parent=[-1, 0]),
    "reserves": Reserves(opening=[0], kind=[1], seats=[1], holders=[[True, False], [False, True]]),
    "student_ids": ["陈", "bai"],
    "opening_ids": ["lathe", "Office"],
    "group_ids": ["enterprise", "county"],
}

PAIR = Welfare(
    student=np.array([0], np.int32),
    opening=np.array([1], np.int32),
    value=np.array([70]),
    objective="fit",
    prices=(),
)

chances = st.randoms(use_true_random=False)


def build(**arguments):
    four = [arguments.pop(name) for name in ("wishes", "priority", "seats", "lottery")]
    return Instance.build(*four, **arguments)


def test_the_digest_of_an_instance_is_that_of_the_documented_bytes():
    asked = b"matching.engine instance 2\nties lottery\nunranked last\n"
    counts = "".join(f"0{number}00000000000000" for number in (2, 2, 2, 1, 2, 1))
    openings = b"\1Office\0lathe\0", "01000000 02000000  01000000 00000000  00000000 01000000"
    groups = b"\1county\0enterprise\0", "03000000 09000000  01000000 ffffffff"
    reserves = "01000000  00000000  01000000"
    students = (
        b"\1bai\0\xe9\x99\x88\0",
        "0a00000000000000 1400000000000000",
        "01000000 ffffffff  ffffffff 00000000",
    )
    holders, wishes = "01 00", "01000000 ffffffff 00000000 01000000"
    priority, eligible = "0700 0000 3c00 ffff", "01 00 01 00"
    parts = [asked, counts, *openings, *groups, reserves, *students, holders, wishes, priority, eligible]
    written = b"".join(part if isinstance(part, bytes) else bytes.fromhex(part) for part in parts)
    assert digest(build(**CHEN_AND_BAI)) == hashlib.sha256(written).hexdigest()


def a_result(instance):
    """Some result of Chen and Bai's market; whether it is right is not the digest's business."""
    two = bars(full=[True, False], priority=[60, -1], lottery=[20, 0])
    return Result(
        match=np.array([1, 0], np.int32),
        wish=np.array([0, -1], np.int16),
        closed=np.array([False, True]),
        openings=two,
        groups=two,
        reserves=bars(full=[True], priority=[7], lottery=[10]),
        mechanism=Mechanism.WELFARE,
        guarantees=Guarantees(stable=False, student_optimal=False, truthful=False, exact=True),
        instance_digest=digest(instance),
        welfare=PAIR,
    )


def bars(*, full, priority, lottery):
    return Bars(
        full=np.array(full), priority=np.array(priority, np.int32), lottery=np.array(lottery, np.int64)
    )


def test_the_digests_are_the_same_on_every_platform_and_for_ever():
    instance = build(**CHEN_AND_BAI)
    assert digest(instance) == "6e4eca801bf2644cd54ae0a5e635b544e8164de69f144ae300b4128fde85febb"
    assert digest_of(a_result(instance), instance) == (
        "4742d546e6062a677d2fb3e9a9c748412c717697c5567f3e886c18ba9a4c9c9c"
    )


@given(chances)
@settings(deadline=None, max_examples=200)
def test_anybody_can_make_the_digests_anew_from_the_documented_layout(chance):
    arguments = entire(chance)
    for name in ("student_ids", "opening_ids", "group_ids"):
        arguments[name] = chance.choice([arguments[name], None])
    instance = build(**arguments)
    result = any_result(chance, instance)
    assert digest(instance) == digest_of_instance(instance)
    assert digest_of(result, instance) == digest_of_result(result, instance)


@given(chances)
@settings(deadline=None, max_examples=200)
def test_rows_in_another_order_give_the_same_digests(chance):
    arguments = entire(chance)
    shuffle = Shuffle(chance, arguments)
    one, other = build(**arguments), build(**shuffle.market())
    assert digest(one) == digest(other)
    result = any_result(chance, one)
    assume(not Layout(one).alike)  # kinds that nothing tells apart have the same bars in every true result
    assert digest_of(result, one) == digest_of(shuffle.result(result), other)


def test_many_rows_have_one_digest_however_they_are_looked_at():
    chance = np.random.default_rng(7)
    wishes = np.argsort(chance.random((40_000, 5)), axis=1).astype(np.int32)
    priority, lottery = chance.integers(0, 2**16, (40_000, 5)), chance.permutation(40_000)
    ids = [f"s{number:05}" for number in range(40_000)]
    straight = Instance.build(wishes, priority, [9] * 5, lottery, student_ids=ids)
    back = Instance.build(wishes[::-1], priority[::-1], [9] * 5, lottery[::-1], student_ids=ids[::-1])
    assert digest(straight) == digest(back) == digest_of_instance(straight)


def test_what_is_left_out_and_what_is_said_in_full_have_one_digest():
    said = {
        "eligible": [[True, True]] * 2,
        "fixed": [-1, -1],
        "opens_with": [0, 0],
        "together": [-1, -1],
        "groups": Groups.none(2),
        "reserves": Reserves.none(2),
        "options": Options(),
    }
    four = {name: CHEN_AND_BAI[name] for name in ("wishes", "priority", "seats", "lottery")}
    assert digest(build(**four)) == digest(build(**four, **said))
    assert digest(build(**four)) != digest(
        build(**four, **said | {"options": Options(ties=Ties.WHOLE_CLASS)})
    )


@pytest.mark.parametrize(
    "change",
    [
        {"wishes": [[1, -1], [0, -1]]},
        {"wishes": [[0, 1], [0, -1]], "eligible": [[False, True], [True, True]]},
        {"priority": [[61, 65535], [7, 9]]},
        {"seats": [2, 2]},
        {"lottery": [20, 11]},
        {"eligible": [[True, True], [True, True]]},
        {"fixed": [-1, -1]},
        {"opens_with": [1, 1]},
        {"together": [-1, -1]},
        {"options": Options(unranked=Unranked.UNACCEPTABLE)},
        {"groups": Groups(parent_of_opening=[0, 0], seats=[9, 3], parent=[-1, 0])},
        {"groups": Groups(parent_of_opening=[0, 1], seats=[9, 4], parent=[-1, 0])},
        {"groups": Groups(parent_of_opening=[0, 1], seats=[9, 3], parent=[-1, -1])},
        {"reserves": Reserves(opening=[0], kind=[0], seats=[1], holders=[[True, False], [False, True]])},
        {"reserves": Reserves(opening=[1], kind=[1], seats=[1], holders=[[True, False], [False, True]])},
        {"reserves": Reserves(opening=[0], kind=[1], seats=[2], holders=[[True, False], [False, True]])},
        {"student_ids": ["chen", "bai"]},
        {"student_ids": None},
        {"opening_ids": ["lathe", "office"]},
        {"group_ids": ["enterprise", "city"]},
    ],
)
def test_every_fact_of_an_instance_counts(change):
    assert digest(build(**CHEN_AND_BAI | change)) != digest(build(**CHEN_AND_BAI))


def test_every_fact_of_a_result_counts():
    instance = build(**CHEN_AND_BAI)
    result = a_result(instance)
    changed = [
        replace(result, match=np.array([0, 0], np.int32)),
        replace(result, wish=np.array([1, -1], np.int16)),
        replace(result, closed=np.array([False, False])),
        *(
            replace(result, **{sets: replace(getattr(result, sets), **{field: change(bars)})})
            for sets in ("openings", "groups", "reserves")
            for bars in [getattr(result, sets)]
            for field, change in [
                ("full", lambda bars: ~bars.full),
                ("priority", lambda bars: bars.priority + np.int32(1)),
                ("lottery", lambda bars: bars.lottery + 1),
            ]
        ),
        replace(result, mechanism=Mechanism.STABLE),
        replace(result, guarantees=replace(result.guarantees, stable=True)),
        replace(result, instance_digest="1" * 64),
        replace(result, welfare=None),
        replace(result, welfare=replace(PAIR, objective="rank")),
        replace(result, welfare=replace(PAIR, student=np.array([1], np.int32))),
        replace(result, welfare=replace(PAIR, opening=np.array([0], np.int32))),
        replace(result, welfare=replace(PAIR, value=np.array([71]))),
    ]
    digests = {digest_of(one, instance) for one in [result, *changed]}
    assert len(digests) == 1 + len(changed)


def test_a_seal_is_the_digest_and_does_not_count_itself():
    instance = build(**CHEN_AND_BAI)
    result = sealed(a_result(instance), instance)
    assert result.digest == digest_of(a_result(instance), instance)
    assert sealed(result, instance).digest == result.digest


def test_what_stands_behind_a_pad_does_not_count():
    noise = {"priority": [[60, 65535], [7, 4]], "eligible": [[True, False], [True, False]]}
    assert digest(build(**CHEN_AND_BAI | noise)) == digest(build(**CHEN_AND_BAI))
