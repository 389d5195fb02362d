"""What officers have to do: the next step of every round."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from matching.access.roles import Role
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.dashboards.questions.asking import NOW, Whom, told_to
from matching.dashboards.questions.offices import of_city, to_offices
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.matters.enums import MatterKind
from matching.organisations.models import Membership
from matching.placements.enums import RequestState
from matching.placements.models import PublicationRequest
from matching.rounds.enums import RUN_JOB, RoundState
from matching.rounds.models import MatchRound, MatchRun, RoundCohort, WishList

OFFICER = Role.BUREAU_OFFICER


def cohorts_to_choose(whom: Whom) -> Select[Any]:
    """Rounds that are prepared and in which nobody takes part yet."""
    return _rounds(
        MatterKind.ROUND_COHORTS, whom, RoundState.PREPARING, due=(MatchRound.opens_at, None)
    ).where(_students() == 0)


def to_open(whom: Whom) -> Select[Any]:
    """Prepared rounds; `more` students take part."""
    return _rounds(
        MatterKind.ROUND_OPEN,
        whom,
        RoundState.PREPARING,
        more=_students(),
        due=(MatchRound.opens_at, None),
    ).where(_students() > 0)


def to_lock(whom: Whom) -> Select[Any]:
    """Rounds whose deadline for wishes has passed."""
    return _rounds(
        MatterKind.ROUND_LOCK, whom, RoundState.COLLECTING, due=(MatchRound.closes_at, None)
    ).where(MatchRound.closes_at <= NOW)


def to_run(whom: Whom) -> Select[Any]:
    """Locked rounds nothing was computed of; `more` lists are submitted."""
    lists = (
        select(func.count())
        .select_from(WishList)
        .join(Student, Student.id == WishList.student_id)
        .where(
            WishList.round_id == MatchRound.id,
            WishList.submission_id.is_not(None),
            Student.state == StudentState.ENROLLED,
        )
        .correlate(MatchRound)
        .scalar_subquery()
    )
    return _rounds(
        MatterKind.ROUND_RUN, whom, RoundState.LOCKED, more=lists, due=(None, MatchRound.results_on)
    ).where(~_has_run(), ~_is_computed())


def to_ask(whom: Whom) -> Select[Any]:
    """Rounds whose match waits for somebody to ask a second officer."""
    return _rounds(
        MatterKind.PUBLICATION_ASK, whom, RoundState.LOCKED, due=(None, MatchRound.results_on)
    ).where(_has_run(), ~exists().where(_is_open_request()))


def to_confirm(whom: Whom) -> Select[Any]:
    """A request to publish: to each officer who neither asked nor started the match."""
    return (
        select(
            *told_to(
                MatterKind.PUBLICATION_CONFIRM,
                at=Membership.account_id,
                subject=MatchRound.id,
                name=MatchRound.name,
                due=(None, MatchRound.results_on),
            )
        )
        .select_from(MatchRound)
        .join(PublicationRequest, _is_open_request())
        .join(MatchRun, MatchRun.id == PublicationRequest.run_id)
        .join(Membership, Membership.organisation_id == MatchRound.bureau_id)
        .where(
            MatchRound.state == RoundState.LOCKED,
            Membership.role == OFFICER,
            Membership.ended_at.is_(None),
            Membership.account_id != PublicationRequest.asked_by_id,
            or_(MatchRun.by_id.is_(None), Membership.account_id != MatchRun.by_id),
            whom.is_(Membership.account_id),
            whom.works_at(MatchRound.bureau_id, OFFICER),
        )
        .distinct()  # somebody may have been made an officer twice
    )


def to_close(whom: Whom) -> Select[Any]:
    """Published rounds whose time to answer is over."""
    return _rounds(MatterKind.ROUND_CLOSE, whom, RoundState.PUBLISHED).where(MatchRound.answer_by <= NOW)


def undelivered(whom: Whom) -> Select[Any]:
    """`n` messages of the last days that reached nobody, to people anywhere."""
    return to_offices(OFFICER, MatterKind.UNDELIVERED, whom, of_city())


def _rounds(
    kind: MatterKind,
    whom: Whom,
    state: RoundState,
    *,
    more: Any = 0,
    due: tuple[datetime | Any, date | Any] = (None, None),
) -> Select[Any]:
    columns = told_to(
        kind,
        role=OFFICER,
        at=MatchRound.bureau_id,
        subject=MatchRound.id,
        name=MatchRound.name,
        counts=(0, 0, more),
        due=due,
    )
    return select(*columns).where(MatchRound.state == state, whom.works_at(MatchRound.bureau_id, OFFICER))


def _students() -> Any:
    return (
        select(func.count())
        .select_from(RoundCohort)
        .join(Student, Student.cohort_id == RoundCohort.cohort_id)
        .where(RoundCohort.round_id == MatchRound.id, Student.state == StudentState.ENROLLED)
        .correlate(MatchRound)
        .scalar_subquery()
    )


def _has_run() -> ColumnElement[bool]:
    run = aliased(MatchRun)
    return exists().where(run.round_id == MatchRound.id).correlate(MatchRound)


def _is_computed() -> ColumnElement[bool]:
    jobs = literal(f"{RUN_JOB}:").concat(cast(MatchRound.id, Text)).concat(":%")
    return (
        exists()
        .where(Job.kind == RUN_JOB, Job.state.in_([JobState.QUEUED, JobState.RUNNING]), Job.key.like(jobs))
        .correlate(MatchRound)
    )


def _is_open_request() -> ColumnElement[bool]:
    return and_(PublicationRequest.round_id == MatchRound.id, PublicationRequest.state == RequestState.OPEN)
