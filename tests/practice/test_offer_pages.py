"""Posts for practice on pages: an enterprise offers, teachers find, and nobody touches another's."""

import re
from datetime import date
from typing import Any

import pytest

from matching.db import db
from matching.practice.models import PracticeOffer
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_sign_up, a_teacher, an_offer, standing_of
from tests.statements import MOST, Counting

TYPED = {
    "title": "数控产线改造",
    "learn": "跟着改造小组拆装、调试五轴加工中心",
    "contents": ["production", "skills"],
    "form": "project",
    "subjects": ["01"],
    "starts_on": "2026-07-06",
    "ends_on": "2026-07-31",
    "days_week": "5",
    "seats": "2",
    "mentor": "石师傅，高级技师",
    "county": "141002",
    "address": "尧都区海川路 8 号",
    "safety": "发劳保鞋和护目镜",
    "requirements": "",
    "allowance_day": "60",
}


def _post(browser: Browser, of: Person, **changes: Any) -> Page:
    return browser.as_(of).post("practice.new", TYPED | {"enterprise": str(of.organisation_id)} | changes)


def _titles(page: Page) -> list[str]:
    return re.findall(r'<a class="main"[^>]*>([^<]+)</a>', page.html)


@pytest.fixture
def tang_and_two(hua: Person, qi: Person) -> Person:
    """A teacher, a post in summer with seats, and one in winter whose seat the teacher holds."""
    tang = a_teacher()
    an_offer(of=hua, title="夏天")
    winter = an_offer(
        of=qi,
        title="冬天",
        subjects=frozenset({"02"}),
        starts_on=date(2027, 1, 18),
        ends_on=date(2027, 2, 5),
        seats=1,
    )
    a_sign_up(winter, of=tang)
    return tang


def test_an_enterprise_offers_a_post_and_a_teacher_finds_it(browser: Browser, hua: Person) -> None:
    tang = a_teacher()
    assert _post(browser, hua).status == 303
    page = browser.as_(tang).get("practice.index")
    assert _titles(page) == ["数控产线改造"]
    with acting():
        offer = db.session.query(PracticeOffer).one()
        assert (offer.seats, offer.allowance_day, offer.subject_codes) == (2, 60, frozenset({"01"}))


@pytest.mark.parametrize(
    "changed",
    [
        {"title": ""},
        {"learn": "看"},
        {"contents": []},
        {"contents": ["gossip"]},
        {"subjects": ["99"]},
        {"starts_on": "2025-07-06"},
        {"ends_on": "2026-07-01"},
        {"ends_on": "2099-07-01"},
        {"days_week": "8"},
        {"seats": "0"},
        {"seats": "1e9"},
        {"allowance_day": "-1"},
        {"county": "x"},
    ],
)
def test_what_cannot_be_is_answered_beside_its_field(
    browser: Browser, hua: Person, changed: dict[str, Any]
) -> None:
    page = _post(browser, hua, **changed)
    assert page.status == 422
    with acting():
        assert db.session.query(PracticeOffer).count() == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["夏天", "冬天"]),
        ({"time": "summer"}, ["夏天"]),
        ({"time": "winter"}, ["冬天"]),
        ({"subject": "02"}, ["冬天"]),
        ({"only": "free"}, ["夏天"]),
        ({"q": "启衡"}, ["冬天"]),
        ({"form": "visit"}, []),
        ({"sort": "newest"}, ["冬天", "夏天"]),
        ({"state": "withdrawn", "county": "x"}, ["夏天", "冬天"]),
    ],
)
def test_a_teacher_narrows_the_list(
    browser: Browser, tang_and_two: Person, asked: dict[str, str], found: list[str]
) -> None:
    assert _titles(browser.as_(tang_and_two).get("practice.index", **asked)) == found


def test_a_copy_lies_a_year_later(browser: Browser, hua: Person, clock: Any) -> None:
    offer = an_offer(of=hua)
    clock.move_to("2026-11-02 09:00+08:00")
    page = browser.as_(hua).get("practice.new", copy=offer)
    assert 'value="2027-07-05"' in page.html
    assert 'value="2027-07-30"' in page.html


def test_an_edit_from_an_older_version_shows_both_texts(browser: Browser, hua: Person) -> None:
    offer = an_offer(of=hua)
    mine = browser.as_(hua)
    sent = TYPED | {"enterprise": str(hua.organisation_id), "version": "1"}
    assert mine.post("practice.edit", sent, offer_id=offer).status == 303
    answer = mine.post("practice.edit", sent | {"title": "另一个名称"}, offer_id=offer)
    assert answer.status == 409
    assert "另一个名称" in answer


def test_withdrawing_tells_everybody_who_signed_up(browser: Browser, hua: Person) -> None:
    offer, tang = an_offer(of=hua), a_teacher()
    sign_up = a_sign_up(offer, of=tang)
    answer = browser.as_(hua).post("practice.withdraw", {"reason": "订单推迟到明年"}, offer_id=offer)
    assert answer.status == 303
    assert standing_of(sign_up).value == "withdrawn"
    assert "订单推迟到明年" in browser.as_(tang).get("practice.show", offer_id=offer)
    assert _titles(browser.as_(tang).get("practice.index")) == []


def test_a_post_says_when_it_was_confirmed(browser: Browser, hua: Person, clock: Any) -> None:
    offer, tang = an_offer(of=hua), a_teacher()
    clock.move_to("2026-06-20 09:00+08:00")
    assert "时间较久" in browser.as_(tang).get("practice.show", offer_id=offer)
    browser.as_(hua).post("practice.confirm", offer_id=offer)
    assert "时间较久" not in browser.as_(tang).get("practice.show", offer_id=offer)


def test_a_stranger_sees_and_changes_nothing(browser: Browser, hua: Person, qi: Person) -> None:
    offer = an_offer(of=hua)
    other = browser.as_(qi)
    for page in ("practice.show", "practice.edit", "practice.withdraw"):
        assert other.get(page, offer_id=offer).status == 404
    assert other.post("practice.confirm", offer_id=offer).status == 404
    assert other.get("practice.new", copy=offer).status == 404
    assert _titles(other.get("practice.index")) == []


def test_the_list_costs_the_same_however_long_it_is(
    browser: Browser, hua: Person, statements: Counting
) -> None:
    for _number in range(30):
        an_offer(of=hua)
    mine = browser.as_(hua)
    with statements() as asked:
        mine.get("practice.index")
    assert len(asked) <= MOST
