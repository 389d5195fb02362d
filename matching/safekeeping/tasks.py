"""What happens by itself: once a day, in the quiet hours, every invariant is asked."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from matching.db import db
from matching.jobs.models import Job
from matching.jobs.queue import enqueue
from matching.jobs.worker import RunningJob
from matching.kernel import clock
from matching.safekeeping import checking

KIND = "safekeeping.check"
FROM_HOUR = 2  # in Linfen; a service that slept then asks when it wakes


def plan_the_night() -> None:
    """A chore of the sweep, which commits: one check a day, whichever worker comes first."""
    night = (clock.local(clock.now()) - timedelta(hours=FROM_HOUR)).date()
    key = f"{KIND}:{night}"
    if db.session.scalar(select(Job.id).where(Job.key == key)) is None:
        with suppress(IntegrityError), db.session.begin_nested():
            enqueue(KIND, by=None, payload={}, key=key)


def check(_job: RunningJob) -> None:
    """Read first, write afterwards: no writer waits for the questions."""
    checking.tell(list(checking.answers()))
    checking.log_the_head()
