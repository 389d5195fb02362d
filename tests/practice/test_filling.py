"""How far a post goes towards the days a teacher misses: on the list, on its page, on the home page."""

from datetime import date, timedelta

from matching.kernel.holidays import is_rest
from matching.kernel.periods import Period, days_in
from matching.practice.ledger.filling import days_given
from tests.browser import Browser
from tests.cast import Person
from tests.practice.make import a_sign_up, a_teacher, an_offer

JULY = Period(date(2026, 7, 6), date(2026, 7, 31))  # a Monday and a Friday


def test_a_full_week_gives_its_weekends_and_half_a_week_does_not() -> None:
    before = date(2026, 7, 1)
    assert days_in(days_given(JULY, 5, after=before, is_rest=is_rest)) == 26
    assert days_in(days_given(JULY, 3, after=before, is_rest=is_rest)) == 12


def test_what_has_passed_gives_nothing_any_more() -> None:
    assert days_in(days_given(JULY, 5, after=date(2026, 7, 19), is_rest=is_rest)) == 12
    assert days_given(JULY, 5, after=JULY.last, is_rest=is_rest) == ()


def test_a_teacher_reads_how_many_missing_days_a_post_fills(browser: Browser, hua: Person) -> None:
    tang, offer = a_teacher(), an_offer(of=hua)
    reader = browser.as_(tang)
    for page in (
        reader.get("practice.index"),
        reader.get("practice.show", offer_id=offer),
        reader.get("dashboards.home"),
    ):
        assert "还差 180 天，可补 26 天" in page
    assert "可补" not in browser.as_(hua).get("practice.index")


def test_days_planned_elsewhere_already_are_not_promised_twice(browser: Browser, hua: Person) -> None:
    tang = a_teacher()
    a_sign_up(an_offer(of=hua, ends_on=JULY.first + timedelta(days=4)), of=tang)  # one week of July
    other = an_offer(of=hua, title="另一岗位")
    assert "可补 21 天" in browser.as_(tang).get("practice.show", offer_id=other)
