"""Openings that take nobody rather than too few, against beginning anew each time one is closed."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from matching.engine import (
    Check,
    Instance,
    Mode,
    Options,
    Ties,
    certify,
    close_underfilled,
    rematch,
    solve,
    stable,
)
from tests.engine.plain import instance_number, said, to_say
from tests.engine.textbook import Match, textbook


def closing(instance: Instance) -> tuple[Match, list[int]]:
    """Close the worst-filled and match all anew until none has too few; the match, and what has nobody."""
    closed: list[int] = []
    least, names = instance.opens_with.tolist(), instance.opening_ids or range(instance.openings)
    while True:
        match = textbook(instance, closed)
        few = [
            (Fraction(match.count(o), least[o]), names[o], o)
            for o in range(instance.openings)
            if 0 < match.count(o) < least[o] and o not in instance.fixed
        ]
        if not few:
            return match, [o for o, number in enumerate(least) if number > 1 and o not in match]
        closed.append(min(few)[-1])


def some_instances(numbers=range(400)):
    for number in numbers:
        chance, instance = instance_number(number)
        ids = chance.sample("abcdef", instance.openings)
        opens_with = [chance.randint(0, 3) for _ in range(instance.openings)]
        yield replace(
            instance,
            seats=instance.seats * np.int32(2),
            opens_with=np.array(opens_with, np.int32),
            opening_ids=chance.choice([None, tuple(ids)]),
        )


def test_going_on_comes_out_as_beginning_anew_each_time():
    for instance in some_instances():
        result = close_underfilled(instance, stable(instance))
        assert said(result) == to_say(instance, *closing(instance))
        assert certify(instance, result).valid


def test_closed_openings_stay_closed_when_people_move_up():
    for instance in some_instances(range(150)):
        result = close_underfilled(instance, stable(instance))
        offered = not (len(instance.reserves.seats) or instance.options.ties is Ties.WHOLE_CLASS)
        if offered and instance.students:
            after = rematch(instance, result, leavers=[0], mode=Mode.IMPROVE)
            assert after.closed.tolist() == result.closed.tolist()
            assert not after.closed[after.match[after.match >= 0]].any()


def opening_with(*numbers, wishes, seats, fixed=None, ids=None):
    n = len(wishes)
    return Instance.build(
        wishes,
        np.zeros(np.shape(wishes), int),
        seats,
        range(n),
        opens_with=numbers,
        fixed=fixed,
        opening_ids=ids,
    )


def test_the_worst_filled_is_closed_first_and_its_students_fill_the_other():
    market = opening_with(3, 3, wishes=[[0, 1], [0, 1], [1, 0]], seats=[3, 3])
    result = solve(market)
    assert result.match.tolist() == [0, 0, 0]
    assert result.closed.tolist() == [False, True]


def test_of_two_as_badly_filled_the_first_by_name_is_closed():
    lists = [[0, 1], [1, 0]]
    assert solve(opening_with(2, 2, wishes=lists, seats=[2, 2])).closed.tolist() == [True, False]
    named = opening_with(2, 2, wishes=lists, seats=[2, 2], ids=["b", "a"])
    assert solve(named).closed.tolist() == [False, True]


def test_an_opening_somebody_was_placed_in_by_hand_stays_open_and_that_is_told():
    market = opening_with(2, wishes=[[0], [-1]], seats=[2], fixed=[0, -1])
    result = solve(market)
    assert result.match.tolist() == [0, -1]
    assert [note.check for note in certify(market, result).notes] == [Check.UNDERFILLED]


def test_a_closed_opening_has_no_limit_even_if_whole_classes_were_refused_there():
    market = Instance.build(
        [[0], [0], [0]],
        [[5], [2], [2]],
        [2],
        [1, 2, 3],
        opens_with=[2],
        options=Options(ties=Ties.WHOLE_CLASS),
    )
    result = solve(market)
    assert result.match.tolist() == [-1, -1, -1]
    assert result.closed.tolist() == [True]
    assert result.cutoff(0) is None
