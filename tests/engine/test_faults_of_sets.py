"""Groups, reserves and blocks that make no sense are refused with everything that is wrong, and where."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Instance, InstanceFaults, Options, Ties, Unranked, laminar
from matching.engine.market import Groups, Reserves

RIGHT = {
    "wishes": [[0, 1], [1, -1], [0, 1]],
    "priority": [[3, 2], [1, 0], [65535, 0]],
    "seats": [2, 2],
    "lottery": [1, 2, 3],
    "opening_ids": ["lathe", "office"],
}
OUTSIDE = [-1, -1]
NEITHER_BOTH_NEITHER = [[False, False], [True, True], [False, False]]


def told(**changes):
    arguments = RIGHT | changes
    four = [arguments.pop(name) for name in ("wishes", "priority", "seats", "lottery")]
    with pytest.raises(InstanceFaults) as refusal:
        Instance.build(*four, **arguments)
    return [str(fault) for fault in refusal.value.faults]


def groups(around=OUTSIDE, seats=(), parent=()):
    return {"groups": Groups(parent_of_opening=around, seats=seats, parent=parent)}


def reserves(opening=(), kind=(), seats=(), holders=((False, False),) * 3):
    return {"reserves": Reserves(opening=opening, kind=kind, seats=seats, holders=holders)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            groups([0, 2], [3, 4], [-2, -1]),
            ["unknown_group group=0 other=-2", "unknown_group opening=1 other=2 opening_id=office"],
        ),
        (groups([0, -1], [3, 3, 3], [1, 2, 1]), ["group_cycle group=1", "group_cycle group=2"]),
        (groups([0, -1], [3], [0]), ["group_cycle group=0"]),
        (groups([0, 0], [-1, 2**31], [-1, -1]), [f"seats_out_of_range group={group}" for group in (0, 1)]),
        (
            {"fixed": [0, 1, -1]} | groups([0, 1], [1, 1], [1, -1]),
            ["fixed_over_capacity group=1"],
        ),
        (
            {"group_ids": ["a", "a"]} | groups([0, 1], [5, 5], [-1, -1]),
            [f"id_not_distinct field=group_ids group={group} group_id=a" for group in (0, 1)],
        ),
        (groups([0], [1], [-1]), ["shape field=groups.parent_of_opening"]),
        (groups([0, 0], [1, 1], [-1]), ["shape field=groups.parent"]),
        (groups([0, 0], [1.5], [-1]), ["wrong_type field=groups.seats"]),
        (
            groups(None, [[1]], "x"),
            [f"shape field=groups.{name}" for name in ("parent", "parent_of_opening", "seats")],
        ),
        ({"groups": "none"}, ["wrong_type field=groups"]),
        ({"group_ids": ["a"]}, ["shape field=group_ids"]),
    ],
)
def test_each_fault_of_groups_is_named_with_its_place(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            reserves([2, 0], [0, -1], [1, 1]),
            ["unknown_opening opening=2 reserve=0", "unknown_kind reserve=1 other=-1"],
        ),
        (
            reserves([1, 0, 1], [0, 0, 0], [1, 1, 1]),
            ["duplicate_reserve opening=1 reserve=2 opening_id=office"],
        ),
        (reserves([0], [0], [-1]), ["seats_out_of_range reserve=0"]),
        (reserves([0, 0], [0, 1], [2, 1]), ["reserves_over_seats opening=0 opening_id=lathe"]),
        (
            reserves([0, 0, 1], [0, 1, 0], [1, 1, 1], [[True, True], [True, True], [True, False]]),
            ["reserves_overlap student=0 opening=0 opening_id=lathe"],
        ),
        (
            {"fixed": [-1, 0, -1]} | reserves([0, 0], [0, 1], [1, 1], NEITHER_BOTH_NEITHER),
            ["reserves_overlap student=1 opening=0 opening_id=lathe"],
        ),
        (reserves([0], [0], []), ["shape field=reserves.seats"]),
        (reserves([0], [0], [1], [[True], [False]]), ["shape field=reserves.holders"]),
        (
            reserves([0], [0], [1], [[1], [0], [0]]),
            ["wrong_type field=reserves.holders", "unknown_kind reserve=0 other=0"],
        ),
        ({"reserves": 3}, ["wrong_type field=reserves"]),
    ],
)
def test_each_fault_of_reserves_is_named_with_its_place(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"opens_with": [-1, 3]},
            [
                "opens_with_out_of_range opening=0 opening_id=lathe",
                "opens_with_out_of_range opening=1 opening_id=office",
            ],
        ),
        ({"opens_with": [1]}, ["shape field=opens_with"]),
        (
            {"together": [-2, 0, 2**31]},
            ["together_out_of_range student=0", "together_out_of_range student=2"],
        ),
        (
            {"together": [4, 9, 4], "fixed": [0, 1, -1]},
            ["block_fixed_apart student=0", "block_fixed_apart student=2"],
        ),
        ({"together": [0.5, 1, 1]}, ["wrong_type field=together"]),
        ({"options": Options(ties="by age")}, ["wrong_type field=options"]),
        ({"options": None}, ["wrong_type field=options"]),
        ({"student_ids": ["a", "b", "\ud800"]}, ["wrong_type field=student_ids"]),
        ({"student_ids": ["a", "b", "c\0"]}, ["wrong_type field=student_ids"]),
        ({"student_ids": 3}, ["wrong_type field=student_ids"]),
    ],
)
def test_each_fault_of_minimums_blocks_options_and_names_is_named_with_its_place(changes, expected):
    assert told(**changes) == expected


def test_where_whole_classes_go_in_or_out_neither_groups_nor_reserves_nor_blocks_can_be_had():
    everything = groups([0, -1], [1], [-1]) | reserves([0], [0], [1]) | {"together": [-1, 1, 1]}
    assert told(options=Options(ties=Ties.WHOLE_CLASS), **everything) == [
        f"not_combinable field={name}" for name in ("groups", "reserves", "together")
    ]


def test_the_words_of_options_may_be_plain_text():
    arguments = {name: RIGHT[name] for name in ("wishes", "priority", "seats", "lottery")}
    instance = Instance.build(**arguments, options=Options(ties="whole_class", unranked="unacceptable"))
    assert instance.options.ties is Ties.WHOLE_CLASS
    assert instance.options.unranked is Unranked.UNACCEPTABLE


def test_a_student_may_hold_two_kinds_that_no_opening_they_wish_for_reserves_seats_for_both():
    apart = reserves([0, 1], [0, 1], [1, 1], [[True, True]] * 3)
    Instance.build(**{name: RIGHT[name] for name in ("wishes", "priority", "seats", "lottery")}, **apart)


def test_more_than_can_be_numbered_is_refused():
    students = np.arange(2**24, dtype=np.int32)
    nothing = np.empty((2**24, 0), np.int32)
    assert told(wishes=nothing, priority=nothing, lottery=students) == ["too_many field=students"]
    openings = groups(np.full(2**23 - 1, -1), [1], [-1])
    assert told(seats=np.ones(2**23 - 1, np.int32), opening_ids=None, **openings) == [
        "too_many field=openings"
    ]


def test_many_groups_may_be_nested_deeply():
    depth = 3_000
    nested = groups([0, depth - 1], [9] * depth, [*range(1, depth), -1])
    arguments = {name: RIGHT[name] for name in ("wishes", "priority", "seats", "lottery")}
    assert Instance.build(**arguments, **nested).groups.seats.sum() == 9 * depth


@given(st.lists(st.tuples(st.sets(st.integers(0, 6)), st.integers(0, 9)), max_size=6))
@settings(deadline=None)
def test_sets_become_groups_or_every_crossing_is_named(sets):
    crossing = {
        (one, other)
        for (one, (first, _)), (other, (second, _)) in combinations(enumerate(sets), 2)
        if first & second and not first <= second and not second <= first
    }
    listed = [(sorted(inside), seats) for inside, seats in sets]
    if crossing:
        with pytest.raises(InstanceFaults) as refusal:
            laminar(7, listed)
        assert [(fault.group, fault.other) for fault in refusal.value.faults] == sorted(crossing)
    else:
        found = laminar(7, listed)
        insides = [[o for o in range(7) if group in around(found, o)] for group in range(len(sets))]
        assert list(zip(insides, found.seats.tolist(), strict=True)) == listed


def around(found, opening):
    group = found.parent_of_opening[opening]
    while group != -1:
        yield group
        group = found.parent[group]


def test_sets_with_unknown_openings_or_impossible_seats_are_refused():
    with pytest.raises(InstanceFaults) as refusal:
        laminar(2, [([0, 2], 1), ([1, 1], -1), ([-1], 2**31)])
    assert [str(fault) for fault in refusal.value.faults] == [
        "unknown_opening opening=2 group=0",
        "unknown_opening opening=-1 group=2",
        "seats_out_of_range group=1",
        "seats_out_of_range group=2",
    ]
