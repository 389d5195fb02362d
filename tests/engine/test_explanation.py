"""Every number a student reads can be recomputed from the instance and the result."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matching.engine import Cutoff, Instance, Reason, explain, solve
from tests.engine.markets import Market, instance_of, some_markets


def competitors(market: Market, match, opening):
    """Who weakly prefers the opening to what they got, as seats are given out: (turn, priority, student)."""
    queue = []
    for student, row in enumerate(market.wishes):
        number = market.lottery[student]
        if market.fixed[student] >= 0:
            if market.fixed[student] == opening:
                queue.append(((0, 0, number), None, student))
            continue
        for openings, priority, may in zip(
            row, market.priority[student], market.eligible[student], strict=True
        ):
            if openings == opening and may:
                queue.append(((1, -priority, number), priority, student))
            if openings == match[student]:
                break
    return sorted(queue)


@given(some_markets())
@settings(deadline=None, max_examples=150)
def test_every_number_is_the_one_counted_by_hand(market):
    instance = instance_of(market)
    result = solve(instance)
    match = result.match.tolist()
    for row in explain(instance, result):
        queue = competitors(market, match, row.opening)
        students = [student for _, _, student in queue]
        fixed = market.fixed[row.student] >= 0
        wishes = market.wishes[row.student]
        assert row.fixed == fixed
        assert row.wish == (wishes.index(row.opening) if row.opening in wishes else -1)
        assert row.priority == (market.priority[row.student][row.wish] if row.wish >= 0 else None)
        assert row.seats == market.seats[row.opening]
        assert row.seats_fixed == market.fixed.count(row.opening)
        assert row.full == (match.count(row.opening) == row.seats)
        assert row.applicants == len(queue)
        let_in = [(priority, student) for _, priority, student in queue[: row.seats] if priority is not None]
        last = let_in[-1] if let_in and row.full else None
        assert row.cutoff == (last and Cutoff(last[0], market.lottery[last[1]]))
        if row.reason in {Reason.INELIGIBLE, Reason.NOT_NEEDED}:
            assert (row.rank, row.ahead, row.tied, row.waiting, row.by_lottery) == (
                None,
                None,
                None,
                None,
                False,
            )
            continue
        place = students.index(row.student)
        assert (row.rank, row.ahead) == (place + 1, place)
        assert (row.reason == Reason.PLACED) == (row.rank <= row.seats)
        assert row.waiting == (None if row.rank <= row.seats else row.rank - row.seats)
        others = queue[row.seats :] if row.reason == Reason.PLACED else queue[: row.seats]
        if fixed:
            assert (row.tied, row.by_lottery) == (None, False)
        else:
            assert row.tied == sum(priority == row.priority for _, priority, _ in queue) - 1
            assert row.by_lottery == any(priority == row.priority for _, priority, _ in others)


@given(some_markets())
@settings(deadline=None, max_examples=100)
def test_every_wish_has_its_reason_and_every_place_one_row(market):
    instance = instance_of(market)
    result = solve(instance)
    match = result.match.tolist()
    rows = explain(instance, result)
    for student, wishes in enumerate(market.wishes):
        mine = [row for row in rows if row.student == student]
        assert [row.opening for row in mine if row.wish >= 0] == list(wishes)
        assert [row.opening for row in mine if row.reason == Reason.PLACED] == [
            p for p in [match[student]] if p >= 0
        ]
        for row in mine:
            barred = row.wish >= 0 and not market.eligible[student][row.wish]
            assert (row.reason == Reason.INELIGIBLE) == barred
        if market.fixed[student] < 0:
            at = int(result.wish[student])
            better = [row for row in mine if at < 0 or row.wish < at]
            assert all(row.reason in {Reason.OUTRANKED, Reason.INELIGIBLE} for row in better)
        assert not (market.fixed[student] >= 0 and any(row.reason == Reason.OUTRANKED for row in mine))


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


@pytest.mark.parametrize("wishes", [(), (1,)])
def test_a_preassigned_student_who_never_asked_still_has_a_row_for_the_place(wishes):
    market = Market(
        wishes=(wishes, (0,)),
        priority=((5,) * len(wishes), (9,)),
        seats=(1, 1),
        lottery=(1, 2),
        eligible=((True,) * len(wishes), (True,)),
        fixed=(0, -1),
    )
    instance = instance_of(market)
    first, *rest = explain(instance, solve(instance), [0])
    assert (first.wish, first.opening, first.reason, first.fixed, first.priority) == (
        -1,
        0,
        Reason.PLACED,
        True,
        None,
    )
    assert (first.rank, first.applicants, first.seats_fixed, first.full, first.cutoff) == (
        1,
        2,
        1,
        True,
        None,
    )
    assert [(row.reason, row.fixed, row.rank) for row in rest] == [(Reason.NOT_NEEDED, True, None)] * len(
        wishes
    )
    (outranked,) = explain(instance, solve(instance), [1])
    assert (outranked.reason, outranked.ahead, outranked.by_lottery) == (Reason.OUTRANKED, 1, False)


def test_one_more_seat_goes_to_the_first_on_the_waiting_list():
    market = Market(
        wishes=((0,), (0,), (0,)),
        priority=((5,), (5,), (9,)),
        seats=(1,),
        lottery=(2, 1, 3),
        eligible=((True,),) * 3,
        fixed=(-1, -1, -1),
    )
    rows = explain(instance_of(market), solve(instance_of(market)))
    (first_in_line,) = [row.student for row in rows if row.waiting == 1]
    roomier = instance_of(replace(market, seats=(2,)))
    assert solve(roomier).match.tolist()[first_in_line] == 0
