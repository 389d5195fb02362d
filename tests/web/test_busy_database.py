"""While one person writes, the others read on; what cannot be written is said, not swallowed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from matching.accounts.models import FailedTry
from matching.db import db
from tests.browser import Browser
from tests.cast import PASSWORD, Person
from tests.make import acting


@contextmanager
def _somebody_writing(app: Flask) -> Iterator[None]:
    path = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        writer.execute("ROLLBACK")
        writer.close()


@pytest.mark.only_on("sqlite")
def test_a_page_is_read_while_somebody_else_writes(
    app: Flask, browser: Browser, lin: Person, clock: time_machine.Traveller
) -> None:
    mine = browser.as_(lin)
    clock.shift(timedelta(minutes=5))
    with _somebody_writing(app):
        assert mine.get("accounts.me").status == 200
        assert mine.get("/healthz").status == 200


def test_a_wrong_old_password_in_a_form_with_a_key_is_answered_and_counted(
    browser: Browser, lin: Person
) -> None:
    sent = {
        "once": "k" * 24,
        "old": "not this one",
        "new": "eight green hills rise",
        "again": "eight green hills rise",
    }
    assert browser.as_(lin).post("accounts.change_password", sent).status == 422
    with acting():
        assert db.session.scalar(select(func.count()).select_from(FailedTry)) == 1


@contextmanager
def _a_full_disk() -> Iterator[None]:
    def full(session: Session) -> None:
        if session.info.get("audit_waiting") is not None:
            raise OperationalError("COMMIT", None, Exception("database or disk is full"))

    event.listen(Session, "before_commit", full, insert=True)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", full)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"once": "a-key", "name": "第二技工学校"}, True),
        ({"name": "第二技工学校"}, False),
        ({"once": "a-key", "name": "第二技工学校", "password": "x"}, False),
    ],
)
def test_what_was_typed_can_be_sent_again_where_it_counts_once(
    *, browser: Browser, lin: Person, typed: dict[str, str], kept: bool
) -> None:
    mine = browser.as_(lin)
    with _a_full_disk():
        page = mine.post("accounts.end_other_sessions", typed)
    assert page.status == 503
    assert ('name="name" value="第二技工学校"' in page.html) is kept
    assert ("再发一次" in page) is kept


def test_a_commit_that_fails_answers_503_and_leaves_nothing(browser: Browser, lin: Person) -> None:
    mine, other = browser.as_(lin), browser.as_(lin)
    with _a_full_disk():
        page = mine.post("accounts.end_other_sessions")
    assert page.status == 503
    assert page.headers["Retry-After"]
    assert other.get("accounts.me").status == 200


def test_two_spellings_of_one_name_share_their_count_and_others_find_nobody(
    browser: Browser, lin: Person
) -> None:
    for spelling in ("lin", "LIN", " lin "):
        for _try in range(4):
            last = browser.post("accounts.sign_in", {"username": spelling, "password": "not this one"})
    assert last.status == 429
    assert browser.post("accounts.sign_in", {"username": "ﬂin", "password": "not this one"}).status == 422


def test_a_right_password_costs_no_try(browser: Browser, lin: Person) -> None:
    for _try in range(12):
        assert browser.post("accounts.sign_in", {"username": "lin", "password": PASSWORD}).status == 303
