"""Start a run, and keep what it computed: one run an attempt, never altered afterwards."""

from typing import Any

from sqlalchemy import func, insert, select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record, record_apart
from matching.cohorts.models import Student
from matching.db import db
from matching.jobs.models import Job
from matching.jobs.queue import enqueue
from matching.kernel import clock
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.rounds import queries, rules
from matching.rounds.assembly import Outcome, Snapshot, demand_in
from matching.rounds.enums import RUN_JOB
from matching.rounds.models import MatchRound, MatchRun, Proposal, RoundCohort, SlotDemand


def start_run(match_round: MatchRound, *, attempt: int, by: Viewer) -> Job:
    """Put a run on the list. `attempt` is the number the officer saw (1 for the first, counting failed ones).

    Whoever asks for the same attempt again is led to the same job: ten clicks, or two officers, one run.
    """
    db.session.refresh(match_round, with_for_update={"of": MatchRound})
    key = f"{RUN_JOB}:{match_round.id}:{attempt}"
    known = db.session.scalars(select(Job).where(Job.key == key)).one_or_none()
    if known is not None:
        return known
    running = db.session.scalars(queries.running_jobs_of(match_round.id)).first()
    refuse_if(rules.why_not_run(match_round, running=running is not None))
    if attempt != 1 + (db.session.scalar(queries.attempts_at(match_round.id)) or 0):
        raise Refused(_("Somebody else started a match meanwhile. Open the round again to see it."))
    job = enqueue(
        RUN_JOB,
        by=by,
        payload={"round_id": match_round.id},
        key=key,
        organisation_id=match_round.bureau_id,
        back_url=f"/rounds/{match_round.id}/runs/{_next_number(match_round)}",
    )
    _tell(AuditKind.RUN_START, match_round, by=by, job=job.id)
    return job


def keep_run(match_round: MatchRound, outcome: Outcome, *, job_id: int, by: Viewer | None) -> MatchRun:
    """Store a verified outcome beside everything it was computed from; the round must still be locked."""
    db.session.refresh(match_round, with_for_update={"of": MatchRound})
    refuse_if(rules.why_not_run(match_round, running=False))
    snapshot = outcome.snapshot
    run = MatchRun(
        round_id=match_round.id,
        number=_next_number(match_round),
        job_id=job_id,
        engine_version=outcome.engine_version,
        input_hash=snapshot.input_hash,
        rules_hash=snapshot.rules_hash,
        lottery_hash=snapshot.lottery_hash,
        result_hash=outcome.result_hash,
        certificate=outcome.certificate,
        figures=outcome.figures,
        snapshot=snapshot.packed,
        created_at=clock.now(),
        by_id=by.id if by else None,
    )
    db.session.add(run)
    db.session.flush()
    rows = _proposals(run, outcome)
    if rows:
        db.session.execute(insert(Proposal), rows)
    wanted = [one._asdict() | {"run_id": run.id} for one in demand_in(outcome.answers)]
    if wanted:
        db.session.execute(insert(SlotDemand), wanted)
    hashes = {
        name: getattr(run, name) for name in ("input_hash", "rules_hash", "lottery_hash", "result_hash")
    }
    _tell(AuditKind.RUN_FINISH, match_round, by=by, number=run.number, **hashes)
    return run


def export(run: MatchRun, *, by: Viewer) -> bytes:
    """The snapshot as it was frozen, for whoever checks it outside. That it left the house is recorded."""
    facts = {"name": run.match_round.name, "number": run.number, "input_hash": run.input_hash}
    record_apart(AuditKind.ROUND_EXPORT, by=by, organisation_id=run.match_round.bureau_id, **facts)
    return Snapshot.unpacked(run.snapshot).text


def _next_number(match_round: MatchRound) -> int:
    latest = select(func.max(MatchRun.number)).where(MatchRun.round_id == match_round.id)
    return (db.session.scalar(latest) or 0) + 1


def _proposals(run: MatchRun, outcome: Outcome) -> list[dict[str, Any]]:
    query = select(Student.pseudonym, Student.id).join(
        RoundCohort, RoundCohort.cohort_id == Student.cohort_id
    )
    ids = dict(db.session.execute(query.where(RoundCohort.round_id == run.round_id)).all())
    return [
        {
            "run_id": run.id,
            "student_id": ids[answer.pseudonym],
            "slot_id": answer.slot_id,
            "wish": answer.wish,
            "explanation": answer.explanation,
        }
        for answer in outcome.answers
    ]


def _tell(kind: AuditKind, match_round: MatchRound, *, by: Viewer | None, **facts: Any) -> None:
    organisation_id, name = match_round.bureau_id, match_round.name
    record(kind, match_round, by=by, organisation_id=organisation_id, name=name, **facts)
