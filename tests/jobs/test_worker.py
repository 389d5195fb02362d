"""Background work: done once, done wholly, taken up again after a crash."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError, OperationalError
from time_machine import Traveller

from matching.accounts.models import Account
from matching.db import apart, db
from matching.jobs import broker, queue
from matching.jobs.enums import LEASE_SECONDS, MOST_ATTEMPTS, JobState
from matching.jobs.models import Job
from matching.jobs.queue import enqueue, hang_bell
from matching.jobs.worker import LeaseLost, RunningJob, Workshop
from matching.kernel import clock
from matching.kernel.errors import Refused
from tests.cast import Person
from tests.make import acting

KIND = "test.work"


class Killed(BaseException):
    """The process is gone: nothing after this line runs, nobody tidies up."""


@dataclass
class Yard:
    """A workshop whose bell only notes who was rung; the test sends the workers itself."""

    workshop: Workshop
    rung: list[int] = field(default_factory=list)

    def does(self, handler: Callable[[RunningJob], None]) -> None:
        self.workshop.handlers[KIND] = handler

    def works(self, job_id: int) -> None:
        """A worker of its own thread, as huey would start it."""
        thread = threading.Thread(target=self._until_killed, args=[job_id])
        thread.start()
        thread.join()

    def _until_killed(self, job_id: int) -> None:
        with suppress(Killed):
            self.workshop.work(job_id)


@pytest.fixture
def yard(app: Flask) -> Iterator[Yard]:
    made = Yard(Workshop(app.app_context))
    hang_bell(made.rung.append)
    yield made
    broker.connect(app.extensions["workshop"], broker.broker("memory", app.config["DATA_DIR"]))


def _a_job(by: Person | None = None, *, key: str | None = None) -> int:
    with acting():
        return enqueue(KIND, by=by.viewer if by else None, payload={"n": 1}, key=key).id


def _state(job_id: int) -> tuple[str, int]:
    with acting():
        job = db.session.get_one(Job, job_id)
        return job.state.value, job.attempts


def _rename(who: Person, name: str) -> None:
    db.session.execute(update(Account).where(Account.id == who.account_id).values(name=name))


def _name(who: Person) -> str:
    with acting():
        return db.session.get_one(Account, who.account_id).name


def test_effect_and_done_are_committed_together(yard: Yard, lin: Person) -> None:
    yard.does(lambda job: _rename(lin, "新名字"))
    job_id = _a_job()
    yard.works(job_id)
    assert (_name(lin), _state(job_id)) == ("新名字", ("done", 1))


def test_a_handler_that_breaks_leaves_no_effect(yard: Yard, lin: Person) -> None:
    def breaks(job: RunningJob) -> None:
        _rename(lin, "半个")
        db.session.flush()
        raise ZeroDivisionError

    yard.does(breaks)
    job_id = _a_job()
    yard.works(job_id)
    assert (_name(lin), _state(job_id)) == ("林敏", ("failed", 1))


def test_a_refusal_is_told_in_its_own_words(yard: Yard) -> None:
    def refuses(job: RunningJob) -> None:
        raise Refused("不行，因为……")

    yard.does(refuses)
    job_id = _a_job()
    yard.works(job_id)
    with acting():
        assert db.session.get_one(Job, job_id).words == "不行，因为……"


def test_a_job_rung_twice_is_done_once(yard: Yard) -> None:
    done: list[int] = []
    yard.does(lambda job: done.append(job.id))
    job_id = _a_job()
    yard.works(job_id)
    yard.works(job_id)
    assert done == [job_id]


def test_ten_workers_at_one_job_do_it_once(yard: Yard) -> None:
    done: list[int] = []
    yard.does(lambda job: done.append(job.id))
    job_id = _a_job()
    start = threading.Barrier(10)

    def rush() -> None:
        start.wait()
        yard.workshop.work(job_id)

    crowd = [threading.Thread(target=rush) for _n in range(10)]
    for worker in crowd:
        worker.start()
    for worker in crowd:
        worker.join()
    assert (done, _state(job_id)) == ([job_id], ("done", 1))


def test_what_a_killed_worker_left_is_taken_up_by_another(yard: Yard, lin: Person, clock: Traveller) -> None:
    def dies(job: RunningJob) -> None:
        _rename(lin, "半个")
        db.session.flush()
        raise Killed

    yard.does(dies)
    job_id = _a_job()
    yard.works(job_id)
    assert (_name(lin), _state(job_id)) == ("林敏", ("running", 1))

    yard.does(lambda job: _rename(lin, "整个"))
    yard.works(job_id)
    assert _state(job_id) == ("running", 1)  # the lease still holds
    clock.shift(LEASE_SECONDS + 1)
    assert yard.workshop.sweep() == [job_id]
    yard.works(job_id)
    assert (_name(lin), _state(job_id)) == ("整个", ("done", 2))


def test_a_database_that_is_away_for_a_moment_fails_no_job(yard: Yard, lin: Person, clock: Traveller) -> None:
    def cut(job: RunningJob) -> None:
        _rename(lin, "半个")
        raise OperationalError("UPDATE", None, Exception("the connection was cut"))

    yard.does(cut)
    job_id = _a_job()
    yard.works(job_id)
    assert (_name(lin), _state(job_id)) == ("林敏", ("running", 1))
    yard.does(lambda job: _rename(lin, "整个"))
    clock.shift(LEASE_SECONDS + 1)
    yard.works(job_id)
    assert (_name(lin), _state(job_id)) == ("整个", ("done", 2))


def test_who_lost_the_lease_undoes_everything(yard: Yard, lin: Person) -> None:
    def outrun(job: RunningJob) -> None:
        with apart() as session:  # meanwhile another worker has taken over
            session.execute(
                update(Job)
                .where(Job.id == job.id)
                .values(lease_token="another", lease_until=clock.now() + timedelta(seconds=LEASE_SECONDS))
            )
        _rename(lin, "太迟")

    yard.does(outrun)
    job_id = _a_job()
    yard.works(job_id)
    assert (_name(lin), _state(job_id)) == ("林敏", ("running", 1))


def test_progress_after_the_lease_was_lost_stops_the_work(yard: Yard) -> None:
    seen: list[str] = []

    def outrun(job: RunningJob) -> None:
        with apart() as session:
            session.execute(update(Job).where(Job.id == job.id).values(lease_token="another"))
        try:
            job.progress(1, 2, "Being worked on")
        except LeaseLost:
            seen.append("stopped")
            raise

    yard.does(outrun)
    yard.works(_a_job())
    assert seen == ["stopped"]


def test_a_job_that_kills_five_workers_is_given_up(yard: Yard, clock: Traveller) -> None:
    def dies(job: RunningJob) -> None:
        raise Killed

    yard.does(dies)
    job_id = _a_job()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        yard.works(job_id)
        assert _state(job_id) == ("running", attempt)
        clock.shift(LEASE_SECONDS + 1)
    yard.works(job_id)
    assert _state(job_id) == ("failed", MOST_ATTEMPTS)
    assert yard.workshop.sweep() == []


def test_the_sweep_rings_for_what_waits_and_for_nothing_else(yard: Yard) -> None:
    yard.does(lambda job: None)
    forgotten, finished = _a_job(), _a_job()
    yard.works(finished)
    yard.rung.clear()
    assert yard.workshop.sweep() == [forgotten]
    assert yard.rung == [forgotten]


def test_the_database_refuses_a_second_job_with_the_same_key(yard: Yard) -> None:
    _a_job(key="round:1:run")
    with pytest.raises(IntegrityError):
        _a_job(key="round:1:run")
    with acting():
        assert db.session.query(Job).count() == 1


def test_progress_is_seen_by_others_while_the_work_goes_on(yard: Yard) -> None:
    seen: list[tuple[int, int, str]] = []

    def slow(job: RunningJob) -> None:
        job.progress(3, 10, "Being worked on")
        with apart("read") as session:
            row = session.get_one(Job, job.id)
            seen.append((row.done, row.total, row.words))

    yard.does(slow)
    yard.works(_a_job())
    assert seen == [(3, 10, "Being worked on")]


def test_a_broker_that_is_away_loses_no_job(yard: Yard, app: Flask) -> None:
    class Away:
        """A broker nobody answers at."""

        def task(self, name: str) -> Callable[[object], Callable[[int], None]]:
            def nobody(job_id: int) -> None:
                raise ConnectionError

            return lambda work: nobody

    broker.connect(yard.workshop, Away())
    job_id = _a_job()
    hang_bell(yard.rung.append)
    assert _state(job_id) == (JobState.QUEUED.value, 0)
    assert yard.workshop.sweep() == [job_id]


def test_without_a_bell_work_waits_for_the_sweep(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue._Bell, "ring", None)
    assert _state(_a_job()) == ("queued", 0)
