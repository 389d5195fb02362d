"""PostgreSQL cuts connections, idle ones and those in the middle of a request: 503 once, then all is well."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, select, text
from time_machine import Traveller

from matching.db import db
from matching.jobs.enums import LEASE_SECONDS, JobState
from matching.jobs.models import Job
from matching.outbox.letters import Letter
from matching.outbox.post import DELIVER, post
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.organisations import a_form, named

CUT = text(
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture(autouse=True)
def _only_where_there_is_a_server(app: Flask) -> None:
    with acting():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite has no connections to cut")


def _cut(app: Flask) -> None:
    """What a restart, a failover or an administrator does to every connection."""
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    with engine.connect() as connection:
        connection.execute(CUT)
    engine.dispose()


@contextmanager
def _cut_after(app: Flask, words: str) -> Iterator[None]:
    """All connections are cut behind the first statement that begins so."""
    left = [words]

    def cut(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if left and statement.startswith(left[0]):
            left.clear()
            _cut(app)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", cut)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", cut)
    assert left == [], "nothing was cut"


def test_connections_cut_while_idle_are_replaced_unseen(app: Flask, browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    assert inside.get("accounts.me").status == 200
    _cut(app)
    assert inside.get("accounts.me").status == 200


def test_a_page_whose_connection_is_cut_says_so_calmly_and_the_next_works(
    app: Flask, browser: Browser, lin: Person
) -> None:
    inside = browser.as_(lin)
    with _cut_after(app, "SELECT"):
        page = inside.get("accounts.me")
    assert page.status == 503
    assert page.headers["Retry-After"]
    assert inside.get("accounts.me").status == 200


def test_a_job_whose_connection_is_cut_is_not_lost(app: Flask, lin: Person, clock: Traveller) -> None:
    workshop = app.extensions["workshop"]
    with _cut_after(app, "SELECT outbox_letter"), acting():
        post(Letter.NEW_SLIP, to=lin.account_id, key="test")
    with acting():
        job = db.session.scalars(select(Job)).one()
        assert (job.state, job.attempts) == (JobState.RUNNING, 1)
    clock.shift(LEASE_SECONDS + 1)
    workshop.ring()
    with acting():
        letters = select(Job.state).where(Job.kind == DELIVER)
        assert list(db.session.scalars(letters)) == [JobState.DONE]


def test_a_deed_whose_connection_is_cut_is_undone_and_can_be_sent_again(
    app: Flask, browser: Browser, ada: Person
) -> None:
    inside, form = browser.as_(ada), a_form(once="the key of this form")
    with _cut_after(app, "INSERT INTO organisation"):
        assert inside.post("organisations.create", form).status == 503
    assert named(str(form["name"])) == []
    assert inside.post("organisations.create", form).status == 303
    assert len(named(str(form["name"]))) == 1
