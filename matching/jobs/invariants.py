"""What must always hold of background work."""

from datetime import timedelta

from sqlalchemy import and_, or_, select

from matching.invariants import Invariant, Question
from matching.jobs.enums import LEASE_SECONDS, JobState
from matching.jobs.models import Job
from matching.kernel import clock
from matching.kernel.i18n import _l

OVER = (JobState.DONE, JobState.FAILED)


def _out_of_reach() -> Question:
    """Neither over nor waiting, and with a lease that no worker can hold: the sweep would never take it."""
    longest = clock.now() + timedelta(seconds=2 * LEASE_SECONDS)
    held = and_(Job.state == JobState.RUNNING, Job.lease_until.is_not(None), Job.lease_until <= longest)
    over = and_(Job.state.in_(OVER), Job.finished_at.is_not(None), Job.lease_until.is_(None))
    waiting = and_(Job.state == JobState.QUEUED, Job.finished_at.is_(None))
    return select(Job.id.label("job_id")).where(~or_(held, over, waiting))


INVARIANTS = (Invariant("I17", _l("Every job is over, held by a living worker, or due."), _out_of_reach),)
