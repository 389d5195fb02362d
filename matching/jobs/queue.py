"""Put work on the list in the transaction of the deed; a worker is woken once that is committed.

A lost broker costs nothing: the sweep finds what is due in the table.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, event, inspect, or_, select
from sqlalchemy.orm import Session, SessionTransaction

from matching.access.viewer import Viewer
from matching.db import db
from matching.jobs.enums import LEASE_SECONDS, JobState
from matching.jobs.models import Job
from matching.kernel import clock

TO_WAKE = "jobs_to_wake"

Ring = Callable[[int], None]


class _Bell:
    """Who is rung when a job is due; the application factory hangs it up."""

    ring: Ring | None = None


def hang_bell(ring: Ring | None) -> Ring | None:
    """Say how a worker is woken: through huey, embedded or on Redis. Answers what hung there before."""
    before, _Bell.ring = _Bell.ring, ring
    return before


def enqueue(
    kind: str,
    *,
    by: Viewer | None,
    payload: dict[str, Any],
    key: str | None = None,
    organisation_id: int | None = None,
    back_url: str = "",
) -> Job:
    """Add a job; `key` makes a second one with the same key impossible. The caller's commit starts it."""
    job = Job(
        kind=kind,
        key=key,
        payload=payload,
        words_with={},
        owner_id=by.id if by else None,
        organisation_id=organisation_id,
        back_url=back_url,
        created_at=clock.now(),
    )
    session = db.session()
    session.add(job)
    session.flush()
    session.info.setdefault(TO_WAKE, []).append(job)
    return job


def enqueue_once(kind: str) -> None:
    """A job that does all there is to do of its kind: however often a transaction asks, one is enough."""
    ordered = db.session().info.get(TO_WAKE, [])
    if not any(job.kind == kind for job in ordered if inspect(job).persistent):
        enqueue(kind, by=None, payload={})


def lease_is_over(now: datetime) -> ColumnElement[bool]:
    """Whether a worker fell silent. A lease twice as long as any was given before the clock was set back:
    `now` may be a little old, whoever asks has waited for the database.
    """
    return or_(Job.lease_until < now, Job.lease_until > now + timedelta(seconds=2 * LEASE_SECONDS))


def due() -> Select[int]:
    """Ids of jobs that wait, or whose worker fell silent."""
    return (
        select(Job.id)
        .where(
            or_(
                Job.state == JobState.QUEUED,
                (Job.state == JobState.RUNNING) & lease_is_over(clock.now()),
            )
        )
        .order_by(Job.id)
    )


def wake(job_id: int) -> None:
    """Ring for one job; a broker that is down is not an error, the sweep will come."""
    if _Bell.ring is not None:
        _Bell.ring(job_id)


@event.listens_for(Session, "after_transaction_end")
def _wake(session: Session, ended: SessionTransaction) -> None:
    """Once the whole is committed and its connection free: a savepoint's end is the end of nothing, and a job
    may be worked on in this very thread. What was rolled back is not `persistent`.
    """
    if ended.parent is None:
        for row in map(inspect, session.info.pop(TO_WAKE, [])):
            if row.persistent:
                wake(row.identity[0])
