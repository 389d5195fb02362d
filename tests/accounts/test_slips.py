"""Slips: a code on paper becomes a password, once."""

import pytest
from time_machine import Traveller

from matching.accounts import actions
from matching.accounts.models import Account
from matching.db import db
from tests.browser import Browser
from tests.cast import PASSWORD, Person
from tests.make import acting
from tests.make.accounts import Slip, a_new_slip, an_invited_teacher, signing_in, using

NOT_RIGHT = "用户名或激活码不对"


@pytest.fixture
def slip(ada: Person, lin: Person) -> Slip:
    return an_invited_teacher(by=ada, at=lin)


def test_dashes_spaces_and_capitals_of_a_code_do_not_matter(browser: Browser, slip: Slip) -> None:
    assert using(browser, slip, code=slip.code.lower().replace("-", " ")).status == 303


@pytest.mark.parametrize("fault", ["wrong code", "old slip", "too late", "deactivated", "unknown name"])
def test_every_bad_slip_reads_the_same(
    *, browser: Browser, slip: Slip, ada: Person, clock: Traveller, fault: str
) -> None:
    code = slip.code
    if fault == "wrong code":
        code = "AAAAA-AAAAA"
    if fault == "old slip":
        a_new_slip(slip, by=ada)
    if fault == "too late":
        clock.shift(61 * 24 * 3600)
    if fault == "deactivated":
        with acting():
            actions.deactivate(db.session.get_one(Account, slip.account_id), reason="已离开", by=ada.viewer)
    if fault == "unknown name":
        slip = Slip("nobody", slip.code, 0)
    page = using(browser, slip, code=code)
    assert page.status == 422
    assert NOT_RIGHT in page


def test_a_weak_password_does_not_use_the_slip_up(browser: Browser, slip: Slip) -> None:
    assert using(browser, slip, "short").status == 422
    assert using(browser, slip, "new-new-new-new").status == 422
    assert using(browser, slip).status == 303


def test_two_different_passwords_do_not_use_the_slip_up(browser: Browser, slip: Slip) -> None:
    typed = {"username": slip.username, "code": slip.code, "password": PASSWORD, "again": PASSWORD + "!"}
    page = browser.post("accounts.activate", typed)
    assert page.status == 422
    assert "两次填的密码不一样" in page
    assert using(browser, slip).status == 303


def test_a_forgotten_password_is_replaced_by_a_new_slip(browser: Browser, slip: Slip, ada: Person) -> None:
    using(browser, slip)
    elsewhere = Browser(browser.app)
    assert using(elsewhere, a_new_slip(slip, by=ada), "quite another password").status == 303
    assert browser.get("accounts.privacy_notice").location.startswith("/sign-in")
    assert signing_in(Browser(browser.app), slip.username).status == 422


def test_guessing_codes_is_slowed_down(browser: Browser, slip: Slip) -> None:
    for _try in range(10):
        using(browser, slip, code="AAAAA-AAAAA")
    assert using(browser, slip).status == 429
