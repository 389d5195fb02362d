"""Compute an allocation in the background, and keep what was found: the latest until it is published."""

from typing import Any

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked
from matching.jobs.models import Job
from matching.jobs.queue import enqueue
from matching.kernel import clock
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.practice.enums import ALLOCATION_JOB, AllocationState
from matching.practice.models import Allocation
from matching.practice.queries import allocations as queries
from matching.practice.rules import allocations as rules


def start(allocation: Allocation, *, attempt: int, by: Viewer) -> Job:
    """Put the computation on the list. `attempt` is what the officer saw: ten clicks, one job."""
    locked(select(Allocation).where(Allocation.id == allocation.id))
    key = f"{ALLOCATION_JOB}:{allocation.id}:{attempt}"
    known = db.session.scalars(select(Job).where(Job.key == key)).one_or_none()
    if known is not None:
        return known
    running = db.session.scalars(queries.running_jobs_of(allocation.id)).first()
    refuse_if(rules.why_not_compute(allocation, running=running is not None, now=clock.now()))
    if attempt != 1 + (db.session.scalar(queries.attempts_at(allocation.id)) or 0):
        raise Refused(_("Somebody else had it computed meanwhile. Open the allocation again to see it."))
    job = enqueue(
        ALLOCATION_JOB,
        by=by,
        payload={"allocation_id": allocation.id},
        key=key,
        organisation_id=allocation.bureau_id,
        back_url=f"/practice-allocations/{allocation.id}",
    )
    _tell(AuditKind.ALLOCATION_RUN, allocation, by=by, job=job.id)
    return job


def keep(allocation_id: int, frozen: dict[str, Any], result: dict[str, Any], *, by: Viewer) -> Allocation:
    """Store a verified answer beside what it was computed from; whoever was asked before is asked no more."""
    allocation = locked(select(Allocation).where(Allocation.id == allocation_id))
    assert allocation is not None  # allocations are never deleted
    refuse_if(rules.why_not_compute(allocation, running=False, now=clock.now()))
    allocation.state = AllocationState.COMPUTED
    allocation.computed_at, allocation.computed_by_id = clock.now(), by.id
    allocation.asked_at = allocation.asked_by_id = None
    allocation.engine_version = frozen["engine"]
    allocation.frozen, allocation.result = frozen, result
    allocation.version += 1
    db.session.flush()
    _tell(
        AuditKind.ALLOCATION_FINISH,
        allocation,
        by=by,
        result=result["certificate"]["result"],
        placed=result["figures"]["placed"],
    )
    return allocation


def _tell(kind: AuditKind, allocation: Allocation, *, by: Viewer, **facts: Any) -> None:
    record(
        kind,
        allocation,
        by=by,
        organisation_id=allocation.bureau_id,
        name=allocation.name,
        **facts,
    )
