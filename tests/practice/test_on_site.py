"""The code on site: today's enters today, once; yesterday's, a made-up one and another post's do not."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from matching.db import db
from matching.kernel import clock as today
from matching.practice.assembly import presence
from matching.practice.enums import DaySource
from matching.practice.models import PracticeDay, SignUp
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_teacher, going

THIRD = date(2026, 7, 8)
HERE = "practice.here"


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


@pytest.fixture
def offer(teacher: Person, lin: Person, hua: Person, clock: time_machine.Traveller) -> int:
    """A post where the teacher is, on its third day."""
    made = going(teacher, school=lin, host=hua)
    clock.move_to(today.from_local(datetime.combine(THIRD, time(9))))
    with acting():
        return db.session.get_one(SignUp, made).offer_id


def _code(offer_id: int, day: date = THIRD) -> str:
    with acting():
        return presence.token_of(offer_id, day)


def _entered() -> list[tuple[date, DaySource]]:
    with acting():
        return [(one.day, one.source) for one in db.session.scalars(select(PracticeDay))]


def test_whoever_scans_todays_code_is_entered_once(browser: Browser, offer: int, teacher: Person) -> None:
    inside, code = browser.as_(teacher), _code(offer)
    assert "今天到岗" in inside.get(HERE, presence_code=code)
    assert _entered() == []
    answer = inside.post(HERE, presence_code=code)
    assert answer.status == 303
    assert "扫码" in inside.follow(answer)
    again = inside.post(HERE, presence_code=code)
    assert again.status == 422
    assert "已经打过卡" in again
    assert _entered() == [(THIRD, DaySource.QR)]


def test_another_code_enters_nothing(browser: Browser, offer: int, teacher: Person) -> None:
    inside, code = browser.as_(teacher), _code(offer)
    yesterday = _code(offer, THIRD - timedelta(days=1))
    elsewhere = f"{offer + 1}-{code.partition('-')[2]}"
    for other in (yesterday, elsewhere, code[:-1], "x", "-", "٣-٣", f"{'9' * 30}-0"):
        assert "不是今天的二维码" in inside.post(HERE, presence_code=other)
    assert _entered() == []


def test_who_does_not_go_there_is_told_so(browser: Browser, offer: int) -> None:
    inside = browser.as_(a_teacher("wen"))
    for answer in (
        inside.get(HERE, presence_code=_code(offer)),
        inside.post(HERE, presence_code=_code(offer)),
    ):
        assert "没有已通过的报名" in answer
    assert _entered() == []


def test_the_code_asks_to_sign_in_first(browser: Browser, offer: int, hua: Person) -> None:
    code = _code(offer)
    answer = browser.get(HERE, presence_code=code)
    assert answer.status == 303
    assert code in answer.location
    assert browser.as_(hua).get(HERE, presence_code=code).status == 403


def test_the_enterprise_prints_the_code_of_today(
    browser: Browser, offer: int, people: Callable[[str], Person], clock: time_machine.Traveller
) -> None:
    host = browser.as_(people("hua"))
    assert f"/practices/{offer}/poster" in host.get("practice.show", offer_id=offer).html
    page = host.get("practice.poster", offer_id=offer)
    assert "data:image/svg+xml" in page.html
    clock.shift(timedelta(days=1))
    host = browser.as_(people("hua"))
    assert host.get("practice.poster", offer_id=offer).html != page.html
    assert browser.as_(people("qi")).get("practice.poster", offer_id=offer).status == 404
    clock.shift(timedelta(days=60))
    later = browser.as_(people("hua")).get("practice.poster", offer_id=offer)
    assert "实践期间才有二维码" in later
    assert "data:image/svg+xml" not in later.html
