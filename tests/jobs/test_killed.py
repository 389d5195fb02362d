"""Workers as processes: killed in the middle, another takes the job up; told to stop, they finish."""

import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from matching.db import db
from matching.jobs import queue
from matching.jobs.models import Job
from matching.kernel import clock
from matching.outbox.letters import Letter
from matching.outbox.post import DELIVER, post
from tests.cast import Person
from tests.make import acting
from tests.processes import FLASK, Process, ended

HANGING = (sys.executable, "-m", "flask", "--app", "tests.jobs.hanging")


@pytest.fixture
def environ(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Of workers for this house, whose own bell rings for nobody."""
    monkeypatch.setattr(queue._Bell, "ring", None)
    return {
        "DATA_DIR": str(app.config["DATA_DIR"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "WORKER_PID_FILE": str(tmp_path / "worker.pid"),
        "BEGUN": str(tmp_path / "begun"),
    }


def _jobs() -> list[tuple[str, int]]:
    with acting():
        # The first is ours; a sweep may add more.
        jobs = db.session.scalars(select(Job).where(Job.kind == DELIVER).order_by(Job.id).limit(1))
        return [(job.state.value, job.attempts) for job in jobs]


def test_what_a_killed_worker_held_another_takes_up_and_finishes(
    environ: dict[str, str], lin: Person, tmp_path: Path
) -> None:
    with acting():
        post(Letter.NEW_SLIP, to=lin.account_id, key="test")
    first = Process((*HANGING, "worker"), environ, tmp_path / "first.log")
    with ended(first):
        first.until((tmp_path / "begun").exists)
        assert (tmp_path / "worker.pid").read_text() == f"{first.pid}\n"
        first.stop(signal.SIGKILL)
    assert _jobs() == [("running", 1)]
    with acting():  # time goes by: the lease runs out
        db.session.execute(
            update(Job)
            .where(Job.lease_until.is_not(None))
            .values(lease_until=clock.now() - timedelta(seconds=1))
        )
    second = Process((*FLASK, "worker"), environ, tmp_path / "second.log")
    with ended(second):
        second.until(lambda: _jobs() == [("done", 2)])
        assert second.stop() == 0
    assert not (tmp_path / "worker.pid").exists()
