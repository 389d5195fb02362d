"""Find jobs for those who may look at them, and count them for those who watch over the service."""

from datetime import datetime

from sqlalchemy import Select, func, or_, select

from matching.jobs.enums import JobState
from matching.jobs.models import Job


def one_job(job_id: int, *, owner_id: int, within: frozenset[int]) -> Select[Job]:
    """A job of one's own, or of one of these organisations."""
    return select(Job).where(Job.id == job_id, or_(Job.owner_id == owner_id, Job.organisation_id.in_(within)))


def counted_by_state() -> Select[JobState, int]:
    """How many jobs stand where."""
    return select(Job.state, func.count()).group_by(Job.state).order_by(Job.state)


def oldest_waiting() -> Select[datetime]:
    """Since when the job that waits longest has been waiting."""
    return select(Job.created_at).where(Job.state == JobState.QUEUED).order_by(Job.created_at).limit(1)
