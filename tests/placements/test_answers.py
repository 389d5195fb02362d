"""Accept, decline, let it lapse, take it back: once, in time, and always the student's own word."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from matching.audit.kinds import AuditKind
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel.errors import Refused
from matching.outbox.letters import Letter
from matching.placements import actions, tasks
from matching.placements.enums import CONSENT_ON_PAPER, CONSENT_TEXT, Answer, PlacementState
from matching.rounds.models import MatchRound
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import activate, person_of
from tests.make.placements import Market, answered, placements_of
from tests.placements.reading import letters, standing, trail_of

SIGNED = {"word": "accept", "signed": "y", "paper": "2401 班文件夹，第 12 张", "note": ""}
SECOND = timedelta(seconds=1)
FIRST_DAY = datetime(2026, 4, 13, 1, tzinfo=UTC)


@pytest.fixture
def pupil(browser: Browser, published: Market) -> Browser:
    """The student who got the first wish."""
    return browser.as_(activate(published.students[0]))


def _answer_by(published: Market) -> datetime:
    with acting():
        return db.session.get_one(MatchRound, published.id).answer_by


def _account_of(student: int) -> int:
    with acting():
        return db.session.get_one(Student, student).account_id


def test_accepting_is_a_consent_of_its_own(pupil: Browser, hua: Person, published: Market) -> None:
    page = pupil.get("placements.accept", round_id=published.id)
    assert "海川精密制造有限公司" in page
    assert "你的姓名、班级、隐去中间几位的手机号" in page
    page = pupil.post("placements.accept", round_id=published.id)
    assert (page.status, "同意就打勾" in page) == (422, True)
    page = pupil.post("placements.accept", {"consent": "y"}, round_id=published.id)
    assert "已接受" in pupil.follow(page)
    made = placements_of(published)[published.students[0]]
    assert (made.state, made.consent_text) == (PlacementState.ACCEPTED, CONSENT_TEXT)
    (event,) = trail_of(AuditKind.PLACEMENT_ANSWER)
    assert (event.by_id, event.acting_for_id) == (made.answered_by_id, None)
    assert [(to, facts["accepted"]) for to, _url, facts in letters(Letter.RESULT_ANSWERED)] == [
        (hua.account_id, True)
    ]


def test_declining_gives_the_seat_back_and_tells_the_school_why(
    *, browser: Browser, pupil: Browser, lin: Person, hua: Person, bao: Person, published: Market
) -> None:
    first = published.students[0]
    page = pupil.post("placements.decline", {"note": "离家太远"}, round_id=published.id)
    assert "没有接受" in pupil.follow(page)
    made = placements_of(published)[first]
    assert (made.state, made.consent_text) == (PlacementState.DECLINED, None)
    told = {to for to, _url, _facts in letters(Letter.RESULT_ANSWERED)}
    assert told == {lin.account_id, hua.account_id}
    own = {"round_id": published.id, "student_id": first}
    assert "离家太远" in browser.as_(lin).get("placements.one_result", **own)
    assert "离家太远" not in browser.as_(bao).get("placements.one_result", **own)
    assert "离家太远" not in browser.as_(hua).get("placements.results", round_id=published.id)


@pytest.mark.parametrize(("early", "kept"), [(SECOND, True), (timedelta(0), False), (-SECOND, False)])
def test_the_last_second_counts_and_the_deadline_itself_does_not(
    *, browser: Browser, published: Market, clock: time_machine.Traveller, early: timedelta, kept: bool
) -> None:
    student = activate(published.students[0])
    clock.move_to(_answer_by(published) - early, tick=False)
    pupil = browser.as_(student)
    page = pupil.post("placements.accept", {"consent": "y"}, round_id=published.id)
    state = placements_of(published)[published.students[0]].state
    if kept:
        assert (page.status, state) == (303, PlacementState.ACCEPTED)
    else:
        assert (page.status, state) == (422, PlacementState.OFFERED)
        assert "答复 3月27日 周五 10:00 已经截止" in page


def test_an_answer_is_given_once(pupil: Browser, published: Market) -> None:
    pupil.post("placements.decline", round_id=published.id)
    page = pupil.post("placements.accept", {"consent": "y"}, round_id=published.id)
    assert (page.status, "已经答复过了：没有接受" in page) == (422, True)
    assert placements_of(published)[published.students[0]].state is PlacementState.DECLINED


def test_twenty_answers_at_once_keep_one(browser: Browser, published: Market) -> None:
    student = activate(published.students[0])
    hands = [browser.as_(student) for _hand in range(20)]

    def answer(hand: Browser, number: int) -> int:
        endpoint, data = ("placements.accept", {"consent": "y"}) if number % 2 else ("placements.decline", {})
        return hand.post(endpoint, data, round_id=published.id).status

    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(answer, hands, range(20)))
    assert sorted(answers) == [303] + [422] * 19
    assert len(trail_of(AuditKind.PLACEMENT_ANSWER)) == 1


def test_without_a_place_there_is_nothing_to_answer(browser: Browser, published: Market) -> None:
    left_out = browser.as_(activate(published.students[1]))
    page = left_out.post("placements.accept", {"consent": "y"}, round_id=published.id)
    assert page.status == 404


def test_the_school_writes_down_a_signed_answer_and_both_stay_in_the_trail(
    browser: Browser, lin: Person, published: Market
) -> None:
    first = published.students[0]
    own = {"round_id": published.id, "student_id": first}
    page = browser.as_(lin).post("placements.answer_for", SIGNED, **own)
    assert "由学校代为记录" in browser.as_(lin).follow(page)
    made = placements_of(published)[first]
    assert (made.state, made.consent_text) == (PlacementState.ACCEPTED, CONSENT_ON_PAPER)
    account_id = _account_of(first)
    (event,) = trail_of(AuditKind.PLACEMENT_ANSWER)
    assert (event.by_id, event.acting_for_id) == (lin.account_id, account_id)
    assert event.facts["paper"] == SIGNED["paper"]
    ((reader, url, facts),) = letters(Letter.RESULT_RECORDED)
    assert (reader, url, facts["accepted"]) == (account_id, f"/rounds/{published.id}/result", True)


@pytest.mark.parametrize("missing", ["signed", "paper", "word"])
def test_without_a_signed_sheet_the_school_writes_nothing_down(
    browser: Browser, lin: Person, published: Market, missing: str
) -> None:
    first = published.students[0]
    data = {name: value for name, value in SIGNED.items() if name != missing}
    page = browser.as_(lin).post("placements.answer_for", data, round_id=published.id, student_id=first)
    assert page.status == 422
    assert placements_of(published)[first].state is PlacementState.OFFERED


def test_another_school_writes_nothing_down(browser: Browser, mo: Person, published: Market) -> None:
    own = {"round_id": published.id, "student_id": published.students[0]}
    assert browser.as_(mo).get("placements.answer_for", **own).status == 404
    assert browser.as_(mo).post("placements.answer_for", SIGNED, **own).status == 404


def test_places_nobody_answered_lapse_by_themselves_and_those_concerned_hear_of_it(
    *, app: Flask, lin: Person, published: Market, clock: time_machine.Traveller
) -> None:
    first, _second, third, _fourth = published.students
    answered(published, first, Answer.ACCEPT, by=person_of(first))
    with acting():
        tasks.lapse_due()
    assert placements_of(published)[third].state is PlacementState.OFFERED
    clock.move_to(_answer_by(published))
    app.extensions["workshop"].sweep()
    made = placements_of(published)
    assert (made[first].state, made[third].state) == (PlacementState.ACCEPTED, PlacementState.LAPSED)
    assert made[third].answered_by_id is None
    (event,) = trail_of(AuditKind.PLACEMENT_LAPSE)
    assert (event.by_id, event.facts["count"]) == (None, 1)
    assert [(to, url) for to, url, _facts in letters(Letter.RESULT_LAPSED)] == [
        (_account_of(third), f"/rounds/{published.id}/result")
    ]
    assert [(to, facts["n"]) for to, _url, facts in letters(Letter.PLACES_LAPSED)] == [(lin.account_id, 1)]
    app.extensions["workshop"].sweep()
    assert len(trail_of(AuditKind.PLACEMENT_LAPSE)) == len(letters(Letter.RESULT_LAPSED)) == 1


def test_nothing_lapses_a_second_too_early(
    app: Flask, published: Market, clock: time_machine.Traveller
) -> None:
    clock.move_to(_answer_by(published) - SECOND, tick=False)
    with pytest.raises(Refused, match="还可以答复"), acting():
        actions.lapse(db.session.get_one(MatchRound, published.id))


def test_a_round_ends_when_everybody_has_answered(browser: Browser, bao: Person, published: Market) -> None:
    officer = browser.as_(bao)
    page = officer.post("placements.close", round_id=published.id)
    assert (page.status, "还有 2 名学生可以答复" in page) == (422, True)
    for student in (published.students[0], published.students[2]):
        answered(published, student, Answer.DECLINE, by=person_of(student))
    assert officer.post("placements.close", round_id=published.id).status == 303
    assert standing(published.id).state == "closed"
    assert len(trail_of(AuditKind.ROUND_CLOSE)) == 1


def test_a_round_ends_after_the_last_day_and_what_was_open_lapses(
    browser: Browser, bao: Person, published: Market, clock: time_machine.Traveller
) -> None:
    clock.move_to(_answer_by(published))
    assert browser.as_(bao).post("placements.close", round_id=published.id).status == 303
    assert {one.state for one in placements_of(published).values()} == {PlacementState.LAPSED}
    assert standing(published.id).state == "closed"


def test_a_consent_can_be_taken_back_until_the_first_day(
    *,
    browser: Browser,
    pupil: Browser,
    lin: Person,
    hua: Person,
    published: Market,
    clock: time_machine.Traveller,
) -> None:
    pupil.post("placements.accept", {"consent": "y"}, round_id=published.id)
    with acting():
        name = db.session.get_one(Student, published.students[0]).name
    assert name in browser.as_(hua).get("placements.results", round_id=published.id)
    clock.move_to(FIRST_DAY - timedelta(days=1))
    pupil = browser.as_(person_of(published.students[0]))
    assert "收回同意" in pupil.get("placements.result", round_id=published.id)
    assert pupil.post("placements.take_back", round_id=published.id).status == 303
    made = placements_of(published)[published.students[0]]
    assert (made.state, made.consent_text) == (PlacementState.DECLINED, None)
    assert name not in browser.as_(hua).get("placements.results", round_id=published.id)
    assert len(trail_of(AuditKind.CONSENT_TAKE_BACK)) == 1
    assert [to for to, _url, _facts in letters(Letter.CONSENT_ENDED)] == [hua.account_id]
    assert lin.account_id in {to for to, _url, _facts in letters(Letter.RESULT_ANSWERED)}


def test_once_the_internship_has_begun_a_person_settles_it(
    browser: Browser, pupil: Browser, published: Market, clock: time_machine.Traveller
) -> None:
    pupil.post("placements.accept", {"consent": "y"}, round_id=published.id)
    clock.move_to(FIRST_DAY)
    pupil = browser.as_(person_of(published.students[0]))
    page = pupil.post("placements.take_back", round_id=published.id)
    assert (page.status, "实习已经开始" in page) == (422, True)
    assert placements_of(published)[published.students[0]].state is PlacementState.ACCEPTED
