"""What a move makes of an order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.wishes.assembly.order import Move, moved
from matching.wishes.enums import MoveKind
from matching.wishes.rules import why_not_add

UP, DOWN, TO, ADD, REMOVE = MoveKind

slot_ids = st.integers(1, 8)
moves = st.builds(Move, st.sampled_from(MoveKind), slot_ids, st.none() | st.integers(-3, 12))


@pytest.mark.parametrize(
    ("move", "after"),
    [
        (Move(UP, 2), [2, 1, 3]),
        (Move(UP, 1), [1, 2, 3]),
        (Move(DOWN, 2), [1, 3, 2]),
        (Move(DOWN, 3), [1, 2, 3]),
        (Move(TO, 3, 1), [3, 1, 2]),
        (Move(TO, 1, 3), [2, 3, 1]),
        (Move(TO, 1, 99), [2, 3, 1]),
        (Move(TO, 3, 0), [3, 1, 2]),
        (Move(TO, 2), [1, 2, 3]),
        (Move(ADD, 4), [1, 2, 3, 4]),
        (Move(ADD, 2), [1, 2, 3]),
        (Move(REMOVE, 2), [1, 3]),
        (Move(REMOVE, 9), [1, 2, 3]),
        (Move(UP, 9), [1, 2, 3]),
    ],
    ids=str,
)
def test_what_one_move_does(move: Move, after: list[int]) -> None:
    assert moved([1, 2, 3], move) == after


@given(st.lists(moves, max_size=40), st.integers(1, 6))
def test_no_sequence_of_moves_repeats_loses_or_overfills(sequence: list[Move], limit: int) -> None:
    order: list[int] = []
    for move in sequence:
        before = list(order)
        if move.kind is ADD and move.slot_id not in order and why_not_add(order, limit):
            continue
        order = moved(order, move)
        changed = {ADD: {move.slot_id} | set(before), REMOVE: set(before) - {move.slot_id}}
        assert set(order) == changed.get(move.kind, set(before))
        assert len(order) == len(set(order)) <= limit


@given(st.permutations(range(1, 7)), slot_ids, st.integers(1, 6))
def test_to_brings_any_slot_to_any_place_and_leaves_the_others_in_their_order(
    order: list[int], slot_id: int, place: int
) -> None:
    after = moved(order, Move(TO, slot_id, place))
    if slot_id in order:
        assert after.index(slot_id) == place - 1
    assert [one for one in after if one != slot_id] == [one for one in order if one != slot_id]


@given(st.lists(slot_ids, unique=True), moves)
def test_a_move_sent_twice_to_a_place_adds_or_removes_once(order: list[int], move: Move) -> None:
    if move.kind in (ADD, REMOVE, TO):
        once = moved(order, move)
        repeats = move.kind is not TO or move.position is not None
        assert not repeats or moved(once, move) == once


def test_the_order_given_is_left_as_it_was() -> None:
    order = [1, 2, 3]
    moved(order, Move(REMOVE, 2))
    assert order == [1, 2, 3]
