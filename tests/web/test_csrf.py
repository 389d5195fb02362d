"""Every form carries the token of its own session; without it nothing happens."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from matching.web.session import TOKEN
from tests.browser import Browser
from tests.cast import Person
from tests.grid.walking import WORDS
from tests.make.accounts import sessions_of
from tests.make.organisations import a_form, named

NOWHERE = 999_999
TOO_LONG_OPEN = "这一页开得太久了"


def _changing(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.methods and "POST" in rule.methods:
            yield rule


def _address(app: Flask, rule: Rule) -> str:
    values = {name: WORDS.get(name, [NOWHERE])[0] for name in rule.arguments}
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def test_no_form_of_the_house_is_accepted_without_a_token(browser: Browser, ada: Person) -> None:
    inside = browser.as_(ada)
    accepted = [
        rule.rule
        for rule in _changing(browser.app)
        if inside.client.post(_address(browser.app, rule)).status_code != 400
    ]
    assert accepted == []


@pytest.mark.parametrize("fault", ["missing", "wrong", "of another session"])
def test_a_bad_token_does_nothing_and_says_what_to_do(
    browser: Browser, ada: Person, lin: Person, fault: str
) -> None:
    inside, other = browser.as_(ada), browser.as_(lin)
    with other.client.session_transaction() as session:
        session["csrf_token"] = "of the other browser"
    token = {"missing": None, "wrong": "nonsense", "of another session": other.token()}[fault]
    sent: dict[str, Any] = {**a_form(), **({"csrf_token": token} if token else {})}
    answer = inside.client.post("/organisations/new", data=sent)
    assert answer.status_code == 400
    assert TOO_LONG_OPEN in answer.text
    assert named("新来的示例企业") == []


def test_a_foreign_page_cannot_sign_anybody_out(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    assert inside.client.post("/sign-out").status_code == 400
    assert sessions_of(lin) == 1


def test_scripts_send_the_token_in_a_header(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    answer = inside.client.post("/notifications/read", headers={"X-CSRFToken": inside.token()})
    assert answer.status_code == 303
    assert "X-CSRFToken" in inside.get("accounts.me").html


def test_a_token_from_before_the_sign_in_is_worth_nothing_after(browser: Browser, lin: Person) -> None:
    page = browser.get("accounts.sign_in")
    before = browser.token()
    typed = {"username": "lin", "password": "seven calm rivers flow"}
    browser.post("accounts.sign_in", typed)
    with browser.client.session_transaction() as session:
        assert TOKEN in session
    assert page.status == 200
    assert browser.client.post("/sign-out", data={"csrf_token": before}).status_code == 400
