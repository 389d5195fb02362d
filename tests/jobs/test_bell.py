"""When a worker is woken: once all is committed, for what was committed, and so that it can begin at once."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import update

from matching.db import db
from matching.jobs.models import Job
from matching.jobs.queue import enqueue, enqueue_once, hang_bell
from matching.jobs.worker import Workshop
from matching.kernel.errors import Refused
from tests.make import acting

KIND = "test.work"


@pytest.fixture
def rung(app: Flask) -> Iterator[list[int]]:
    """Who was rung for, by a bell that wakes nobody."""
    del app
    ids: list[int] = []
    before = hang_bell(ids.append)
    yield ids
    hang_bell(before)


def test_the_bell_rings_after_the_commit_and_not_before(rung: list[int]) -> None:
    with acting():
        job_id = enqueue(KIND, by=None, payload={}).id
        assert rung == []
    assert rung == [job_id]


def test_a_deed_undone_rings_for_nothing(rung: list[int]) -> None:
    with acting():
        enqueue(KIND, by=None, payload={})
        db.session.rollback()
    with acting():
        db.session.execute(update(Job).values(done=0))
    assert rung == []


def test_a_savepoint_rings_for_nothing_and_silences_nothing(rung: list[int]) -> None:
    with acting():
        kept = enqueue(KIND, by=None, payload={}).id
        with db.session.begin_nested():
            also_kept = enqueue(KIND, by=None, payload={}).id
        with suppress(Refused), db.session.begin_nested():
            enqueue(KIND, by=None, payload={})
            raise Refused("不行，因为……")
        assert rung == []
    assert rung == [kept, also_kept]


def test_a_job_for_all_is_ordered_once_unless_its_order_was_undone(rung: list[int]) -> None:
    with acting():
        with suppress(Refused), db.session.begin_nested():
            enqueue_once(KIND)
            raise Refused("不行，因为……")
        enqueue_once(KIND)
        with db.session.begin_nested():
            enqueue_once(KIND)
    with acting():
        assert rung == [db.session.query(Job).one().id]


@pytest.mark.usefixtures("rung")  # which hangs the house's own bell up again
def test_whoever_is_rung_can_write_at_once(app: Flask) -> None:
    done: list[int] = []
    hang_bell(Workshop(app.app_context, {KIND: lambda job: done.append(job.id)}).work)  # in this very thread
    with acting(), db.session.begin_nested():
        job_id = enqueue(KIND, by=None, payload={}).id
    with acting():
        assert (done, db.session.get_one(Job, job_id).state.value) == ([job_id], "done")
