"""Take a job, hold its lease with a heartbeat, run its handler, commit effect and `done` together."""

import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.exc import OperationalError

from matching.db import apart, db, intent
from matching.jobs.enums import HEARTBEAT_SECONDS, LEASE_SECONDS, MOST_ATTEMPTS, JobState
from matching.jobs.models import Job
from matching.jobs.queue import due, lease_is_over, wake
from matching.kernel import clock
from matching.kernel.errors import Conflict, Refused

log = structlog.get_logger()


class LeaseLost(Exception):
    """Another worker took over: whatever this one did is rolled back."""


@dataclass(frozen=True)
class RunningJob:
    """What a handler sees of its job."""

    id: int
    payload: Mapping[str, Any]
    owner_id: int | None
    token: str

    def progress(self, done: int, total: int, words: str, **words_with: Any) -> None:
        """Tell how far it is: `words` is a message id, translated when the page is shown.

        Only before the handler's own session begins to write: on SQLite there is one writer at a time.
        """
        _touch(self, done=done, total=total, words=words, words_with=words_with)


Handler = Callable[[RunningJob], None]


@dataclass
class Workshop:
    """The handlers this installation knows, what it looks after, and the context both run in."""

    context: Callable[[], AbstractContextManager[Any]]
    handlers: dict[str, Handler] = field(default_factory=dict)
    chores: list[Callable[[], None]] = field(default_factory=list)

    def work(self, job_id: int) -> None:
        """Do one job, if it is due and nobody else holds it."""
        with self.context():
            intent.set("write")
            job = _claim(job_id)
            if job is not None:
                self._do(*job)

    def sweep(self) -> list[int]:
        """Do the chores, then ring."""
        for chore in self.chores:
            self._tidy(chore)
        return self.ring()

    def ring(self) -> list[int]:
        """Ring for all that is due: after a restart, a crash, a forgetful broker."""
        with self.context(), apart("read") as session:
            ids = list(session.scalars(due()))
        for job_id in ids:
            wake(job_id)
        return ids

    def _tidy(self, chore: Callable[[], None]) -> None:
        """One chore, one transaction; what did not work is tried again at the next sweep."""
        with self.context():
            token = intent.set("write")
            try:
                chore()
                db.session.commit()
            except Conflict as error:
                # Another worker was faster with the same: all there is left to do comes with the next sweep.
                db.session.rollback()
                log.info("chore left to another", chore=chore.__name__, answer=error.sentence)
            except Exception:
                db.session.rollback()
                log.exception("chore failed", chore=chore.__name__)
            finally:
                intent.reset(token)

    def _do(self, job: RunningJob, kind: str) -> None:
        with _Heartbeat(job):
            try:
                self.handlers[kind](job)
                _finish(job)
                db.session.commit()
            except LeaseLost:
                db.session.rollback()
                log.warning("job lease lost", job=job.id)
            except OperationalError as error:
                # A database that is away fails no job: the lease runs out, and whoever sweeps then goes on.
                db.session.rollback()
                log.warning("job interrupted", job=job.id, error=str(error)[:500])
            except (Refused, Conflict) as refusal:
                db.session.rollback()
                _fail(job, refusal.sentence)
            except Exception:
                db.session.rollback()
                log.exception("job failed", job=job.id, kind=kind)
                _fail(job, "Something went wrong on our side. It has been noted.")


def _claim(job_id: int) -> tuple[RunningJob, str] | None:
    token, now = secrets.token_hex(16), clock.now()
    with apart() as session:
        taken = session.execute(
            update(Job)
            .where(
                Job.id == job_id,
                Job.attempts < MOST_ATTEMPTS,
                or_(Job.state == JobState.QUEUED, (Job.state == JobState.RUNNING) & lease_is_over(now)),
            )
            .values(
                state=JobState.RUNNING,
                attempts=Job.attempts + 1,
                lease_token=token,
                lease_until=now + timedelta(seconds=LEASE_SECONDS),
            )
        )
        if not _changed(taken):
            _give_up(session, job_id)
            return None
        job = session.scalars(select(Job).where(Job.id == job_id)).one()
        return RunningJob(job.id, job.payload, job.owner_id, token), job.kind


def _give_up(session: Any, job_id: int) -> None:
    """A job that killed its worker again and again must not do so for ever."""
    session.execute(
        update(Job)
        .where(
            Job.id == job_id,
            Job.attempts >= MOST_ATTEMPTS,
            Job.state == JobState.RUNNING,
            lease_is_over(clock.now()),
        )
        .values(**_over(JobState.FAILED, "It was tried several times and never finished. Please tell us."))
    )


def _touch(job: RunningJob, **values: Any) -> None:
    with apart() as session:
        held = session.execute(
            update(Job)
            .where(Job.id == job.id, Job.lease_token == job.token)
            .values(lease_until=clock.now() + timedelta(seconds=LEASE_SECONDS), **values)
        )
        if not _changed(held):
            raise LeaseLost


def _finish(job: RunningJob) -> None:
    held = db.session.execute(
        update(Job)
        .where(Job.id == job.id, Job.lease_token == job.token)
        .values(done=Job.total, **_over(JobState.DONE, ""))
        .execution_options(synchronize_session=False)
    )
    if not _changed(held):
        raise LeaseLost


def _fail(job: RunningJob, words: str) -> None:
    with apart() as session:
        session.execute(
            update(Job)
            .where(Job.id == job.id, Job.lease_token == job.token)
            .values(**_over(JobState.FAILED, words))
        )


def _over(state: JobState, words: str) -> dict[str, Any]:
    return {
        "state": state,
        "words": words,
        "words_with": {},
        "lease_token": None,
        "lease_until": None,
        "finished_at": clock.now(),
    }


def _changed(result: Any) -> bool:
    return isinstance(result, CursorResult) and result.rowcount == 1


class _Heartbeat:
    """Keeps the lease alive while the handler works, in a thread of its own."""

    def __init__(self, job: RunningJob) -> None:
        self._job = job
        self._stop = threading.Event()
        # The engine is reached through the application context, which threads do not inherit.
        self._engine = db.engine
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *failure: object) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stop.wait(HEARTBEAT_SECONDS):
            # A database that is busy or restarting is no reason to stop: the next beat may get through.
            with suppress(OperationalError), self._engine.begin() as connection:
                connection.execute(
                    update(Job)
                    .where(Job.id == self._job.id, Job.lease_token == self._job.token)
                    .values(lease_until=clock.now() + timedelta(seconds=LEASE_SECONDS))
                )
