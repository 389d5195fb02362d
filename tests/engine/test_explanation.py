"""Every number a student reads can be recomputed from the instance and the result."""

import random

import numpy as np
import pytest

from matching.engine import (
    Binding,
    BindingKind,
    Cutoff,
    Groups,
    Instance,
    Mechanism,
    Reason,
    Reserves,
    explain,
    explanation_arrays,
    solve,
)
from tests.engine.chance import KINDS, an_instance
from tests.engine.claims import NONE_AT_ALL, claim
from tests.engine.definitions import Market


def some_answers(kind, *, number=60):
    """Instances of a kind, some with openings that take nobody rather than few, and their results."""
    chance = random.Random(kind)
    for turn in range(number):
        few = 0 if kind == "whole classes" else turn % 3
        instance = an_instance(chance, students=7, openings=4, opens_with=few, **KINDS[kind])
        result = solve(instance)
        closed = np.flatnonzero(result.closed).tolist()
        yield instance, result, Market(instance, closed), result.match.tolist()


def in_line(market, match, opening):
    """Who weakly prefers the opening to what they got: pre-assigned first, then by priority and lottery."""
    seated = [(0, 0, market.lottery[s], s) for s in market.students if market.fixed[s] == opening]
    compared = [
        (1, -market.priority[student, opening], market.lottery[student], student)
        for student in market.students
        if opening in market.may[student]
        and market.number(student, opening) <= market.number(student, match[student])
    ]
    return [student for *_, student in sorted(seated + compared)]


@pytest.mark.parametrize("kind", KINDS)
def test_ranks_and_waiting_lists_are_those_counted_by_hand(kind):
    for instance, result, market, match in some_answers(kind):
        for row in explain(instance, result):
            student, opening = row.student, row.opening
            line = in_line(market, match, opening)
            assert row.applicants == len(line)
            assert row.seats == instance.seats[opening]
            assert row.seats_fixed == market.fixed.count(opening)
            assert row.full == (match.count(opening) == row.seats)
            assert row.cutoff == result.cutoff(opening)
            assert row.fixed == (market.fixed[student] >= 0)
            assert row.wish == (market.wishes[student] + [opening]).index(opening) or row.wish == -1
            assert row.priority == market.priority.get((student, opening))
            if student not in line:
                assert row.reason in {Reason.INELIGIBLE, Reason.NOT_NEEDED}
                assert (row.rank, row.ahead, row.tied, row.waiting) == (None,) * 4
                assert (row.by_lottery, row.binding) == (False, None)
                continue
            assert (row.rank, row.ahead) == (line.index(student) + 1, line.index(student))
            out = [other for other in line if match[other] != opening]
            waits = row.reason is Reason.OUTRANKED
            assert row.waiting == (out.index(student) + 1 if waits else None)
            same = [s for s in line if not row.fixed and market.priority.get((s, opening)) == row.priority]
            alike = [s for s in same if market.fixed[s] < 0]
            assert row.tied == (None if row.fixed else len(alike) - 1)


@pytest.mark.parametrize("kind", KINDS)
def test_every_wish_has_its_reason_and_every_place_one_row(kind):
    for instance, result, market, match in some_answers(kind):
        rows = explain(instance, result)
        for student, wishes in enumerate(market.wishes):
            mine = [row for row in rows if row.student == student]
            assert [row.opening for row in mine if row.wish >= 0] == wishes
            placed = [row.opening for row in mine if row.reason is Reason.PLACED]
            assert placed == [place for place in [match[student]] if place >= 0]
            for row in mine:
                if row.reason is not Reason.PLACED:
                    assert row.reason is reason(instance, market, match, row)


def reason(instance, market, match, row):
    if not instance.acceptable[row.student, row.wish]:
        return Reason.INELIGIBLE
    got = market.number(row.student, match[row.student])
    if row.fixed or got < row.wish:
        return Reason.NOT_NEEDED
    return Reason.CLOSED if row.opening in market.closed else Reason.OUTRANKED


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "whole classes"])
def test_whoever_is_outranked_learns_by_what_and_whether_only_the_lottery_decided(kind):
    for instance, result, market, match in some_answers(kind):
        held = market.pairs(match)
        boosted = market.boosted(held)
        for row in explain(instance, result):
            if row.reason is not Reason.OUTRANKED:
                assert row.binding is None
                continue
            pair = (row.student, row.opening)
            bar = innermost_full(market, match, row.opening)
            inside = {other for other in held if other[1] in market.sets[bar]}
            strong = pair in market.boosted(held | {pair})
            assert row.by_lottery == any(
                market.priority[other] == market.priority[pair] and (other in boosted) == strong
                for other in inside
            )
            passed = {other for other in inside & boosted if market.standing(other) < market.standing(pair)}
            if passed and not strong:
                last = min(passed, key=market.standing)
                assert row.binding[:2] == (BindingKind.RESERVE, market.reserve_of(last))
            elif bar < len(market.openings):
                assert row.binding == Binding(BindingKind.OPENING, bar, result.cutoff(bar))
            else:
                group = bar - len(market.openings)
                assert row.binding == Binding(BindingKind.GROUP, group, result.groups.cutoff(group))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "whole classes"])
def test_whoever_got_in_learns_whether_only_the_lottery_did_it(kind):
    for instance, result, market, match in some_answers(kind):
        held, rather = market.pairs(match), market.rather(match)
        boosted = market.boosted(held)
        for row in explain(instance, result):
            pair = (row.student, row.opening)
            if row.reason is not Reason.PLACED or pair not in held:
                continue
            alike = {other for other in rather if market.priority[other] == market.priority[pair]}
            beyond = {
                other
                for other in alike
                if row.opening in market.sets[innermost_full(market, match, other[1])]
                and (other in market.boosted(held | {other})) == (pair in boosted)
            }
            if pair in boosted:
                beyond |= {o for o in alike if market.reserve_of(o) == market.reserve_of(pair)}
            assert row.by_lottery == bool(beyond)


def innermost_full(market, match, opening):
    return next(
        number
        for number in market.inside_out
        if opening in market.sets[number]
        and sum(place in market.sets[number] for place in match) >= market.caps[number]
    )


def test_whole_classes_know_no_lottery_and_the_opening_is_the_bar():
    for instance, result, _, _ in some_answers("whole classes"):
        for row in explain(instance, result):
            assert not row.by_lottery
            outranked = row.reason is Reason.OUTRANKED
            bar = Binding(BindingKind.OPENING, row.opening, result.cutoff(row.opening))
            assert row.binding == (bar if outranked else None)


def test_the_arrays_say_what_the_rows_say_and_nothing_of_pads():
    for instance, result, market, _ in some_answers("groups and reserves", number=10):
        columns = explanation_arrays(instance, result)
        assert ((columns.reason == -1) == (instance.wishes == -1)).all()
        pads = columns.reason == -1
        assert not columns.rank[pads].any()
        assert (columns.binding[pads] == -1).all()
        assert columns.applicants.sum() == (columns.rank > 0).sum() + sum(
            place >= 0 and place not in market.wishes[student] for student, place in enumerate(market.fixed)
        )


def test_a_group_or_a_reserve_that_kept_somebody_out_is_named():
    """An takes the county's one seat left; Bo's kind has a seat reserved, Cai has more points than Bo."""
    an, bo, cai = range(3)
    instance = Instance.build(
        [[0, -1], [1, -1], [1, 0]],
        [[9, 0], [1, 0], [5, 5]],
        [2, 1],
        [1, 2, 3],
        groups=Groups(parent_of_opening=np.array([0, -1]), seats=np.array([1]), parent=np.array([-1])),
        reserves=Reserves(
            opening=np.array([1]),
            kind=np.array([0]),
            seats=np.array([1]),
            holders=np.array([[False], [True], [False]]),
        ),
    )
    by_reserve, by_group = explain(instance, solve(instance), [cai])
    assert by_reserve.binding == Binding(BindingKind.RESERVE, 0, Cutoff(1, 2))
    assert by_group.binding == Binding(BindingKind.GROUP, 0, Cutoff(9, 1))
    assert not by_group.full
    assert [row.reason for row in explain(instance, solve(instance), [an, bo])] == [Reason.PLACED] * 2


def test_whom_nobody_with_a_better_claim_kept_out_was_passed_over_and_what_is_full_is_named():
    instance = Instance.build([[0], [0]], [[2], [1]], [1], [1, 2])
    frozen = claim(instance, [-1, 0], guarantees=NONE_AT_ALL, mechanism=Mechanism.FREEZE)
    passed_over, placed = explain(instance, frozen)
    assert (passed_over.reason, passed_over.binding) == (
        Reason.PASSED_OVER,
        Binding(BindingKind.OPENING, 0, Cutoff(1, 2)),
    )
    assert (passed_over.rank, passed_over.waiting, placed.rank) == (1, 1, 2)


def test_chens_page_tells_all_four_reasons():
    """Four want the two lathes. Chen comes third, level with Bai, whose lottery number is lower."""
    an, bai, chen, ding = range(4)
    lathe, welding, office, night = range(4)
    instance = Instance.build(
        [[lathe, -1, -1, -1], [lathe, -1, -1, -1], [night, lathe, welding, office], [lathe, -1, -1, -1]],
        [[90, 0, 0, 0], [81, 0, 0, 0], [99, 81, 70, 70], [60, 0, 0, 0]],
        [2, 3, 1, 1],
        [7, 3, 5, 1],
        eligible=[[True] * 4, [True] * 4, [False, True, True, True], [True] * 4],
    )
    barred, outranked, placed, not_needed = explain(instance, solve(instance), [chen])

    assert [row.reason for row in (barred, outranked, placed, not_needed)] == [
        Reason.INELIGIBLE,
        Reason.OUTRANKED,
        Reason.PLACED,
        Reason.NOT_NEEDED,
    ]
    assert (outranked.seats, outranked.applicants, outranked.rank, outranked.ahead) == (2, 4, 3, 2)
    assert (outranked.waiting, outranked.priority, outranked.cutoff) == (1, 81, Cutoff(81, 3))
    assert (outranked.tied, outranked.by_lottery) == (1, True)
    assert (placed.rank, placed.ahead, placed.full, placed.cutoff, placed.by_lottery) == (
        1,
        0,
        False,
        None,
        False,
    )
    (bais,) = explain(instance, solve(instance), [bai])
    assert (bais.reason, bais.rank, bais.by_lottery) == (Reason.PLACED, 2, True)
    ans, dings = explain(instance, solve(instance), [an, ding])
    assert (ans.rank, ans.by_lottery, ans.tied) == (1, False, 0)
    assert (dings.reason, dings.rank, dings.waiting, dings.by_lottery) == (Reason.OUTRANKED, 4, 2, False)


def test_students_come_in_the_order_asked_for():
    instance = Instance.build([[0], [0], [0]], [[1], [2], [3]], [1], [1, 2, 3])
    assert [row.student for row in explain(instance, solve(instance), [2, 0])] == [2, 0]
    assert [row.student for row in explain(instance, solve(instance))] == [0, 1, 2]
    assert explain(instance, solve(instance), []) == []


@pytest.mark.parametrize("wishes", [[-1], [1]])
def test_a_preassigned_student_who_never_asked_still_has_a_row_for_the_place(wishes):
    instance = Instance.build([wishes, [0]], [[5], [9]], [1, 1], [1, 2], fixed=[0, -1])
    first, *rest = explain(instance, solve(instance), [0])
    assert (first.wish, first.opening, first.reason, first.fixed) == (-1, 0, Reason.PLACED, True)
    assert (first.priority, first.rank, first.applicants, first.tied) == (None, 1, 2, None)
    assert (first.seats_fixed, first.full, first.cutoff) == (1, True, None)
    assert all((row.reason, row.fixed, row.rank) == (Reason.NOT_NEEDED, True, None) for row in rest)
    (outranked,) = explain(instance, solve(instance), [1])
    assert (outranked.reason, outranked.ahead, outranked.by_lottery) == (Reason.OUTRANKED, 1, False)


def test_one_more_seat_goes_to_the_first_on_the_waiting_list():
    wishes, priority, lottery = [[0]] * 3, [[5], [5], [9]], [2, 1, 3]
    instance = Instance.build(wishes, priority, [1], lottery)
    rows = explain(instance, solve(instance))
    (first_in_line,) = [row.student for row in rows if row.waiting == 1]
    roomier = Instance.build(wishes, priority, [2], lottery)
    assert solve(roomier).match.tolist()[first_in_line] == 0


def test_what_a_market_explains_does_not_depend_on_how_many_others_stand_beside_it():
    """More of them than are looked at together, with lottery numbers that leave gaps or none."""
    chance, times, lottery = random.Random(11), 4000, list(range(7))
    wishes = [[*chance.sample(range(4), 3), -1] for _ in lottery]
    priority = [[chance.randrange(3) for _ in range(4)] for _ in lottery]
    alone = Instance.build(wishes, priority, [1, 2, 0, 3], lottery)
    copies = np.arange(times)[:, None, None]
    beside = np.where(alone.wishes == -1, -1, alone.wishes + 4 * copies).reshape(-1, 4)
    for gap in (7, 10):
        numbers = (copies[..., 0] * gap + lottery).reshape(-1)
        many = Instance.build(beside, priority * times, [1, 2, 0, 3] * times, numbers)
        told, of_one = explanation_arrays(many, solve(many)), explanation_arrays(alone, solve(alone))
        for name in ("reason", "rank", "tied", "waiting", "by_lottery"):
            rows = np.vsplit(getattr(told, name), times)
            assert all(np.array_equal(copy, getattr(of_one, name)) for copy in rows), name
        assert told.applicants.tolist() == of_one.applicants.tolist() * times


def test_a_market_of_nobody_or_nothing_has_nothing_to_explain():
    for seats in ([], [1]):
        instance = Instance.build([], [], seats, [])
        assert explain(instance, solve(instance)) == []
    instance = Instance.build([[], []], [[], []], [1], [1, 2])
    assert explain(instance, solve(instance)) == []
