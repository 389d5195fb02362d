"""After drop-outs and added seats: who moves, who never does, and what is stable again."""

import random
from dataclasses import replace

import numpy as np
import pytest

from matching.engine import (
    Groups,
    Instance,
    Mode,
    NotOffered,
    Options,
    Ties,
    certify,
    changed,
    rematch,
    stable,
)
from tests.engine.definitions import Market
from tests.engine.plain import instance_number, said, to_say
from tests.engine.textbook import textbook


def after_changes(mode, numbers=range(400)):
    """The market after students left and seats were added, the match before, and the one after."""
    offered = 0
    for number in numbers:
        chance, instance = instance_number(number)
        before, changes = stable(instance), some_changes(chance, instance)
        try:
            after = rematch(instance, before, **changes, mode=mode)
        except NotOffered:
            continue
        offered += 1
        yield changed(instance, **changes), before.match.tolist(), after, changes["leavers"]
    assert offered > len(numbers) / 2


def some_changes(chance: random.Random, instance: Instance):
    return {
        "leavers": [s for s in range(instance.students) if chance.random() < 0.2],
        "added_seats": {o: chance.randint(1, 2) for o in range(instance.openings) if chance.random() < 0.2},
    }


def test_improving_makes_nobody_worse_off_and_is_stable_again():
    for market, before, after, leavers in after_changes(Mode.IMPROVE):
        plain, match = Market(market), after.match.tolist()
        staying = {*plain.students} - {*leavers}
        assert all(plain.number(s, match[s]) <= plain.number(s, before[s]) for s in staying)
        assert {match[s] for s in leavers} <= {-1}
        assert plain.stable(match)
        assert said(after) == to_say(market, match)
        assert certify(market, after).valid


def test_freezing_moves_nobody_who_has_a_place():
    for market, before, after, leavers in after_changes(Mode.FREEZE):
        signed = [-1 if s in leavers else place for s, place in enumerate(before)]
        match = after.match.tolist()
        assert [p for p, place in zip(match, signed, strict=True) if place >= 0] == [
            place for place in signed if place >= 0
        ]
        assert tuple(match) == textbook(replace(market, fixed=np.array(signed, np.int32)))
        assert said(after) == to_say(market, match)
        assert certify(market, after).valid


def test_before_publication_everything_is_done_anew():
    for market, _before, after, _leavers in after_changes(Mode.FULL):
        assert said(after) == to_say(market, textbook(market))


def in_one_group(wishes, priority, seats, cap):
    groups = Groups(parent_of_opening=np.zeros(len(seats), int), seats=np.array([cap]), parent=np.array([-1]))
    return Instance.build(wishes, priority, seats, list(range(len(wishes))), groups=groups)


def test_a_student_as_entitled_in_two_openings_of_a_group_moves_to_the_one_they_like_better():
    market = in_one_group([[1, 0], [1, -1], [0, -1]], [[5, 5], [9, 0], [9, 0]], [1, 1], 2)
    before = stable(market)
    assert before.match.tolist() == [-1, 1, 0]
    after = rematch(market, before, leavers=[1, 2], mode=Mode.IMPROVE)
    assert after.match.tolist() == [1, -1, -1]


def test_seats_added_in_a_full_group_would_displace_somebody_and_so_are_not_an_improvement():
    market = in_one_group([[0], [1]], [[9], [5]], [0, 1], 1)
    before = stable(market)
    assert before.match.tolist() == [-1, 1]
    with pytest.raises(NotOffered, match="full group"):
        rematch(market, before, added_seats={0: 1}, mode=Mode.IMPROVE)
    assert rematch(market, before, added_seats={0: 1}, mode=Mode.FULL).match.tolist() == [0, -1]
    assert rematch(market, before, added_seats={0: 1}, mode=Mode.FREEZE).match.tolist() == [-1, 1]


@pytest.mark.parametrize("mode", ["improve", "freeze"])
def test_nobody_is_moved_alone_to_where_too_few_come_together(mode):
    market = Instance.build(
        [[0, -1], [0, -1], [0, 1]], np.zeros((3, 2), int), [2, 1], [1, 2, 3], opens_with=[2, 0]
    )
    before = stable(market)
    assert before.match.tolist() == [0, 0, 1]
    after = rematch(market, before, leavers=[0, 1], mode=mode)
    assert after.match.tolist() == [-1, -1, 1]
    assert after.closed.tolist() == [mode == "improve", False]
    assert certify(changed(market, leavers=[0, 1]), after).valid


def test_seats_added_in_a_full_group_are_given_away_where_nobody_has_to_go():
    market = in_one_group([[0, 1]], [[9, 9]], [0, 1], 1)
    before = stable(market)
    assert before.match.tolist() == [1]
    assert rematch(market, before, added_seats={0: 1}, mode="improve").match.tolist() == [0]


def test_whole_classes_are_not_frozen():
    market = Instance.build([[0]], [[1]], [1], [1], options=Options(ties=Ties.WHOLE_CLASS))
    with pytest.raises(NotOffered):
        rematch(market, stable(market), mode=Mode.FREEZE)


@pytest.mark.parametrize(
    "changes", [{"leavers": [1]}, {"leavers": [-1]}, {"added_seats": {1: 1}}, {"added_seats": {0: 0}}]
)
def test_what_does_not_exist_cannot_change(changes):
    market = Instance.build([[0]], [[1]], [1], [1])
    with pytest.raises(ValueError, match="exist"):
        rematch(market, stable(market), **changes, mode=Mode.FULL)
