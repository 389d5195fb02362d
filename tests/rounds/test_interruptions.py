"""Ten officers at once, a killed worker, a power cut at any statement: one run, all of it or nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select

from matching.db import db
from matching.jobs.enums import LEASE_SECONDS, JobState
from matching.jobs.models import Job
from matching.jobs.queue import TO_WAKE
from matching.jobs.worker import RunningJob
from matching.kernel.clock import now
from matching.kernel.errors import Conflict, Refused
from matching.rounds import actions, queries
from matching.rounds.assembly import verified
from matching.rounds.enums import RUN_JOB
from matching.rounds.models import MatchRound
from tests.cast import Person
from tests.make import acting
from tests.make.rounds import MadeRound, lock
from tests.rounds.stored import counts


def test_ten_officers_press_the_button_and_one_run_is_computed(
    app: Flask, collected: MadeRound, bao: Person
) -> None:
    lock(collected)
    together = Barrier(10)

    def press(_number: int) -> int | None:
        together.wait()
        try:
            with acting():
                match_round = db.session.get_one(MatchRound, collected.id)
                return actions.start_run(match_round, attempt=1, by=bao.viewer).id
        except (Refused, Conflict):
            return None

    with ThreadPoolExecutor(10) as pool:
        jobs = {job for job in pool.map(press, range(10)) if job is not None}
    assert len(jobs) == 1
    with acting():
        assert db.session.scalar(select(func.count()).where(Job.kind == RUN_JOB)) == 1
    assert counts() == (1, 6)


def test_a_run_whose_worker_was_killed_is_taken_up_once(
    app: Flask, collected: MadeRound, clock: Any, bao: Person
) -> None:
    lock(collected)
    workshop = app.extensions["workshop"]
    working = workshop.handlers[RUN_JOB]

    def die_at_the_end(job: RunningJob) -> None:
        working(job)
        raise SystemExit  # what the handler wrote is lost, its lease stays behind

    clock.move_to(collected.closes_at + timedelta(minutes=1))
    job_id = _waiting(collected, bao, attempt=1)
    workshop.handlers[RUN_JOB] = die_at_the_end
    try:
        with pytest.raises(SystemExit):
            workshop.work(job_id)
    finally:
        workshop.handlers[RUN_JOB] = working
    workshop.sweep()
    assert counts() == (0, 0)  # the lease of the dead worker still holds
    clock.shift(timedelta(seconds=LEASE_SECONDS + 1))
    workshop.sweep()
    workshop.sweep()
    assert counts() == (1, 6)


def test_a_fault_at_any_statement_leaves_everything_as_before(
    app: Flask, collected: MadeRound, clock: Any, bao: Person
) -> None:
    lock(collected)
    clock.move_to(collected.closes_at + timedelta(minutes=1))
    statement, done = 0, False
    while not done:
        statement += 1
        job_id = _waiting(collected, bao, attempt=statement)
        with suppress(PowerCut), power_cut_at(statement):
            app.extensions["workshop"].work(job_id)
        done = _is_over(job_id)
        assert counts() == ((1, 6) if done else (0, 0))
    assert statement > 15
    with acting():
        verified(db.session.scalars(queries.runs_of(collected.id)).one())


def _waiting(match_round: MadeRound, who: Person, *, attempt: int) -> int:
    """A run on the list that no worker was woken for."""
    with acting():
        known = db.session.get_one(MatchRound, match_round.id)
        job = actions.start_run(known, attempt=attempt, by=who.viewer)
        db.session.info[TO_WAKE] = []
        return job.id


def _is_over(job_id: int) -> bool:
    """Whether the job is done; one that was cut off is given up, so that the next may start."""
    with acting():
        job = db.session.get_one(Job, job_id)
        if job.state is JobState.DONE:
            return True
        job.state, job.finished_at = JobState.FAILED, job.finished_at or now()
        job.lease_token = job.lease_until = None
        return False


class PowerCut(BaseException):
    """Nobody catches it, as nobody catches the end of a process."""


@contextmanager
def power_cut_at(number: int) -> Iterator[None]:
    """The n-th statement from here on is the last one."""
    left = count(number - 1, -1)

    def tick(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")) and next(left) <= 0:
            raise PowerCut

    event.listen(Engine, "before_cursor_execute", tick)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", tick)
