"""Addresses and forms nobody types: answered with a sentence, never with a crash."""

import pytest

from matching.web.arguments import whole
from tests.browser import Browser
from tests.cast import Person

TOO_LARGE = 2**63


@pytest.mark.parametrize("address", [f"/slots/{TOO_LARGE}", f"/cohorts/{TOO_LARGE}", f"/rounds/{TOO_LARGE}"])
def test_a_number_no_database_holds_is_no_page(browser: Browser, bao: Person, address: str) -> None:
    assert browser.as_(bao).get(address).status == 404


def test_a_page_of_five_thousand_nines_is_the_first_page(browser: Browser, bao: Person) -> None:
    assert browser.as_(bao).get(f"/organisations?page={'9' * 1500}").status == 200


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 7 ", 7), ("", None), ("x", None), ("9" * 10, None), ("٣", None), (None, None)],
)
def test_a_number_is_read_without_trusting_it(text: str | None, number: int | None) -> None:
    assert whole(text) == number


def test_a_search_as_long_as_a_book_is_refused_with_a_sentence(browser: Browser, bao: Person) -> None:
    page = browser.as_(bao).get(f"/organisations?q={'长' * 3000}")
    assert page.status == 422
    assert "太长" in page


def test_what_no_keyboard_types_is_refused(browser: Browser, lin: Person) -> None:
    mine = browser.as_(lin)
    assert mine.get("/organisations?q=%00").status == 400
    assert mine.post("/me/password", {"old": "a\0b", "new": "c", "again": "c"}).status == 400


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_a_form_sent_by_another_site_is_refused_whatever_token_it_carries(
    browser: Browser, lin: Person, headers: dict[str, str]
) -> None:
    mine = browser.as_(lin)
    assert mine.post("/notifications/read", headers=headers).status == 400
    assert mine.post("/notifications/read", headers={"Origin": "http://localhost"}).status == 303
