"""Runs, what they say, and the jobs that compute them."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, defer

from matching.cohorts.models import Cohort, Student
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.organisations.models import Organisation
from matching.rounds.enums import RUN_JOB
from matching.rounds.models import (
    MatchRun,
    Proposal,
)


def runs_of(round_id: int) -> Select[MatchRun]:
    """The newest first, without the weight of their snapshots."""
    return (
        select(MatchRun)
        .options(defer(MatchRun.snapshot))
        .where(MatchRun.round_id == round_id)
        .order_by(MatchRun.number.desc())
    )


def a_run_of(round_id: int) -> Select[int]:
    """Whether anything has been computed: the id of one run, or nothing."""
    return select(MatchRun.id).where(MatchRun.round_id == round_id).order_by(MatchRun.id).limit(1)


def one_run(round_id: int, number: int) -> Select[MatchRun]:
    """One of them."""
    return runs_of(round_id).where(MatchRun.number == number)


def run_of_job(job_id: int) -> Select[int]:
    """The run a job made, if it did."""
    return select(MatchRun.id).where(MatchRun.job_id == job_id).order_by(MatchRun.id)


def unplaced_of(run_id: int) -> Select[Proposal]:
    """Students the run found no place for, by school, class and number; all their names come along."""
    return (
        select(Proposal)
        .join(Proposal.student)
        .join(Student.cohort)
        .join(Cohort.school)
        .options(
            contains_eager(Proposal.student).contains_eager(Student.cohort).contains_eager(Cohort.school)
        )
        .where(Proposal.run_id == run_id, Proposal.slot_id.is_(None))
        .order_by(Organisation.name, Student.class_name, Student.student_number, Student.id)
    )


def run_jobs_of(round_id: int) -> Select[Job]:
    """Every attempt to compute a run, the newest first."""
    return (
        select(Job)
        .where(Job.kind == RUN_JOB, Job.key.like(f"{RUN_JOB}:{round_id}:%"))
        .order_by(Job.id.desc())
    )


def attempts_at(round_id: int) -> Select[int]:
    """How many runs were started, failed ones included."""
    return select(func.count()).select_from(run_jobs_of(round_id).order_by(None).subquery())


def running_jobs_of(round_id: int) -> Select[Job]:
    """Attempts that are not over."""
    return run_jobs_of(round_id).where(Job.state.in_([JobState.QUEUED, JobState.RUNNING]))
