"""What a teacher finds at home: the own practice, posts that fit, a seat to answer."""

from datetime import date

from matching.practice.actions import sign_ups
from tests.browser import Browser
from tests.cast import Person
from tests.practice.make import a_sign_up, a_teacher, an_offer, decided
from tests.statements import MOST, Counting


def test_posts_that_fit_stand_at_home_with_a_button_each(browser: Browser, hua: Person) -> None:
    teacher = a_teacher()
    an_offer(of=hua, title="数控产线改造")
    an_offer(of=hua, title="幼教观摩", subjects=frozenset({"12"}))
    page = browser.as_(teacher).get("dashboards.home")
    assert "选下一次企业实践" in page
    assert "数控产线改造" in page
    assert "还有 3 个名额" in page
    assert "幼教观摩" not in page


def test_the_own_practice_stands_at_home(browser: Browser, hua: Person, lin: Person) -> None:
    teacher, offer = a_teacher(), an_offer(of=hua)
    a_sign_up(offer, of=teacher)
    page = browser.as_(teacher).get("dashboards.home")
    assert "等学校" in page
    assert "选下一次企业实践" not in page
    assert "答复 1 位想去实践的老师" in browser.as_(lin).get("dashboards.home").text


def test_an_offered_seat_is_due(browser: Browser, hua: Person) -> None:
    teacher, wen = a_teacher(), a_teacher("wen")
    offer = an_offer(of=hua, seats=1)
    holder = a_sign_up(offer, of=wen)
    mine = a_sign_up(offer, of=teacher)
    decided(holder, sign_ups.withdraw, by=wen)
    inside = browser.as_(teacher)
    page = inside.get("dashboards.home")
    assert "答复「数控产线改造」的名额" in page
    assert "3月18日" in page
    assert "wen" not in inside.get("practice.sign_up", sign_up_id=mine)


def test_the_page_costs_the_same_with_one_post_and_with_thirty(
    browser: Browser, hua: Person, statements: Counting
) -> None:
    inside, costs = browser.as_(a_teacher()), []
    for first, last in ((0, 1), (1, 30)):
        for number in range(first, last):
            an_offer(of=hua, title=f"岗位{number}", ends_on=date(2026, 7, 7 + number % 20))
        with statements() as asked:
            inside.get("dashboards.home")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= MOST
