"""Redis only wakes workers: when it is away pages answer, jobs wait, and none is lost."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from huey import Huey
from sqlalchemy import select

from matching.db import db
from matching.jobs import broker
from matching.jobs.broker import Bell, Worker
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.outbox.post import DELIVER
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.processes import PATIENCE_SECONDS, Redis, ended

OFTEN, NEVER = 0.3, 1000.0


@dataclass
class Works:
    """The house's own workshop behind a Redis that the test switches off and on, and a worker for it."""

    redis: Redis
    huey: Huey
    bell: Bell
    worker: Worker
    open: bool = False

    def begin(self) -> None:
        self.worker.start()
        self.open = True

    def until(self, states: list[JobState]) -> None:
        for _try in range(PATIENCE_SECONDS * 10):
            if _states() == states:
                return
            time.sleep(0.1)
        raise AssertionError(_states())


@pytest.fixture
def works(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Works]:
    monkeypatch.setattr(broker, "SILENT_SECONDS", 0.2)
    workshop, folder = app.extensions["workshop"], app.config["DATA_DIR"]
    monkeypatch.setattr(workshop, "chores", [])  # they find work of their own
    redis = Redis(tmp_path)
    huey = broker.broker(redis.url, folder)
    bell = broker.connect(workshop, huey)
    made = Works(redis, huey, bell, Worker(workshop, huey, bell))
    with ended(redis):
        yield made
        if made.open:
            made.worker.stop()
    broker.connect(workshop, broker.broker("memory", folder))


@pytest.fixture
def deed(browser: Browser, ada: Person, shi: Person) -> Callable[[], int]:
    """A page whose deed tells somebody by letter: a job. Its status."""
    inside, reason = browser.as_(ada), {"slip_reason": "忘了密码"}
    return lambda: inside.post("organisations.slip", reason, account_id=shi.account_id).status


def _states() -> list[JobState]:
    with acting():
        return list(db.session.scalars(select(Job.state).where(Job.kind == DELIVER).order_by(Job.id)))


def test_a_worker_is_woken_through_redis(works: Works, deed: Callable[[], int]) -> None:
    works.begin()
    deed()
    works.until([JobState.DONE])
    deed()  # the next sweep is far: this one was rung for
    works.until([JobState.DONE, JobState.DONE])


def test_while_redis_is_away_pages_answer_and_a_worker_does_what_waits(
    works: Works, deed: Callable[[], int]
) -> None:
    works.redis.stop()
    assert [deed() for _n in range(3)] == [200, 200, 200]
    assert _states() == [JobState.QUEUED] * 3
    works.begin()
    works.until([JobState.DONE] * 3)


def test_when_redis_is_back_it_wakes_workers_again(
    works: Works, deed: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "SWEEP_SECONDS", OFTEN)
    works.begin()
    works.redis.stop()
    deed()
    works.until([JobState.DONE])
    monkeypatch.setattr(broker, "SWEEP_SECONDS", NEVER)
    time.sleep(2 * OFTEN)  # the last sweep is over
    works.redis.again()
    while not works.bell.heard():
        time.sleep(OFTEN)
    deed()
    works.until([JobState.DONE, JobState.DONE])


def test_a_thread_that_died_is_replaced(
    works: Works, app: Flask, deed: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "SWEEP_SECONDS", OFTEN)
    works.begin()
    with monkeypatch.context() as meanwhile:
        meanwhile.setitem(app.extensions["workshop"].handlers, DELIVER, lambda _job: sys.exit())
        for _thread in range(broker.WORKERS):
            deed()
        works.until([JobState.RUNNING] * broker.WORKERS)  # nobody is left who would finish them
    deed()
    works.until([JobState.RUNNING] * broker.WORKERS + [JobState.DONE])


def test_after_one_failure_nobody_asks_for_a_while(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "SILENT_SECONDS", NEVER)
    asked: list[int] = []

    def away(job_id: int) -> None:
        asked.append(job_id)
        raise ConnectionError

    bell = Bell(works.huey, away)
    for job_id in range(20):
        bell(job_id)
    assert (asked, bell.silent, bell.heard()) == ([0], True, False)


def test_the_house_is_degraded_but_ready_without_its_queue(
    works: Works, app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "queue_answers", works.bell.heard)
    assert b'"status":"ready"' in browser.get("/readyz").body
    works.redis.stop()
    answer = browser.get("/readyz")
    assert answer.status == 200
    assert b'"status":"degraded"' in answer.body
    assert b'"queue":false' in answer.body
