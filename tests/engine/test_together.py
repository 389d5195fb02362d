"""Blocks that want one opening: whole where there is room, split by the rule where there is none."""

from dataclasses import replace

import numpy as np

from matching.engine import Check, Instance, certify, keep_together, solve
from tests.engine.definitions import Market
from tests.engine.plain import instance_number, said, to_say


def block(wishes, seats, together, *, priority=None):
    n = len(wishes)
    return Instance.build(
        wishes,
        np.zeros(np.shape(wishes), int) if priority is None else priority,
        seats,
        range(n),
        together=together,
    )


def test_a_block_takes_the_first_opening_with_room_for_all_of_it():
    assert solve(block([[0, 1], [0, 1]], [1, 2], [7, 7])).match.tolist() == [1, 1]


def test_a_block_without_room_for_all_is_split_and_its_members_go_where_they_like():
    assert solve(block([[0, 1], [0, 1]], [1, 1], [7, 7])).match.tolist() == [0, 1]


def test_a_block_is_as_entitled_as_its_weakest_member():
    priority = [[9, 9], [1, 1], [5, 0]]
    market = block([[0, 1], [0, 1], [0, -1]], [2, 2], [7, 7, -1], priority=priority)
    assert solve(market).match.tolist() == [1, 1, 0]


def test_a_block_whose_opening_closes_goes_on_together_and_one_that_is_split_is_noted():
    market = replace(block([[0, 1], [0, 1]], [3, 2], [7, 7]), opens_with=np.array([3, 0], np.int32))
    result = solve(market)
    assert result.match.tolist() == [1, 1]
    assert certify(market, result).notes == ()
    split = block([[0, 1], [0, 1]], [1, 1], [7, 7])
    notes = [(note.check, note.student) for note in certify(split, solve(split)).notes]
    assert [student for check, student in notes if check is Check.APART] == [0, 1]


def test_whatever_the_blocks_the_result_is_feasible_true_of_itself_and_claims_nothing():
    for number in range(150):
        chance, instance = instance_number(number)
        if instance.options.ties == "whole_class":
            continue
        blocks = [-1 if place >= 0 else chance.choice([-1, 0, 1]) for place in instance.fixed.tolist()]
        market = replace(instance, together=np.array(blocks, np.int32))
        result = keep_together(market)
        assert Market(market).feasible(result.match.tolist())
        assert said(result) == to_say(market, result.match.tolist())
        assert certify(market, result).valid
        assert not any(vars(result.guarantees).values())
