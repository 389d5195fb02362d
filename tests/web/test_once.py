"""Idempotency keys: a form sent twenty times does one thing, and all twenty get the same answer."""

import threading

from sqlalchemy import func, select

from matching.db import db
from matching.web.once import OnceKey
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.organisations import a_form, named

CROWD = 20


def _keys() -> int:
    with acting():
        return db.session.scalar(select(func.count()).select_from(OnceKey)) or 0


def test_twenty_threads_posting_one_form_register_one_organisation(browser: Browser, ada: Person) -> None:
    inside = browser.as_(ada)
    crowd = [inside.twin() for _n in range(CROWD)]
    form, start = a_form(once="the key of this form"), threading.Barrier(CROWD)
    pages: list[Page] = []

    def click(one: Browser) -> None:
        start.wait()
        pages.append(one.post("organisations.create", form))

    threads = [threading.Thread(target=click, args=[one]) for one in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (made,) = named("新来的示例企业")
    assert [(page.status, page.location) for page in pages] == [(303, f"/organisations/{made}")] * CROWD


def test_the_page_carries_a_fresh_key_each_time(browser: Browser, ada: Person) -> None:
    inside = browser.as_(ada)
    keys = {
        inside.get("organisations.create").html.partition('name="once" value="')[2].partition('"')[0]
        for _time in range(3)
    }
    assert len(keys) == 3
    assert min(map(len, keys)) >= 24


def test_the_same_key_with_other_contents_is_told(browser: Browser, ada: Person) -> None:
    inside = browser.as_(ada)
    inside.post("organisations.create", a_form(once="k"))
    page = inside.post("organisations.create", a_form(once="k", name="另一家"))
    assert page.status == 409
    assert named("另一家") == []


def test_a_form_sent_back_does_not_use_the_key_up(browser: Browser, ada: Person) -> None:
    inside = browser.as_(ada)
    assert inside.post("organisations.create", a_form(once="k", name="")).status == 422
    assert inside.post("organisations.create", a_form(once="k")).status == 303


def test_a_key_belongs_to_its_sender(browser: Browser, ada: Person, hua: Person) -> None:
    browser.as_(ada).post("organisations.create", a_form(once="k"))
    assert browser.as_(hua).post("organisations.create", a_form(once="k")).status == 403


def test_who_is_not_signed_in_leaves_no_key(browser: Browser, hua: Person) -> None:
    assert browser.post("organisations.create", a_form(once="k")).location.startswith("/sign-in")
    assert browser.as_(hua).post("organisations.create", a_form(once="k")).status == 403
    assert _keys() == 0
