"""A lease is believed only while a living worker could hold it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from matching.db import db
from matching.jobs.enums import LEASE_SECONDS, JobState
from matching.jobs.models import Job
from matching.jobs.queue import due, enqueue
from matching.kernel import clock
from tests.make import acting


@pytest.mark.parametrize(
    ("ends_in", "is_due"),
    [
        (timedelta(seconds=-1), True),  # it ran out
        (timedelta(seconds=LEASE_SECONDS), False),  # just taken
        (timedelta(hours=2), True),  # nobody gives such a lease: the clock was set back
    ],
)
def test_whether_a_running_job_may_be_taken_up(app: Flask, ends_in: timedelta, is_due: bool) -> None:
    with acting():
        job_id = enqueue("test", by=None, payload={}).id
        db.session.info.clear()  # no worker is woken
        taken = {"state": JobState.RUNNING, "lease_token": "gone", "lease_until": clock.now() + ends_in}
        db.session.execute(update(Job).where(Job.id == job_id).values(**taken))
        assert (job_id in db.session.scalars(due()).all()) is is_due
        assert db.session.scalars(select(Job.id)).all() == [job_id]
