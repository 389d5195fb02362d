"""The page of the days: one tap by the teacher, ticks by the enterprise, a certificate by the school."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from matching.db import db
from matching.kernel import clock as today
from matching.practice.actions import days
from matching.practice.enums import DaySource
from matching.practice.enums import SignUpState as S
from matching.practice.models import PracticeDay
from tests.browser import Browser
from tests.cast import Person, person
from tests.make import acting
from tests.practice.make import a_teacher, decided, going, standing_of
from tests.statements import MOST, Counting

FIRST = date(2026, 7, 6)
THIRD = date(2026, 7, 8)
PAGE = "practice.days"


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


@pytest.fixture
def mine(teacher: Person, lin: Person, hua: Person, clock: time_machine.Traveller) -> int:
    """A sign-up that everybody agreed to, on its third day."""
    made = going(teacher, school=lin, host=hua)
    clock.move_to(today.from_local(datetime.combine(THIRD, time(9))))
    return made


def _entered(sign_up: int, by: Person, day: date = THIRD) -> None:
    decided(sign_up, days.enter, by=by, day=day, source=DaySource.QR)


def _ids() -> list[int]:
    with acting():
        return list(db.session.scalars(select(PracticeDay.id).order_by(PracticeDay.day)))


def test_the_teacher_enters_today_by_one_tap_and_only_once(
    browser: Browser, mine: int, teacher: Person
) -> None:
    inside = browser.as_(teacher)
    assert f"/sign-ups/{mine}/days" in inside.get("practice.sign_up", sign_up_id=mine).html
    assert "今天到岗" in inside.get(PAGE, sign_up_id=mine)
    answer = inside.post("practice.enter_today", sign_up_id=mine)
    assert answer.status == 303
    assert "已打卡，等企业确认" in inside.follow(answer)
    again = inside.post("practice.enter_today", sign_up_id=mine)
    assert again.status == 422
    assert "已经打过卡" in again
    assert len(_ids()) == 1


def test_another_day_is_entered_with_a_reason_and_taken_back(
    browser: Browser, mine: int, teacher: Person
) -> None:
    inside = browser.as_(teacher)
    faulty = inside.post("practice.enter_day", {"day": FIRST.isoformat(), "reason": ""}, sign_up_id=mine)
    assert faulty.status == 422
    assert "为什么没有当天打卡" in faulty
    told = {"day": FIRST.isoformat(), "reason": "手机没电没能扫码"}
    assert inside.post("practice.enter_day", told, sign_up_id=mine).status == 303
    assert "手机没电没能扫码" in inside.get(PAGE, sign_up_id=mine)
    gone = {"day": str(_ids()[0])}
    assert inside.post("practice.take_day_back", gone, sign_up_id=mine).status == 303
    assert inside.post("practice.take_day_back", gone, sign_up_id=mine).status == 422
    assert inside.post("practice.take_day_back", {"day": "x"}, sign_up_id=mine).status == 422


def test_the_enterprise_confirms_the_ticked_days_and_refuses_others(
    browser: Browser, mine: int, teacher: Person, hua: Person
) -> None:
    for each in (FIRST, FIRST + timedelta(days=1), THIRD):
        _entered(mine, teacher, each)
    host, (first, second, third) = browser.as_(hua), _ids()
    page = host.get(PAGE, sign_up_id=mine)
    assert len(re.findall(r'name="days"[^>]*checked', page.html)) == 3
    yes = {"days": [str(first), str(third)], "answer": "yes", "reason": ""}
    assert "已确认 2 天" in host.follow(host.post("practice.answer_days", yes, sign_up_id=mine))
    assert host.post("practice.answer_days", yes, sign_up_id=mine).status == 422
    no = {"days": [str(second)], "answer": "no", "reason": ""}
    assert host.post("practice.answer_days", no, sign_up_id=mine).status == 422
    refused = host.post("practice.answer_days", no | {"reason": "这天请假了"}, sign_up_id=mine)
    assert "1 天没有确认" in host.follow(refused)
    assert "这天请假了" in browser.as_(teacher).get(PAGE, sign_up_id=mine)


@pytest.mark.parametrize("chosen", [[], ["999"], ["x"]])
def test_without_a_day_nothing_is_confirmed(
    browser: Browser, mine: int, hua: Person, chosen: list[str]
) -> None:
    answer = browser.as_(hua).post("practice.answer_days", {"days": chosen, "answer": "yes"}, sign_up_id=mine)
    assert answer.status == 422


def test_the_school_certifies_and_opens_again(
    browser: Browser, mine: int, teacher: Person, people: Callable[[str], Person]
) -> None:
    _entered(mine, teacher)
    lin, hua = people("lin"), people("hua")
    school = browser.as_(lin)
    assert "还有 1 天等企业确认" in school.get(PAGE, sign_up_id=mine)
    decided(mine, days.confirm, by=hua, day_ids=_ids())
    assert "已认定 1 天" in school.follow(school.post("practice.certify", sign_up_id=mine))
    assert school.post("practice.certify", sign_up_id=mine).status == 422
    assert standing_of(mine) is S.CERTIFIED
    assert school.post("practice.reopen", {"reason": ""}, sign_up_id=mine).status == 422
    assert school.post("practice.reopen", {"reason": "漏记了一天"}, sign_up_id=mine).status == 303
    assert standing_of(mine) is S.ACCEPTED
    assert "漏记了一天" in school.get(PAGE, sign_up_id=mine)


def test_strangers_find_nothing(
    browser: Browser, mine: int, teacher: Person, people: Callable[[str], Person]
) -> None:
    _entered(mine, teacher)
    mo, qi, other = people("mo"), people("qi"), a_teacher("wen", at="second school")
    for stranger in (mo, qi, other):
        assert browser.as_(stranger).get(PAGE, sign_up_id=mine).status == 404
    for who, endpoints in (
        (mo, ("practice.certify", "practice.reopen")),
        (qi, ("practice.answer_days",)),
        (other, ("practice.enter_today", "practice.enter_day", "practice.take_day_back")),
    ):
        for endpoint in endpoints:
            assert browser.as_(who).post(endpoint, sign_up_id=mine).status == 404


def test_the_page_of_a_month_costs_no_more_than_that_of_a_day(
    browser: Browser, mine: int, clock: time_machine.Traveller, statements: Counting
) -> None:
    with acting():
        teacher = person("tang")
    _entered(mine, teacher)
    costs = []
    for last in (THIRD, date(2026, 7, 31)):
        clock.move_to(today.from_local(datetime.combine(last, time(9))))
        inside = browser.as_(teacher)
        for number in range(1, (last - THIRD).days + 1):
            _entered(mine, teacher, THIRD + timedelta(days=number))
        with statements() as asked:
            page = inside.get(PAGE, sign_up_id=mine)
        assert len(page.body) < 150_000
        costs.append(len(asked))
    assert costs[0] == costs[1] <= MOST
