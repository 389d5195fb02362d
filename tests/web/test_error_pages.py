"""Every answer that is not the page says what happened and what to do, to everybody, in both languages."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import abort
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from matching.kernel.errors import Conflict, Difference, Refused, TooMany
from matching.web.guard import public
from tests.browser import Browser, Page
from tests.cast import Person

ENDPOINT = "accounts.accessibility"


def _away() -> NoReturn:
    raise OperationalError("SELECT 1", {}, Exception("gone"))


def _bug() -> NoReturn:
    raise ZeroDivisionError


def _conflict() -> NoReturn:
    raise Conflict("有人更快。", differences=[Difference("名称", "甲", "乙")])


def _refuse() -> NoReturn:
    raise Refused("现在不行。")


def _pause() -> NoReturn:
    raise TooMany("歇一会儿。", seconds=300)


ANSWERS: dict[int, Callable[[], NoReturn]] = {
    403: lambda: abort(403),
    404: lambda: abort(404),
    409: _conflict,
    413: lambda: abort(413),
    422: _refuse,
    429: _pause,
    500: _bug,
    503: _away,
}


@pytest.fixture
def answer(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Page]:
    """Ask for a page that answers like this."""

    def ask(status: int, by: Browser | None = None) -> Page:
        monkeypatch.setitem(browser.app.config, "PROPAGATE_EXCEPTIONS", False)
        monkeypatch.setitem(browser.app.view_functions, ENDPOINT, public(ANSWERS[status]))
        return (by or browser).get(ENDPOINT)

    return ask


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("who", ["nobody", "lin"])
@pytest.mark.parametrize("status", ANSWERS)
def test_every_page_is_shown_to_everybody_in_both_languages(
    *, browser: Browser, lin: Person, answer: Callable[..., Page], status: int, who: str, language: str
) -> None:
    by = browser.as_(lin) if who == "lin" else browser
    by.client.set_cookie("lang", language)
    page = answer(status, by)
    assert page.status == status
    assert str(status) in page
    assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in page.html
    assert 'href="/"' in page.html


def test_the_sentence_of_a_refusal_is_shown(answer: Callable[..., Page]) -> None:
    assert "现在不行。" in answer(422)
    assert all(words in answer(409) for words in ("有人更快。", "名称", "甲", "乙"))


def test_who_must_wait_is_told_how_long(answer: Callable[..., Page]) -> None:
    assert answer(429).headers["Retry-After"] == "300"
    assert answer(503).headers["Retry-After"] == "5"


def test_a_bug_shows_a_number_and_no_secret(answer: Callable[..., Page]) -> None:
    page = answer(500)
    assert page.headers["X-Request-Id"] in page
    assert "ZeroDivisionError" not in page.html
    assert "Traceback" not in page.html


@pytest.mark.parametrize("status", [500, 503])
def test_when_the_database_is_away_the_page_does_not_ask_it(
    *,
    browser: Browser,
    lin: Person,
    answer: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
    status: int,
) -> None:
    gone: list[bool] = []
    honest = ANSWERS[status]

    def view() -> NoReturn:
        gone.append(True)
        honest()

    def nobody_answers(*_event: object) -> None:
        if gone:
            _away()

    monkeypatch.setitem(ANSWERS, status, view)
    event.listen(Engine, "before_cursor_execute", nobody_answers)
    try:
        page = answer(status, browser.as_(lin))
    finally:
        event.remove(Engine, "before_cursor_execute", nobody_answers)
    assert page.status == status


def test_a_body_that_is_too_large_is_told_so(browser: Browser, lin: Person) -> None:
    huge = "x" * (12 * 1024 * 1024)
    assert browser.post("accounts.sign_in", {"username": huge}).status == 413
    assert browser.as_(lin).post("accounts.sign_in", {"username": huge}).status == 413


def test_an_address_nobody_has_is_not_found(browser: Browser, lin: Person) -> None:
    for by in (browser, browser.as_(lin)):
        page = by.get("/no/such/page")
        assert page.status == 404
        assert "/sign-in" not in page.location


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused_and_the_right_ones_named(browser: Browser, method: str) -> None:
    answer = browser.client.open("/sign-in", method=method)
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_a_page_of_others_lights_no_place_in_the_navigation(browser: Browser, lin: Person) -> None:
    here = browser.as_(lin)
    refused = here.get("organisations.accounts")
    assert refused.status == 403
    assert 'aria-current="page"' not in refused.html
    assert 'aria-current="page"' in here.get("cohorts.index").html
