"""The door: who gets in, who does not, and that nobody learns who exists."""

import argon2
import pytest
from time_machine import Traveller

from matching.accounts import actions
from matching.accounts.models import Account
from matching.db import db
from tests.browser import Browser
from tests.cast import PASSWORD, Person
from tests.make import acting
from tests.make.accounts import an_invited_teacher, sessions_of, signing_in, using

WRONG = "用户名或密码不对。"


def test_the_right_password_leads_home(browser: Browser, lin: Person) -> None:
    page = signing_in(browser, "lin")
    assert (page.status, page.location) == (303, "/home")
    assert browser.get("accounts.me").status == 200
    assert sessions_of(lin) == 1


@pytest.mark.parametrize("typed", ["LIN", "Lin", " lin "])
def test_a_phone_that_writes_capitals_gets_in_too(browser: Browser, lin: Person, typed: str) -> None:
    assert signing_in(browser, typed).status == 303


@pytest.mark.parametrize("who", ["wrong password", "unknown", "invited", "deactivated"])
def test_every_refusal_reads_the_same(browser: Browser, ada: Person, lin: Person, who: str) -> None:
    _invited_and_deactivated(ada, lin)
    names = {"wrong password": "mo", "unknown": "nobody", "invited": "new", "deactivated": "lin"}
    page = signing_in(browser, names[who], "not the password" if who == "wrong password" else PASSWORD)
    assert page.status == 422
    assert WRONG in page
    assert page.text.replace(names[who], "") == signing_in(browser, "somebody", "else").text.replace(
        "somebody", ""
    )


def _invited_and_deactivated(ada: Person, lin: Person) -> None:
    an_invited_teacher(by=ada, at=lin)
    with acting():
        actions.deactivate(db.session.get_one(Account, lin.account_id), reason="已离开", by=ada.viewer)


@pytest.mark.parametrize("name", ["mo", "nobody", "new", "lin"])
def test_an_unknown_name_costs_as_much_work(
    *, browser: Browser, ada: Person, lin: Person, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _invited_and_deactivated(ada, lin)
    work: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counted(hasher: argon2.PasswordHasher, known: str, typed: str) -> bool:
        work.append(str(argon2.extract_parameters(known)))
        return verify(hasher, known, typed)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    signing_in(browser, name, "not the password")
    assert len(work) == 1
    assert "memory_cost=19456" in work[0]


@pytest.mark.parametrize("name", ["lin", "nobody"])
def test_after_ten_wrong_tries_there_is_a_pause_of_five_minutes(
    browser: Browser, lin: Person, clock: Traveller, name: str
) -> None:
    for _try in range(10):
        assert signing_in(browser, name, "not the password").status == 422
    page = signing_in(browser, name.upper())
    assert (page.status, page.headers["Retry-After"]) == (429, "300")
    assert "等 5 分钟" in page
    assert signing_in(Browser(browser.app), "mo").status == 303
    clock.shift(301)
    assert signing_in(browser, name).status == (303 if name == "lin" else 422)


def test_the_password_is_never_sent_back(browser: Browser, lin: Person) -> None:
    assert "wrong but mine" not in signing_in(browser, "lin", "wrong but mine").html


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/organisations?kind=school&q=数控", "/organisations?kind=school&q="),
        ("/me#x", "/me#x"),
        ("https://elsewhere.example/", "/home"),
        ("//elsewhere.example/", "/home"),
        ("/\\elsewhere.example/", "/home"),
        ("/\t/elsewhere.example/", "/home"),
        ("\\\\elsewhere.example", "/home"),
        ("javascript:alert(1)", "/home"),
        ("elsewhere.example", "/home"),
        ("", "/home"),
    ],
)
def test_next_leads_only_to_our_own_pages(browser: Browser, lin: Person, asked: str, led: str) -> None:
    assert signing_in(browser, "lin", next=asked).location.startswith(led)


def test_who_is_in_already_is_led_on(browser: Browser, lin: Person) -> None:
    assert browser.as_(lin).get("accounts.sign_in", next="/me").location == "/me"
    assert browser.as_(lin).get("accounts.front").location == "/home"


def test_a_page_asked_for_before_signing_in_comes_after_it(browser: Browser, lin: Person) -> None:
    door = browser.get("/organisations/2?x=1")
    assert door.status == 303
    led = browser.post(door.location, {"username": "lin", "password": PASSWORD})
    assert led.location == "/organisations/2?x=1"


def test_signing_in_as_another_ends_the_first_session(browser: Browser, lin: Person, mo: Person) -> None:
    signing_in(browser, "lin")
    signing_in(browser, "mo")
    assert (sessions_of(lin), sessions_of(mo)) == (0, 1)


def test_a_slip_opens_the_door_once(browser: Browser, ada: Person, lin: Person) -> None:
    slip = an_invited_teacher(by=ada, at=lin)
    page = using(browser, slip)
    assert (page.status, page.location) == (303, "/home")
    assert browser.get("accounts.privacy_notice").status == 200
    assert using(Browser(browser.app), slip, "another long password").status == 422
    assert signing_in(Browser(browser.app), "new").status == 303


def test_letters_come_in_the_language_of_the_last_sign_in(browser: Browser, lin: Person) -> None:
    browser.client.set_cookie("lang", "en")
    signing_in(browser, "lin")
    with acting():
        assert db.session.get_one(Account, lin.account_id).locale == "en"
