"""What is over does not stay: sessions, counts of failed tries, keys of forms that were sent."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import func, select

from matching.accounts.models import AccountSession, FailedTry
from matching.db import db
from matching.kernel import clock as house_clock
from matching.web.once import OnceKey
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting


def _left() -> list[int]:
    with acting():
        tables = (AccountSession, FailedTry, OnceKey)
        return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_what_is_over_is_forgotten_and_what_lives_stays(
    app: Flask, browser: Browser, lin: Person, clock: time_machine.Traveller
) -> None:
    browser.post("accounts.sign_in", {"username": "nobody", "password": "not this one"})
    browser.as_(lin)
    with acting():
        db.session.add(OnceKey(digest=b"d", fingerprint=b"f", at=house_clock.now()))
    app.extensions["workshop"].sweep()
    assert _left() == [1, 1, 1]
    clock.shift(timedelta(days=8))
    app.extensions["workshop"].sweep()
    assert _left() == [0, 0, 0]
