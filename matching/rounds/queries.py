"""Rounds, who takes part, what they may choose from, what counts, and the runs.

`within` are organisations: the bureau sees its rounds, a school those its cohorts take part in once they
are open.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload

from matching.cohorts.enums import Sex, StudentState
from matching.cohorts.models import Cohort, Student
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.organisations.models import Organisation
from matching.rounds.enums import LIVE, RUN_JOB, RoundState
from matching.rounds.models import (
    LotteryNumber,
    MatchRound,
    MatchRun,
    PreAssignment,
    Proposal,
    RoundCohort,
    WishList,
    WishSubmission,
)
from matching.slots.enums import SlotState
from matching.slots.models import Slot


def rounds_in(within: frozenset[int]) -> Select[MatchRound]:
    """The latest deadline first; a round that is being prepared is its bureau's own affair."""
    theirs = (
        select(RoundCohort.round_id)
        .join(Cohort, Cohort.id == RoundCohort.cohort_id)
        .where(Cohort.school_id.in_(within))
    )
    opened = MatchRound.state != RoundState.PREPARING
    return (
        select(MatchRound)
        .where(or_(MatchRound.bureau_id.in_(within), opened & MatchRound.id.in_(theirs)))
        .order_by(MatchRound.closes_at.desc(), MatchRound.id.desc())
    )


def one_round(round_id: int, within: frozenset[int]) -> Select[MatchRound]:
    """One of them."""
    return rounds_in(within).where(MatchRound.id == round_id)


def rounds_of_bureau(within: frozenset[int]) -> Select[MatchRound]:
    """Those one may prepare and run."""
    return rounds_in(within).where(MatchRound.bureau_id.in_(within))


def own_round(round_id: int, within: frozenset[int]) -> Select[MatchRound]:
    """One of them."""
    return rounds_of_bureau(within).where(MatchRound.id == round_id)


def rounds_of_student(student_id: int) -> Select[MatchRound]:
    """Opened rounds the student's cohort takes part in, the latest deadline first."""
    theirs = (
        select(RoundCohort.round_id)
        .join(Student, Student.cohort_id == RoundCohort.cohort_id)
        .where(Student.id == student_id, Student.state == StudentState.ENROLLED)
    )
    return (
        select(MatchRound)
        .where(MatchRound.state != RoundState.PREPARING, MatchRound.id.in_(theirs))
        .order_by(MatchRound.closes_at.desc(), MatchRound.id.desc())
    )


def round_of_student(round_id: int, student_id: int) -> Select[MatchRound]:
    """One of them."""
    return rounds_of_student(student_id).where(MatchRound.id == round_id)


def open_to(round_id: int, *, account_id: int, within: frozenset[int]) -> Select[MatchRound]:
    """An opened round if this person takes part: as a student, or for a school or enterprise of `within`."""
    cohorts = (
        select(RoundCohort.cohort_id)
        .outerjoin(Cohort, Cohort.id == RoundCohort.cohort_id)
        .outerjoin(Student, (Student.cohort_id == RoundCohort.cohort_id) & (Student.account_id == account_id))
        .where(
            RoundCohort.round_id == MatchRound.id,
            or_(Cohort.school_id.in_(within), Student.id.is_not(None)),
        )
    )
    slots = select(Slot.id).where(Slot.enterprise_id.in_(within), _offered_in(MatchRound))
    ours = MatchRound.bureau_id.in_(within)
    opened = MatchRound.state != RoundState.PREPARING
    return (
        select(MatchRound)
        .where(
            MatchRound.id == round_id,
            or_(ours, opened & or_(cohorts.exists(), slots.exists())),
        )
        .order_by(MatchRound.id)
    )


def round_held(round_id: int) -> Select[MatchRound]:
    """The round, and a lock against its closing until this transaction ends: for writing wishes.

    Readers share the lock; SQLite's writing transaction already excludes every other.
    """
    return (
        select(MatchRound)
        .where(MatchRound.id == round_id)
        .order_by(MatchRound.id)
        .with_for_update(read=True, of=MatchRound)
        .execution_options(populate_existing=True)
    )


def past_their_deadline(now: datetime) -> Select[MatchRound]:
    """Rounds that still collect although their deadline has gone by."""
    return (
        select(MatchRound)
        .where(MatchRound.state == RoundState.COLLECTING, MatchRound.closes_at <= now)
        .order_by(MatchRound.id)
    )


def cohorts_of(round_id: int) -> Select[Cohort]:
    """Who takes part, by school and name; the school comes along."""
    return (
        select(Cohort)
        .join(RoundCohort, RoundCohort.cohort_id == Cohort.id)
        .join(Cohort.school)
        .options(contains_eager(Cohort.school))
        .where(RoundCohort.round_id == round_id)
        .order_by(Organisation.name, Cohort.name, Cohort.id)
    )


def busy_elsewhere(round_id: int | None) -> Select[int, str]:
    """(cohort, name of the round) for cohorts that already take part in another unfinished round."""
    other = MatchRound.id != round_id if round_id else MatchRound.id.is_not(None)
    return (
        select(RoundCohort.cohort_id, MatchRound.name)
        .join(MatchRound, MatchRound.id == RoundCohort.round_id)
        .where(MatchRound.state.in_(LIVE), other)
        .order_by(RoundCohort.cohort_id, MatchRound.id)
    )


def students_of(round_id: int) -> Select[Student]:
    """Enrolled students of its cohorts, by school, class and number; cohort and school come along."""
    return (
        select(Student)
        .join(Student.cohort)
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .join(Cohort.school)
        .options(contains_eager(Student.cohort).contains_eager(Cohort.school))
        .where(RoundCohort.round_id == round_id, Student.state == StudentState.ENROLLED)
        .order_by(Organisation.name, Student.class_name, Student.student_number, Student.id)
    )


def kinds_of_students(round_id: int) -> Select[date, Sex, int, str, int]:
    """(born on, sex, entry year, major, how many): all the law asks about a student, in few rows."""
    kind = (Student.born_on, Student.sex, Student.entry_year, Cohort.major_code)
    return (
        select(*kind, func.count())
        .join(Student.cohort)
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .where(RoundCohort.round_id == round_id, Student.state == StudentState.ENROLLED)
        .group_by(*kind)
        .order_by(*kind)
    )


def slots_of(match_round: MatchRound) -> Select[Slot]:
    """Open slots that start inside the window of the round, by day and id; the enterprise comes along."""
    return (
        select(Slot)
        .options(joinedload(Slot.enterprise, innerjoin=True))
        .where(
            Slot.state == SlotState.OPEN,
            Slot.starts_on.between(match_round.internship_from, match_round.internship_until),
        )
        .order_by(Slot.starts_on, Slot.id)
    )


def submissions_of(round_id: int) -> Select[WishSubmission]:
    """The submissions that count, one a student at most."""
    return (
        select(WishSubmission)
        .join(WishList, WishList.submission_id == WishSubmission.id)
        .where(WishSubmission.round_id == round_id)
        .order_by(WishSubmission.student_id)
    )


def pre_assignments_of(round_id: int) -> Select[PreAssignment]:
    """Places given by hand, the newest first; student, cohort, school, slot and enterprise come along."""
    return (
        select(PreAssignment)
        .options(
            joinedload(PreAssignment.student, innerjoin=True)
            .joinedload(Student.cohort, innerjoin=True)
            .joinedload(Cohort.school, innerjoin=True),
            joinedload(PreAssignment.slot, innerjoin=True).joinedload(Slot.enterprise, innerjoin=True),
        )
        .where(PreAssignment.round_id == round_id)
        .order_by(PreAssignment.at.desc(), PreAssignment.student_id)
    )


def lottery_of(round_id: int) -> Select[int, int]:
    """(student, number), the lowest number first."""
    return (
        select(LotteryNumber.student_id, LotteryNumber.number)
        .where(LotteryNumber.round_id == round_id)
        .order_by(LotteryNumber.number)
    )


def runs_of(round_id: int) -> Select[MatchRun]:
    """The newest first, without the weight of their snapshots."""
    return (
        select(MatchRun)
        .options(defer(MatchRun.snapshot))
        .where(MatchRun.round_id == round_id)
        .order_by(MatchRun.number.desc())
    )


def one_run(round_id: int, number: int) -> Select[MatchRun]:
    """One of them."""
    return runs_of(round_id).where(MatchRun.number == number)


def run_of_job(job_id: int) -> Select[int]:
    """The run a job made, if it did."""
    return select(MatchRun.id).where(MatchRun.job_id == job_id).order_by(MatchRun.id)


def proposals_of(run_id: int) -> Select[Proposal]:
    """What a run says, student by student."""
    return select(Proposal).where(Proposal.run_id == run_id).order_by(Proposal.student_id)


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


def _offered_in(match_round: type[MatchRound]) -> ColumnElement[bool]:
    return (Slot.state == SlotState.OPEN) & Slot.starts_on.between(
        match_round.internship_from, match_round.internship_until
    )
