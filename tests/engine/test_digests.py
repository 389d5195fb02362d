"""The digest: recomputable by anybody, and blind to the order of rows."""

import hashlib
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Instance, certify, digest, solve
from tests.engine.markets import instance_of, some_markets

CHEN_AND_BAI = {
    "wishes": [[1, 0], [0, -1]],
    "priority": [[60, 65535], [7, 9]],
    "seats": [2, 1],
    "lottery": [20, 10],
    "eligible": [[True, False], [True, True]],
    "fixed": [-1, 0],
    "student_ids": ["陈", "bai"],
    "opening_ids": ["lathe", "Office"],
}


def build(wishes, priority, seats, lottery, **more):
    return Instance.build(wishes, priority, seats, lottery, **more)


def sha256_of(*lines):
    return hashlib.sha256("".join(line + "\n" for line in lines).encode("ascii")).hexdigest()


def test_the_digest_of_an_instance_is_that_of_the_documented_text():
    assert digest(build(**CHEN_AND_BAI)) == sha256_of(
        "matching.engine instance 1",
        '["opening","Office",1]',
        '["opening","lathe",2]',
        '["student","bai",10,"lathe",[["lathe",7,true]]]',
        r'["student","\u9648",20,null,[["Office",60,true],["lathe",65535,false]]]',
    )


def test_the_digest_of_a_result_is_that_of_the_documented_text():
    instance = build(**CHEN_AND_BAI)
    result = solve(instance)
    assert result.instance_digest == digest(instance)
    assert (
        result.digest
        == digest(result)
        == sha256_of(
            "matching.engine result 1",
            f'["instance","{digest(instance)}"]',
            '["guarantees",true,true,true,true]',
            '["opening","Office",true,60,20]',
            '["opening","lathe",false,null,null]',
            '["student","bai","lathe",0]',
            r'["student","\u9648","Office",0]',
        )
    )


def test_the_digest_is_the_same_on_every_platform_and_for_ever():
    result = solve(build(**CHEN_AND_BAI))
    assert result.instance_digest == "967320200589bb2e52545b765d51616a4b85e098b238e5e353d89e0658f9d2cd"
    assert result.digest == "4ffb617bca25ac3abcd3480ddf9a726b71089b64bbd1725e0c173e529efa8a99"


@given(some_markets(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_rows_in_another_order_give_the_same_digests_and_the_same_places(market, chance):
    plain = instance_of(market)
    named = {
        "student_ids": [f"s{number:03}" for number in range(plain.students)],
        "opening_ids": [f"o{number:03}" for number in range(plain.openings)],
    }
    straight = rebuilt(plain, list(range(plain.students)), list(range(plain.openings)), **named)
    students, openings = list(range(plain.students)), list(range(plain.openings))
    chance.shuffle(students)
    chance.shuffle(openings)
    shuffled = rebuilt(plain, students, openings, **named)
    one, other = solve(straight), solve(shuffled)
    assert (one.instance_digest, one.digest) == (other.instance_digest, other.digest)
    assert places(one) == places(other)


def rebuilt(instance, students, openings, *, student_ids, opening_ids):
    """The instance with its rows in this order, and one more pad behind every list."""
    new_number = np.array([*np.argsort(openings), -1], int)
    pads = np.full((instance.students, 1), -1)
    wishes = np.concatenate([new_number[instance.wishes], pads], axis=1)
    priority = np.concatenate([instance.priority, pads + 6], axis=1)
    eligible = np.concatenate([instance.eligible, pads == -1], axis=1)
    return Instance.build(
        wishes[students],
        priority[students],
        instance.seats[openings],
        instance.lottery[students],
        eligible=eligible[students],
        fixed=new_number[instance.fixed][students],
        student_ids=[student_ids[s] for s in students],
        opening_ids=[opening_ids[o] for o in openings],
    )


def places(result):
    names = (*result.opening_ids, None)
    return dict(zip(result.student_ids, [names[place] for place in result.match.tolist()], strict=True))


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
        {"student_ids": ["chen", "bai"]},
        {"opening_ids": ["lathe", "office"]},
    ],
)
def test_every_fact_counts(change):
    assert digest(build(**CHEN_AND_BAI | change)) != digest(build(**CHEN_AND_BAI))


def test_what_stands_behind_a_pad_does_not_count():
    noise = {"priority": [[60, 65535], [7, 4]], "eligible": [[True, False], [True, False]]}
    assert digest(build(**CHEN_AND_BAI | noise)) == digest(build(**CHEN_AND_BAI))


def test_a_result_cannot_be_changed_by_anybody():
    result = solve(build(**CHEN_AND_BAI))
    for array in (result.match, result.wish, result.full, result.cutoff_priority, result.cutoff_lottery):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_running_twice_gives_the_same_bytes():
    chance = random.Random(7)
    wishes = [chance.sample(range(40), 8) for _ in range(600)]
    priority = [[chance.randrange(50) for _ in row] for row in wishes]
    arguments = (wishes, priority, [10] * 40, chance.sample(range(10**9), 600))
    one, other = solve(Instance.build(*arguments)), solve(Instance.build(*arguments))
    assert one.digest == other.digest
    assert one.match.tobytes() == other.match.tobytes()
    assert certify(Instance.build(*arguments), replace(other)).valid
