"""Sessions: begun afresh, ended for certain."""

import pytest
from time_machine import Traveller

from matching.accounts import actions
from matching.accounts.models import Account, AccountSession
from matching.db import db
from matching.web.session import TOKEN
from tests.browser import Browser
from tests.cast import PASSWORD, Person
from tests.make import acting
from tests.make.accounts import sessions_of, signing_in

MINUTE = 60
HOUR = 60 * MINUTE


def _is_in(browser: Browser) -> bool:
    return browser.get("accounts.me").status == 200


def _token(browser: Browser) -> str:
    with browser.client.session_transaction() as session:
        return str(session.get(TOKEN, ""))


def test_a_session_planted_before_is_worth_nothing_after(browser: Browser, lin: Person) -> None:
    with browser.client.session_transaction() as session:
        session[TOKEN] = "planted by somebody else"
        session["csrf_token"] = "planted too"
        session["anything"] = "else"
    signing_in(browser, "lin")
    with browser.client.session_transaction() as session:
        assert session[TOKEN] != "planted by somebody else"
        assert session.get("csrf_token") != "planted too"
        assert "anything" not in session
    thief = Browser(browser.app)
    with thief.client.session_transaction() as session:
        session[TOKEN] = "planted by somebody else"
    assert not _is_in(thief)


def test_the_token_is_long_new_each_time_and_not_in_the_database(browser: Browser, lin: Person) -> None:
    signing_in(browser, "lin")
    first = _token(browser)
    signing_in(browser, "lin")
    assert len(first) >= 43
    assert _token(browser) != first
    with acting():
        kept = db.session.scalars(db.select(AccountSession.token_digest)).all()
    assert _token(browser).encode() not in kept


def test_signing_out_ends_the_session_on_the_server(browser: Browser, lin: Person) -> None:
    signing_in(browser, "lin")
    thief = Browser(browser.app)
    with thief.client.session_transaction() as session:
        session[TOKEN] = _token(browser)
    assert _is_in(thief)
    page = browser.post("accounts.sign_out")
    assert page.location == "/"
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not _is_in(browser)
    assert not _is_in(thief)


def test_signing_out_asks_for_a_post(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    assert inside.get("/sign-out").status == 405
    assert _is_in(inside)


def test_half_an_hour_without_a_sign_of_life_ends_it(browser: Browser, lin: Person, clock: Traveller) -> None:
    inside = browser.as_(lin)
    for _time in range(3):
        clock.shift(29 * MINUTE)
        assert _is_in(inside)
    clock.shift(31 * MINUTE)
    assert not _is_in(inside)


def test_after_twelve_hours_it_is_over_however_busy(browser: Browser, lin: Person, clock: Traveller) -> None:
    inside = browser.as_(lin)
    for _time in range(12 * 3 - 1):
        clock.shift(20 * MINUTE)
        assert _is_in(inside)
    clock.shift(21 * MINUTE)
    assert not _is_in(inside)


def test_deactivation_shows_everybody_the_door_at_once(browser: Browser, lin: Person, ada: Person) -> None:
    first, second = browser.as_(lin), browser.as_(lin)
    with acting():
        actions.deactivate(db.session.get_one(Account, lin.account_id), reason="已离开", by=ada.viewer)
    assert not _is_in(first)
    assert not _is_in(second)


def _change(browser: Browser, old: str, new: str, again: str | None = None) -> int:
    typed = {"old": old, "new": new, "again": new if again is None else again}
    return browser.post("accounts.change_password", typed).status


def test_a_new_password_ends_every_session(browser: Browser, lin: Person) -> None:
    here, there = browser.as_(lin), browser.as_(lin)
    assert _change(here, PASSWORD, "a wholly new password") == 303
    assert not _is_in(here)
    assert not _is_in(there)
    assert signing_in(browser, "lin").status == 422
    assert signing_in(browser, "lin", "a wholly new password").status == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("not mine", "a wholly new password", None, "这不是你现在的密码"),
        (PASSWORD, "short", None, "至少 12 个字符"),
        (PASSWORD, "x" * 129, None, "最多 128 个字符"),
        (PASSWORD, "123456123456", None, "最先会试"),
        (PASSWORD, "linlinlinlinlin", None, "最先会试"),
        (PASSWORD, "a wholly new password", "another", "两次填的密码不一样"),
    ],
)
def test_a_password_is_not_changed_carelessly(
    *, browser: Browser, lin: Person, old: str, new: str, again: str | None, told: str
) -> None:
    inside = browser.as_(lin)
    typed = {"old": old, "new": new, "again": new if again is None else again}
    page = inside.post("accounts.change_password", typed)
    assert page.status == 422
    assert told in page
    assert _is_in(inside)
    assert signing_in(browser, "lin").status == 303


def test_guessing_the_present_password_is_slowed_down(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    for _try in range(10):
        assert _change(inside, "not mine", "a wholly new password") == 422
    assert _change(inside, PASSWORD, "a wholly new password") == 429


def test_one_can_sign_out_a_browser_left_behind(browser: Browser, lin: Person) -> None:
    here, there = browser.as_(lin), browser.as_(lin)
    with acting():
        ids = sorted(db.session.scalars(db.select(AccountSession.id)).all())
    assert here.post("accounts.end_session", session_id=ids[1]).status == 303
    assert _is_in(here)
    assert not _is_in(there)


def test_one_can_sign_out_all_others(browser: Browser, lin: Person, mo: Person) -> None:
    here, there, foreign = browser.as_(lin), browser.as_(lin), browser.as_(mo)
    here.post("accounts.end_other_sessions")
    assert [_is_in(b) for b in (here, there, foreign)] == [True, False, True]


def test_nobody_ends_the_session_of_another(browser: Browser, lin: Person, mo: Person) -> None:
    browser.as_(lin)
    with acting():
        foreign = db.session.scalars(db.select(AccountSession.id)).one()
    assert browser.as_(mo).post("accounts.end_session", session_id=foreign).status == 404
    assert sessions_of(lin) == 1


def test_a_device_is_remembered_in_two_words(browser: Browser, lin: Person) -> None:
    phone = "Mozilla/5.0 (Linux; Android 14; M2) AppleWebKit/537 Chrome/120 MicroMessenger/8.0"
    typed = {"username": "lin", "password": PASSWORD}
    browser.post("accounts.sign_in", typed, headers={"User-Agent": phone})
    assert "WeChat, Android" in browser.get("accounts.me")
