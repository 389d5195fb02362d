"""The pages of a sign-up: three readers, each with the own buttons; strangers find nothing."""

import re
from datetime import date

import pytest
from flask import Flask

from matching.practice.actions import sign_ups
from matching.practice.enums import SignUpState as S
from tests.browser import Browser
from tests.cast import Person
from tests.practice.make import a_sign_up, a_teacher, an_offer, decided, standing_of
from tests.statements import MOST, Counting

WISH = {
    "wants": "学五轴编程",
    "timetable": "free",
    "timetable_note": "",
    "department_agrees": "y",
    "version": "",
}


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


def test_three_fields_and_a_seat_is_kept(browser: Browser, teacher: Person, hua: Person) -> None:
    offer = an_offer(of=hua)
    inside = browser.as_(teacher)
    assert "报名企业实践" in inside.get("practice.sign_up_for", offer_id=offer)
    answer = inside.post("practice.sign_up_for", WISH, offer_id=offer)
    assert answer.status == 303
    page = inside.follow(answer)
    assert "名额给你留着" in page
    assert "等示例市第一技工学校答复" in page


def test_moved_lessons_are_told(browser: Browser, teacher: Person, hua: Person) -> None:
    offer, inside = an_offer(of=hua), browser.as_(teacher)
    page = inside.post("practice.sign_up_for", WISH | {"timetable": "moved"}, offer_id=offer)
    assert page.status == 422
    assert "写明哪些课" in page
    noted = WISH | {"timetable": "moved", "timetable_note": "两节车工课由王老师上"}
    assert inside.post("practice.sign_up_for", noted, offer_id=offer).status == 303


def test_a_full_post_tells_the_place_in_the_queue(browser: Browser, teacher: Person, hua: Person) -> None:
    offer = an_offer(of=hua, seats=1)
    a_sign_up(offer, of=a_teacher("wen"))
    inside = browser.as_(teacher)
    assert "现在是排候补" in inside.get("practice.sign_up_for", offer_id=offer)
    page = inside.follow(inside.post("practice.sign_up_for", WISH, offer_id=offer))
    assert "你排在候补第 1 位" in page
    assert "前面没有人" in page


def test_school_and_enterprise_press_their_buttons(
    browser: Browser, teacher: Person, lin: Person, hua: Person
) -> None:
    mine = a_sign_up(an_offer(of=hua), of=teacher, wants="学质检")
    school, host = browser.as_(lin), browser.as_(hua)
    assert "学质检" in school.get("practice.sign_up", sign_up_id=mine)
    assert "接收" not in _buttons(host.get("practice.sign_up", sign_up_id=mine).html)
    no = school.post("practice.approve", {"answer": "no", "reason": ""}, sign_up_id=mine)
    assert no.status == 422
    assert "写几个字说明原因" in no
    assert school.post("practice.approve", {"answer": "yes", "reason": ""}, sign_up_id=mine).status == 303
    assert school.post("practice.approve", {"answer": "yes", "reason": ""}, sign_up_id=mine).status == 422
    assert "接收" in _buttons(host.get("practice.sign_up", sign_up_id=mine).html)
    assert host.post("practice.accept", {"answer": "yes", "reason": ""}, sign_up_id=mine).status == 303
    assert standing_of(mine) is S.ACCEPTED


def test_the_teacher_takes_an_offered_seat_or_declines_it(
    browser: Browser, teacher: Person, hua: Person
) -> None:
    offer = an_offer(of=hua, seats=1)
    wen = a_teacher("wen")
    holder, mine = a_sign_up(offer, of=wen), a_sign_up(offer, of=teacher)
    decided(holder, sign_ups.withdraw, by=wen)
    inside = browser.as_(teacher)
    assert {"接受名额", "不要名额"} <= _buttons(inside.get("practice.sign_up", sign_up_id=mine).html)
    assert inside.post("practice.take_seat", sign_up_id=mine).status == 303
    assert inside.post("practice.take_seat", sign_up_id=mine).status == 422
    assert inside.post("practice.withdraw_sign_up", sign_up_id=mine).status == 303
    assert standing_of(mine) is S.WITHDRAWN


def test_the_words_are_changed_and_two_tabs_see_both_texts(
    browser: Browser, teacher: Person, hua: Person
) -> None:
    mine, inside = a_sign_up(an_offer(of=hua), of=teacher), browser.as_(teacher)
    changed = WISH | {"version": "1"}
    assert inside.post("practice.edit_sign_up", changed, sign_up_id=mine).status == 303
    late = inside.post("practice.edit_sign_up", changed | {"wants": "学装配"}, sign_up_id=mine)
    assert late.status == 409
    assert "学五轴编程" in late


def test_a_stranger_sees_nothing(browser: Browser, hua: Person, mo: Person, qi: Person) -> None:
    mine = a_sign_up(an_offer(of=hua), of=a_teacher())
    other = a_teacher("wen", at="second school")
    for stranger in (mo, qi, other):
        outside = browser.as_(stranger)
        assert outside.get("practice.sign_up", sign_up_id=mine).status == 404
        assert "数控产线改造" not in outside.get("practice.sign_ups")
    said = {"answer": "yes", "reason": ""}
    assert browser.as_(mo).post("practice.approve", said, sign_up_id=mine).status == 404
    assert browser.as_(qi).post("practice.accept", said, sign_up_id=mine).status == 404
    for endpoint in ("practice.take_seat", "practice.withdraw_sign_up", "practice.edit_sign_up"):
        assert browser.as_(other).post(endpoint, sign_up_id=mine).status == 404
    assert standing_of(mine) is S.ASKED


def test_a_teacher_without_a_profile_is_told_so(browser: Browser, tang: Person, hua: Person) -> None:
    offer, inside = an_offer(of=hua), browser.as_(tang)
    assert "还没有把你登记为教师" in inside.get("practice.sign_up_for", offer_id=offer)
    assert inside.post("practice.sign_up_for", WISH, offer_id=offer).status == 200


def test_the_list_is_each_readers_own(browser: Browser, teacher: Person, lin: Person, hua: Person) -> None:
    a_sign_up(an_offer(of=hua), of=teacher)
    for reader in (teacher, lin, hua):
        assert "数控产线改造" in browser.as_(reader).get("practice.sign_ups")
    assert "没有符合的报名" in browser.as_(lin).get("practice.sign_ups", state="accepted")


def test_a_list_of_sixty_costs_no_more_than_a_list_of_two(
    browser: Browser, lin: Person, hua: Person, statements: Counting
) -> None:
    inside, costs = browser.as_(lin), []
    for first, last in ((0, 2), (2, 60)):
        offer = an_offer(of=hua, seats=60, starts_on=date(2026, 7, 6), title=f"岗位{last}")
        for number in range(first, last):
            a_sign_up(offer, of=a_teacher(f"t{number:02}"))
        with statements() as asked:
            page = inside.get("practice.sign_ups")
        assert len(page.body) < 150_000
        costs.append(len(asked))
    assert costs[0] == costs[1] <= MOST


def _buttons(html: str) -> set[str]:
    return {
        re.sub("<[^>]+>", "", face).strip() for face in re.findall(r"<button[^>]*>(.*?)</button>", html, re.S)
    }
