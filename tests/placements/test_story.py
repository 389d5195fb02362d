"""Each outcome has its sentence in both languages, with the numbers of the frozen explanation only."""

from typing import Any

import pytest

from matching.kernel.i18n import speaking
from matching.placements.document import fairness_of, story_of
from matching.placements.document.story import Choice, Fairness
from matching.placements.enums import Claim
from matching.rounds.models import MatchRound, MatchRun, Proposal

ENTRY: dict[str, Any] = {
    "wish": 1,
    "slot_id": 7,
    "title": "数控车床操作",
    "enterprise": "海川精密制造",
    "county": "141002",
    "pay_monthly": 3200,
    "starts_on": "2026-04-13",
    "ends_on": "2026-10-09",
    "reason": "outranked",
    "seats": 4,
    "applicants": 10,
    "rank": 7,
    "ahead": 6,
    "waiting": 3,
    "score": 810,
    "parts": {"fit": 400, "distance": 175, "school": 235},
    "cutoff": 885,
    "by_lottery": False,
    "tied": 0,
    "rule": None,
    "changes_on": None,
}
PLACED = {**ENTRY, "reason": "placed", "rank": 3, "ahead": 2, "waiting": None}
TOO_YOUNG = {
    "id": "INT-07",
    "message": "An intern must be {limit} on the first day, {first}, and would be {age}. "
    "Slots that start on {birthday} or later are open.",
    "params": {
        "limit": 16,
        "first": {"date": "2026-04-13"},
        "age": 15,
        "birthday": {"date": "2026-06-01"},
    },
}
NOBODY = {"rank": None, "ahead": None, "waiting": None}


def _story(*entries: dict[str, Any], locale: str = "zh_CN") -> Any:
    match_round = MatchRound(fit_weight=40, distance_weight=30, score_weight=30)
    with speaking(locale):
        return story_of(Proposal(explanation=list(entries)), match_round)


def _choice(*entries: dict[str, Any], locale: str = "zh_CN") -> Choice:
    choice: Choice = _story(*entries, locale=locale).choices[0]
    return choice


@pytest.mark.parametrize(
    ("changes", "chinese", "english"),
    [
        (
            {"reason": "placed", "rank": 3},
            "名额 4 个。你排在第 3 位，在名额以内。",
            "4 places. You were number 3, within the places.",
        ),
        (
            {},
            "名额 4 个。也想要这个岗位、排在你前面的有 6 人，所以没有轮到你。",
            "4 places. 6 people who also wanted it came before you, so none was left.",
        ),
        (
            {"seats": 1, "rank": 2, "ahead": 1, "waiting": 1},
            "名额 1 个。也想要这个岗位、排在你前面的有 1 人，所以没有轮到你。",
            "1 place. 1 person who also wanted it came before you, so none was left.",
        ),
        (
            {"reason": "withdrawn", **NOBODY},
            "匹配时这个岗位已经不在这一轮里，所以跳过了。",
            "This slot was no longer offered in this round, so it was skipped.",
        ),
        ({"reason": "not_needed", **NOBODY}, "这一项没有比较。", "This one was not compared."),
    ],
)
def test_each_outcome_has_its_sentence(changes: dict[str, Any], chinese: str, english: str) -> None:
    assert _choice({**ENTRY, **changes}).sentence == chinese
    assert _choice({**ENTRY, **changes}, locale="en").sentence == english


def test_a_wish_below_the_place_was_not_compared() -> None:
    below = {**ENTRY, **NOBODY, "wish": 3, "reason": "not_needed"}
    story = _story({**PLACED, "wish": 2}, below)
    assert story.headline == "你进了第 2 志愿"
    assert story.choices[1].sentence == "你已经进了更想去的第 2 志愿，所以这一项没有再比较。"
    assert story.choices[1].unused
    assert story.choices[1].ruler is None


def test_the_law_speaks_for_an_ineligible_slot_and_says_when_that_changes() -> None:
    barred = {**ENTRY, **NOBODY, "reason": "ineligible", "rule": TOO_YOUNG, "changes_on": "2026-06-01"}
    choice = _choice(barred)
    assert "16" in choice.sentence
    assert "15" in choice.sentence
    assert choice.note.startswith("6月1日")
    assert (choice.ruler, choice.score) == (None, ())


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"by_lottery": True, "tied": 2}, "你和 2 人同分，按公布的随机号，你排在第 7 位。"),
        ({"by_lottery": False, "tied": 2}, ""),
    ],
)
def test_the_lottery_is_named_only_where_it_decided(changes: dict[str, Any], note: str) -> None:
    assert _choice({**ENTRY, **changes, "cutoff": None}).note == note


@pytest.mark.parametrize(
    ("seats", "applicants", "shown"), [(3, 5, True), (2, 5, False), (3, 4, False), (2, 4, False)]
)
def test_the_lowest_score_is_told_only_where_it_points_at_nobody(
    seats: int, applicants: int, shown: bool
) -> None:
    choice = _choice({**ENTRY, "seats": seats, "applicants": applicants, "rank": applicants})
    assert choice.note == ("进入的最低分是 88.5 分，你在这个岗位是 81 分。" if shown else "")


def test_whoever_got_in_is_not_told_the_lowest_score() -> None:
    assert _choice(PLACED).note == ""


def test_the_ruler_and_the_points_are_the_frozen_numbers() -> None:
    choice = _choice(ENTRY)
    assert choice.ruler == (10, 4, 7, 3)
    assert [(part.points, part.max) for part in choice.score] == [(40, 40), (17.5, 30), (23.5, 30)]
    assert choice.score_title == "你的 81 分是怎么来的"


def test_a_slot_nobody_filled_shows_only_those_who_came() -> None:
    assert _choice({**PLACED, "seats": 8, "applicants": 2, "rank": 2}).ruler == (2, 2, 2, None)


@pytest.mark.parametrize(
    ("entries", "headline", "summary"),
    [
        ([], "你还没有岗位", "没有收到你提交的志愿"),
        ([ENTRY], "你还没有岗位", "不是对你的评价"),
        ([{**ENTRY, **NOBODY, "reason": "withdrawn"}], "你还没有岗位", "原因写在每一项旁边"),
        ([{**PLACED, "wish": None, "reason": "preassigned", "rank": None}], "你有岗位了", "在匹配之前安排"),
    ],
)
def test_every_end_has_its_words(entries: list[dict[str, Any]], headline: str, summary: str) -> None:
    story = _story(*entries)
    assert story.headline == headline
    assert summary in story.summary


def test_a_place_given_by_hand_is_shown_without_a_comparison() -> None:
    story = _story({**PLACED, "wish": None, "reason": "preassigned", "rank": None, "parts": None})
    assert story.choices == ()
    assert story.place.by_hand
    assert (story.place.title, story.place.pay_monthly, story.place.county) == (
        "数控车床操作",
        3200,
        "尧都区",
    )


CHECKED = ["blocking", "over_capacity", "ineligible", "improvable"]
PROMISED = {"stable": True, "student_optimal": True, "truthful": True, "exact": True}


def _fairness(checks: list[str], *, breaches: int = 0, **guarantees: bool) -> list[Fairness]:
    certificate = {"checks": checks, "breaches": breaches, "guarantees": PROMISED | guarantees}
    return fairness_of(MatchRun(certificate=certificate))


def test_nothing_is_claimed_that_was_not_checked() -> None:
    assert [claim.ok for claim in _fairness(CHECKED)] == [True] * 5
    assert [claim.label for claim in _fairness(["over_capacity"])] == ["没有超名额"]
    assert not any(claim.ok for claim in _fairness(CHECKED, breaches=1))


def test_nothing_is_claimed_that_the_mechanism_of_the_run_does_not_promise() -> None:
    everything = {claim.label for claim in _fairness(CHECKED)}
    for promise, claims in (
        ("stable", {Claim.NO_QUEUE_JUMPING, Claim.NO_WASTED_SEAT}),
        ("student_optimal", {Claim.BEST_POSSIBLE}),
    ):
        told = {claim.label for claim in _fairness(CHECKED, **{promise: False})}
        assert everything - told == {str(claim.label) for claim in claims}
