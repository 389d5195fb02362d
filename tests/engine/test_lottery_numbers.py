"""The lottery: recomputed by hand, the same for ever, steered by nobody."""

import hashlib

import numpy as np
import pytest

from matching.engine import commitment, lottery_numbers

SEED = bytes(range(32))
ROSTER = [f"student {number}" for number in range(200)]


def test_anybody_can_recompute_the_numbers_from_the_published_seed():
    def hashed(pseudonym):
        text = SEED.hex() + "\n" + "spring 2026" + "\n" + pseudonym
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    numbers = lottery_numbers(SEED, "spring 2026", ROSTER)
    by_number = [ROSTER[position] for position in np.argsort(numbers)]
    assert by_number == sorted(ROSTER, key=hashed)
    assert sorted(numbers.tolist()) == list(range(1, 201))
    assert numbers.dtype == np.int64


def test_the_numbers_are_the_same_for_ever():
    """Made by hand with printf and sha256sum, as the module says."""
    assert lottery_numbers(SEED, "spring 2026", ["甲", "乙", "丙", "丁", "戊"]).tolist() == [4, 5, 1, 2, 3]
    assert commitment(SEED) == "6c86c6aac5fb24bcf5d9939cb7d7d5645ce39418f449e03b262dd4fa14b4b92b"


def test_entering_again_twenty_times_draws_no_new_number():
    before = lottery_numbers(SEED, "1", ROSTER).tolist()
    for _ in range(20):
        assert lottery_numbers(SEED, "1", ROSTER).tolist() == before


def test_nobodys_turn_depends_on_who_else_takes_part_or_on_the_order_of_the_list():
    everybody = dict(zip(ROSTER, lottery_numbers(SEED, "1", ROSTER).tolist(), strict=True))
    some = ROSTER[150:50:-3]
    numbers = lottery_numbers(SEED, "1", some)
    assert [some[p] for p in np.argsort(numbers)] == sorted(some, key=everybody.__getitem__)


def test_another_round_or_seed_is_another_draw():
    first = lottery_numbers(SEED, "1", ROSTER).tolist()
    assert lottery_numbers(SEED, "2", ROSTER).tolist() != first
    assert lottery_numbers(SEED[::-1], "1", ROSTER).tolist() != first


def test_an_empty_round_has_no_numbers():
    assert lottery_numbers(SEED, "1", []).tolist() == []


@pytest.mark.parametrize(
    ("seed", "round_id", "roster", "reason"),
    [
        (b"guess me", "1", ["a"], "16 bytes"),
        (SEED, "1", ["a", "b", "a"], "twice"),
        (SEED, "1\n2", ["a"], "line feed"),
        (SEED, "1", ["a", "b\n"], "line feed"),
    ],
)
def test_a_draw_that_could_be_disputed_is_refused(seed, round_id, roster, reason):
    with pytest.raises(ValueError, match=reason):
        lottery_numbers(seed, round_id, roster)


def test_a_seed_that_could_be_guessed_is_not_committed_to():
    with pytest.raises(ValueError, match="16 bytes"):
        commitment(b"1234")
