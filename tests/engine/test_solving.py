"""What a caller may ask `solve` for, and that nothing else is answered."""

import pytest

from matching.engine import Instance, Mechanism, close_underfilled, digest_of, keep_together, solve, stable

PAIRS = ([0, 0, 1, 2], [0, 1, 1, 0], [9, 8, 7, 6])  # student, opening, fit


def market(**features):
    return Instance.build([[0, 1], [0, 1], [0, -1]], [[5, 5], [6, 6], [4, 0]], [2, 2], [1, 2, 3], **features)


def test_a_mechanism_that_is_named_is_the_one_that_answers():
    instance = market(opens_with=[0, 2], together=[7, 7, -1])
    made = {
        Mechanism.STABLE: stable(instance),
        Mechanism.CLOSING: close_underfilled(instance, stable(instance)),
        Mechanism.TOGETHER: keep_together(instance),
    }
    for mechanism, result in made.items():
        answer = solve(instance, mechanism)
        assert answer.mechanism is mechanism
        assert digest_of(answer, instance) == digest_of(result, instance)


def test_without_a_name_the_instance_says_what_it_needs():
    assert solve(market()).mechanism is Mechanism.STABLE
    assert solve(market(opens_with=[0, 2])).mechanism is Mechanism.CLOSING
    assert solve(market(together=[7, 7, -1])).mechanism is Mechanism.TOGETHER


def test_welfare_is_asked_for_with_pairs():
    result = solve(market(), Mechanism.WELFARE, pairs=PAIRS)
    assert result.match.tolist() == [0, 1, 0]


@pytest.mark.parametrize("mechanism", [Mechanism.IMPROVE, Mechanism.FREEZE, Mechanism.WELFARE])
def test_what_needs_an_earlier_result_or_pairs_is_refused_without_them(mechanism):
    with pytest.raises(ValueError, match="cannot be asked for"):
        solve(market(), mechanism)
