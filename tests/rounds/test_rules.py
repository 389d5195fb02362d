"""What may happen to a round, and when: every refusal is a sentence with the moment in it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from matching.rounds import rules
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound

OPENS = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 3, 20, 10, 0, tzinfo=UTC)  # 18:00 in Linfen
SECOND = timedelta(seconds=1)
FULL: dict[str, Any] = {"students": 3, "slots": 2, "beside": None}


def a_round(state: RoundState = RoundState.COLLECTING, **changes: Any) -> MatchRound:
    given = {"fit_weight": 40, "distance_weight": 30, "score_weight": 30, **changes}
    return MatchRound(state=state, opens_at=OPENS, closes_at=CLOSES, **given)


@pytest.mark.parametrize(
    ("state", "now", "sentence"),
    [
        (RoundState.COLLECTING, OPENS - SECOND, "开始填志愿"),
        (RoundState.COLLECTING, OPENS, None),
        (RoundState.COLLECTING, CLOSES - SECOND, None),
        (RoundState.COLLECTING, CLOSES, "3月20日 周五 18:00 已经截止"),
        (RoundState.COLLECTING, CLOSES + SECOND, "找班主任"),
        (RoundState.PREPARING, CLOSES - SECOND, "开始填志愿"),
        (RoundState.LOCKED, CLOSES - SECOND, "已经截止"),
        (RoundState.PUBLISHED, CLOSES - SECOND, "已经截止"),
        (RoundState.CLOSED, CLOSES - SECOND, "已经截止"),
    ],
)
def test_wishes_are_taken_from_the_opening_until_just_before_the_deadline(
    state: RoundState, now: datetime, sentence: str | None
) -> None:
    answer = rules.why_not_wish(a_round(state), now)
    assert answer is None if sentence is None else sentence in str(answer)


@pytest.mark.parametrize(
    ("state", "now", "sentence"),
    [
        (RoundState.PREPARING, CLOSES + SECOND, "还没有开放"),
        (RoundState.COLLECTING, CLOSES - SECOND, "到时自动锁定"),
        (RoundState.COLLECTING, CLOSES, None),
        (RoundState.LOCKED, CLOSES + SECOND, "已经锁定"),
    ],
)
def test_nobody_locks_before_the_deadline(state: RoundState, now: datetime, sentence: str | None) -> None:
    answer = rules.why_not_lock(a_round(state), now)
    assert answer is None if sentence is None else sentence in str(answer)


@pytest.mark.parametrize(
    ("facts", "now", "sentence"),
    [
        ({}, OPENS, None),
        ({"students": 0}, OPENS, "还没有学生参加"),
        ({"slots": 0}, OPENS, "没有招收中的岗位"),
        ({"beside": "春季"}, OPENS, "「春季」也在分"),
        ({}, CLOSES, "已经过了"),
    ],
)
def test_a_round_opens_with_students_slots_of_its_own_and_time(
    facts: dict[str, Any], now: datetime, sentence: str | None
) -> None:
    answer = rules.why_not_open(a_round(RoundState.PREPARING), **FULL | facts, now=now)
    assert answer is None if sentence is None else sentence in str(answer)


def test_a_round_is_opened_once() -> None:
    assert "已经开放" in str(rules.why_not_open(a_round(), **FULL, now=OPENS))


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [((40, 30, 30), None), ((100, 0, 0), None), ((40, 30, 29), "现在是 99"), ((120, -20, 0), "100")],
)
def test_the_three_weights_share_one_hundred_points(
    weights: tuple[int, int, int], sentence: str | None
) -> None:
    answer = rules.why_not_these_weights(*weights)
    assert answer is None if sentence is None else sentence in str(answer)


@pytest.mark.parametrize(
    ("state", "running", "sentence"),
    [
        (RoundState.PREPARING, False, "锁定以后才能匹配"),
        (RoundState.COLLECTING, False, "锁定以后才能匹配"),
        (RoundState.LOCKED, False, None),
        (RoundState.LOCKED, True, "正在匹配"),
        (RoundState.PUBLISHED, False, "不再重新匹配"),
        (RoundState.CLOSED, False, "不再重新匹配"),
    ],
)
def test_only_a_locked_round_is_matched_and_once_at_a_time(
    state: RoundState, running: bool, sentence: str | None
) -> None:
    answer = rules.why_not_run(a_round(state), running=running)
    assert answer is None if sentence is None else sentence in str(answer)


@pytest.mark.parametrize(
    ("now", "may"), [(CLOSES - SECOND, True), (CLOSES, False), (CLOSES + timedelta(days=1), False)]
)
def test_a_deadline_that_has_passed_cannot_be_put_off_any_more(now: datetime, may: bool) -> None:
    assert (rules.why_not_edit(a_round(), now) is None) is may


def test_time_that_was_promised_is_not_taken_away() -> None:
    assert rules.why_not_move_deadline(a_round(), CLOSES + SECOND) is None
    assert "只能往后推" in str(rules.why_not_move_deadline(a_round(), CLOSES - SECOND))
    assert rules.why_not_move_deadline(a_round(RoundState.PREPARING), CLOSES - SECOND) is None


def test_a_cohort_takes_part_in_one_unfinished_round_at_a_time() -> None:
    assert rules.why_not_add_cohort("数控", None) is None
    assert "「春季」" in str(rules.why_not_add_cohort("数控", "春季"))
