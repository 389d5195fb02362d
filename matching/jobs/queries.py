"""Find jobs for those who may look at them."""

from sqlalchemy import Select, or_, select

from matching.jobs.models import Job


def one_job(job_id: int, *, owner_id: int, within: frozenset[int]) -> Select[Job]:
    """A job of one's own, or of one of these organisations."""
    return select(Job).where(Job.id == job_id, or_(Job.owner_id == owner_id, Job.organisation_id.in_(within)))
