"""A bad instance is refused with everything that is wrong with it, and where."""

from contextlib import suppress
from inspect import signature

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Fault, FaultKind, Instance, InstanceFaults
from matching.engine.market import Groups, Reserves

RIGHT = {
    "wishes": [[0, 1], [1, -1], [0, 1]],
    "priority": [[3, 2], [1, 0], [65535, 0]],
    "seats": [1, 2],
    "lottery": [1, 2, 3],
}


def faults(**changes):
    arguments = RIGHT | changes
    four = [arguments.pop(name) for name in ("wishes", "priority", "seats", "lottery")]
    with pytest.raises(InstanceFaults) as refusal:
        Instance.build(*four, **arguments)
    return [
        (
            fault.kind,
            *(
                value
                for value in (fault.field, fault.student, fault.wish, fault.opening)
                if value is not None
            ),
        )
        for fault in refusal.value.faults
    ]


K = FaultKind


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"wishes": [[0, 5], [1, -1], [-2, 1]]},
            [(K.UNKNOWN_OPENING, 0, 1, 5), (K.UNKNOWN_OPENING, 2, 0, -2)],
        ),
        ({"wishes": [[0, 0], [1, 1], [0, 1]]}, [(K.DUPLICATE_WISH, 0, 1, 0), (K.DUPLICATE_WISH, 1, 1, 1)]),
        ({"wishes": [[-1, 0], [1, -1], [0, 1]]}, [(K.GAP, 0, 1)]),
        ({"wishes": [[0, 1], [1], [0, 1]]}, [(K.SHAPE, "wishes")]),
        ({"wishes": [0, 1, 0]}, [(K.SHAPE, "wishes")]),
        ({"wishes": [[0.0, 1.0], [1.0, -1.0], [0.0, 1.0]]}, [(K.WRONG_TYPE, "wishes")]),
        ({"priority": [[3, 2], [1, 0]]}, [(K.SHAPE, "priority")]),
        ({"priority": [[3], [1], [1]]}, [(K.SHAPE, "priority")]),
        (
            {"priority": [[-1, 2], [1, 65536], [1, 0]]},
            [(K.PRIORITY_OUT_OF_RANGE, 0, 0), (K.PRIORITY_OUT_OF_RANGE, 1, 1)],
        ),
        ({"priority": [[3, 2], [1, 0], [0.5, 0]]}, [(K.WRONG_TYPE, "priority")]),
        ({"seats": [-1, 2**31]}, [(K.SEATS_OUT_OF_RANGE, 0), (K.SEATS_OUT_OF_RANGE, 1)]),
        ({"seats": [[1, 2]]}, [(K.SHAPE, "seats")]),
        ({"seats": [True, False]}, [(K.WRONG_TYPE, "seats")]),
        ({"seats": 3}, [(K.SHAPE, "seats")]),
        ({"lottery": [1, 2, 1]}, [(K.LOTTERY_NOT_DISTINCT, 0), (K.LOTTERY_NOT_DISTINCT, 2)]),
        ({"lottery": [1, 2, 3, 4]}, [(K.SHAPE, "lottery")]),
        ({"lottery": [7, 8]}, [(K.SHAPE, "lottery")]),
        ({"lottery": ["a", "b", "c"]}, [(K.WRONG_TYPE, "lottery")]),
        ({"lottery": [1, 2, 2**63]}, [(K.WRONG_TYPE, "lottery")]),
        ({"lottery": [1, 2, 2**70]}, [(K.WRONG_TYPE, "lottery")]),
        ({"eligible": [[1, 1], [1, 1], [1, 1]]}, [(K.WRONG_TYPE, "eligible")]),
        ({"eligible": [[True], [True], [True]]}, [(K.SHAPE, "eligible")]),
        ({"fixed": [-1, 2, -3]}, [(K.UNKNOWN_FIXED, 1, 2), (K.UNKNOWN_FIXED, 2, -3)]),
        ({"fixed": [0, 0, -1]}, [(K.FIXED_OVER_CAPACITY, 0)]),
        ({"fixed": [0]}, [(K.SHAPE, "fixed")]),
        ({"fixed": [0, -1, -1], "eligible": [[False, True]] * 3}, [(K.FIXED_INELIGIBLE, 0, 0, 0)]),
        (
            {"student_ids": ["a", "b", "a"]},
            [(K.ID_NOT_DISTINCT, "student_ids", 0), (K.ID_NOT_DISTINCT, "student_ids", 2)],
        ),
        (
            {"opening_ids": ["x", "x"]},
            [(K.ID_NOT_DISTINCT, "opening_ids", 0), (K.ID_NOT_DISTINCT, "opening_ids", 1)],
        ),
        ({"student_ids": ["a", "b"]}, [(K.SHAPE, "student_ids")]),
        ({"student_ids": "abc"}, [(K.WRONG_TYPE, "student_ids")]),
        ({"opening_ids": [1, 2]}, [(K.WRONG_TYPE, "opening_ids")]),
        ({"opening_ids": 7}, [(K.WRONG_TYPE, "opening_ids")]),
        ({"opening_ids": np.array("x")}, [(K.WRONG_TYPE, "opening_ids")]),
    ],
)
def test_each_fault_is_named_with_its_place(changes, expected):
    assert faults(**changes) == expected


def test_all_faults_are_listed_not_just_the_first():
    found = faults(
        wishes=[[0, 0], [9, -1], [-1, 1]],
        priority=[[3, 2], [70000, 0], [1, 0]],
        seats=[-1, 0],
        lottery=[4, 4],
        eligible=[[1, 0]],
        fixed=[1, 8, 1],
        student_ids=["a", "b", "b"],
        opening_ids=["x"],
    )
    assert found == [
        (K.SHAPE, "lottery"),
        (K.SHAPE, "opening_ids"),
        (K.WRONG_TYPE, "eligible"),
        (K.GAP, 2, 1),
        (K.DUPLICATE_WISH, 0, 1, 0),
        (K.UNKNOWN_OPENING, 1, 0, 9),
        (K.PRIORITY_OUT_OF_RANGE, 1, 0),
        (K.SEATS_OUT_OF_RANGE, 0),
        (K.LOTTERY_NOT_DISTINCT, 0),
        (K.LOTTERY_NOT_DISTINCT, 1),
        (K.UNKNOWN_FIXED, 1, 8),
        (K.FIXED_OVER_CAPACITY, 1),
        (K.ID_NOT_DISTINCT, "student_ids", 1),
        (K.ID_NOT_DISTINCT, "student_ids", 2),
    ]


def test_what_cannot_be_read_does_not_hide_the_rest():
    assert faults(wishes=[[0], [1, 1]], lottery=[5, 5, 6]) == [
        (K.SHAPE, "wishes"),
        (K.LOTTERY_NOT_DISTINCT, 0),
        (K.LOTTERY_NOT_DISTINCT, 1),
    ]
    assert faults(seats=["one", "two"], wishes=[[0, 0], [1, -1], [0, 1]]) == [
        (K.WRONG_TYPE, "seats"),
        (K.DUPLICATE_WISH, 0, 1, 0),
    ]
    assert faults(lottery=[1.5, 2.5, 3.5], fixed=[7, -1, -1]) == [
        (K.WRONG_TYPE, "lottery"),
        (K.UNKNOWN_FIXED, 0, 7),
    ]


def test_faults_carry_the_ids_that_were_given():
    with pytest.raises(
        InstanceFaults, match="1 faults: duplicate_wish student=0 wish=1 opening=1 student_id=chen"
    ) as refusal:
        Instance.build([[1, 1]], [[1, 1]], [1, 1], [1], student_ids=["chen"], opening_ids=["lathe", "office"])
    assert refusal.value.faults == (
        Fault(kind=K.DUPLICATE_WISH, student=0, wish=1, opening=1, student_id="chen", opening_id="office"),
    )


def test_a_thousand_faults_are_all_kept_and_a_few_shown():
    with pytest.raises(InstanceFaults, match="and 980 more") as refusal:
        Instance.build([[7]] * 1000, [[1]] * 1000, [1], range(1000))
    assert len(refusal.value.faults) == 1000


def test_a_list_longer_than_the_number_of_a_wish_can_hold_is_refused():
    wishes = np.arange(2**15).reshape(1, -1)
    with pytest.raises(InstanceFaults) as refusal:
        Instance.build(wishes, wishes, np.ones(2**15, int), [1])
    assert refusal.value.faults == (Fault(kind=K.TOO_MANY, field="wishes"),)


def test_an_instance_cannot_be_changed_by_anybody():
    wishes = np.array([[0], [0]])
    instance = Instance.build(wishes, [[1], [2]], [1], [1, 2])
    wishes[0, 0] = -1
    assert instance.wishes.tolist() == [[0], [0]]
    with pytest.raises(ValueError, match="read-only"):
        instance.seats[0] = 2
    assert [instance.wishes.dtype, instance.priority.dtype, instance.seats.dtype] == [
        np.int32,
        np.uint16,
        np.int32,
    ]
    assert [instance.lottery.dtype, instance.eligible.dtype, instance.fixed.dtype] == [
        np.int64,
        bool,
        np.int32,
    ]


def test_what_nobody_can_write_to_is_not_copied():
    wishes = np.array([[0], [0]], np.int32)
    wishes.setflags(write=False)
    behind = np.array([[0, 0], [0, 0]], np.uint16)
    priority = behind[:, :1]
    priority.setflags(write=False)
    instance = Instance.build(wishes, priority, [1], [1, 2])
    behind[0, 0] = 7
    assert instance.wishes is wishes
    assert instance.priority.tolist() == [[0], [0]]


def test_what_is_left_out_takes_no_room():
    instance = Instance.build(np.zeros((1000, 1), int), np.zeros((1000, 1), int), [1], range(1000))
    for left_out in (instance.eligible, instance.fixed, instance.together, instance.opens_with):
        assert set(left_out.strides) == {0}
        assert not left_out.flags.writeable


NONSENSE = [
    None,
    3,
    -1.5,
    "abc",
    b"abc",
    [],
    [[]],
    [None],
    [[1], [1, 2]],
    [[[1]]],
    [2**70],
    [float("nan")],
    {"a": 1},
    {1, 2},
    object(),
    np.zeros((3, 2), "datetime64[s]"),
    np.zeros((3, 2), np.uint64),
    np.full(3, 2**64 - 1, np.uint64),
    np.zeros((0, 7)),
    Groups(parent_of_opening="x", seats=None, parent=[[1]]),
    Reserves(opening=[2**70], kind=None, seats="x", holders=[1]),
]


@given(
    st.dictionaries(st.sampled_from(sorted(signature(Instance.build).parameters)), st.sampled_from(NONSENSE))
)
@settings(deadline=None, max_examples=400)
def test_nonsense_is_refused_and_never_breaks_the_reader(nonsense):
    arguments = RIGHT | nonsense
    four = [arguments.pop(name) for name in ("wishes", "priority", "seats", "lottery")]
    with suppress(InstanceFaults):
        assert Instance.build(*four, **arguments).wishes.dtype == np.int32
