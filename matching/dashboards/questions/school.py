"""What coordinators have to do: class lists, slips, students to remind or to talk to."""

from typing import Any

from sqlalchemy import Select, case, func, select

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.dashboards.questions.asking import NOW, Whom, told_to
from matching.imports.enums import UploadState
from matching.matters.enums import MatterKind
from matching.messages.queries import is_to_look_after
from matching.organisations.models import Membership, Organisation
from matching.outbox.models import OutboxLetter
from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, Proposal, RoundCohort, WishList
from matching.rounds.queries import is_only_saved
from matching.teachers.enums import PostState
from matching.teachers.models import TeachingPost

COORDINATOR = Role.SCHOOL_COORDINATOR


def newest_list(whom: Whom) -> Select[Any]:
    """The class list uploaded last, of `n` rows, if nobody has decided on it."""
    newest = select(func.max(RosterUpload.id)).where(_undecided()).group_by(RosterUpload.school_id)
    columns = told_to(
        MatterKind.CLASS_LIST,
        role=COORDINATOR,
        at=RosterUpload.school_id,
        subject=RosterUpload.id,
        name=Cohort.name,
        counts=(RosterUpload.rows, 0, 0),
        due=(RosterUpload.created_at, None),
    )
    return (
        select(*columns)
        .join(Cohort, Cohort.id == RosterUpload.cohort_id)
        .where(RosterUpload.id.in_(newest), whom.works_at(RosterUpload.school_id, COORDINATOR))
    )


def other_lists(whom: Whom) -> Select[Any]:
    """`n` more of them."""
    columns = told_to(
        MatterKind.CLASS_LISTS,
        role=COORDINATOR,
        at=RosterUpload.school_id,
        counts=(func.count() - 1, 0, 0),
        due=(func.min(RosterUpload.created_at), None),
    )
    return (
        select(*columns)
        .where(_undecided(), whom.works_at(RosterUpload.school_id, COORDINATOR))
        .group_by(RosterUpload.school_id)
        .having(func.count() > 1)
    )


def slips(whom: Whom) -> Select[Any]:
    """`n` `of` the students have not come in yet; due when wishes close."""
    waiting = func.sum(case((Account.state == AccountState.INVITED, 1), else_=0))
    closing = (
        select(func.min(MatchRound.closes_at))
        .join(RoundCohort, RoundCohort.round_id == MatchRound.id)
        .join(Cohort, Cohort.id == RoundCohort.cohort_id)
        .where(Cohort.school_id == Student.school_id, *_takes_wishes())
        .correlate(Student)
        .scalar_subquery()
    )
    columns = told_to(
        MatterKind.STUDENT_SLIPS,
        role=COORDINATOR,
        at=Student.school_id,
        counts=(waiting, func.count(), 0),
        due=(closing, None),
    )
    return (
        select(*columns)
        .join(Account, Account.id == Student.account_id)
        .where(Student.state == StudentState.ENROLLED, whom.works_at(Student.school_id, COORDINATOR))
        .group_by(Student.school_id)
        .having(waiting > 0)
    )


def wishes_missing(whom: Whom) -> Select[Any]:
    """`n` `of` the students have no list that counts; `more` of these lists are saved."""
    missing = func.sum(case((WishList.submission_id.is_(None), 1), else_=0))
    columns = told_to(
        MatterKind.WISHES_MISSING,
        role=COORDINATOR,
        at=Student.school_id,
        subject=MatchRound.id,
        name=MatchRound.name,
        counts=(missing, func.count(), func.sum(case((is_only_saved(), 1), else_=0))),
        due=(MatchRound.closes_at, None),
    )
    mine = (WishList.student_id == Student.id) & (WishList.round_id == MatchRound.id)
    return (
        select(*columns)
        .select_from(MatchRound)
        .join(RoundCohort, RoundCohort.round_id == MatchRound.id)
        .join(Student, Student.cohort_id == RoundCohort.cohort_id)
        .outerjoin(WishList, mine)
        .where(*_takes_wishes(), _enrolled(whom))
        .group_by(MatchRound.id, MatchRound.name, MatchRound.closes_at, Student.school_id)
        .having(missing > 0)
    )


def answers_missing(whom: Whom) -> Select[Any]:
    """`n` `of` the students with a place have not answered."""
    waiting = func.sum(case((Placement.state == PlacementState.OFFERED, 1), else_=0))
    columns = told_to(
        MatterKind.ANSWERS_MISSING,
        role=COORDINATOR,
        at=Student.school_id,
        subject=MatchRound.id,
        name=MatchRound.name,
        counts=(waiting, func.count(), 0),
        due=(MatchRound.answer_by, None),
    )
    return (
        select(*columns)
        .select_from(MatchRound)
        .join(Placement, Placement.round_id == MatchRound.id)
        .join(Student, Student.id == Placement.student_id)
        .where(MatchRound.state == RoundState.PUBLISHED, MatchRound.answer_by > NOW, _enrolled(whom))
        .group_by(MatchRound.id, MatchRound.name, MatchRound.answer_by, Student.school_id)
        .having(waiting > 0)
    )


def without_place(whom: Whom) -> Select[Any]:
    """`n` students of the published match who got no place, or gave it up."""
    placed = Placement.state.in_([PlacementState.OFFERED, PlacementState.ACCEPTED])
    without = func.sum(case((placed, 0), else_=1))
    columns = told_to(
        MatterKind.WITHOUT_PLACE,
        role=COORDINATOR,
        at=Student.school_id,
        subject=MatchRound.id,
        name=MatchRound.name,
        counts=(without, 0, 0),
        due=(None, MatchRound.internship_from),
    )
    theirs = (Placement.round_id == MatchRound.id) & (Placement.student_id == Proposal.student_id)
    return (
        select(*columns)
        .select_from(MatchRound)
        .join(Proposal, Proposal.run_id == MatchRound.published_run_id)
        .join(Student, Student.id == Proposal.student_id)
        .outerjoin(Placement, theirs)
        .where(MatchRound.state == RoundState.PUBLISHED, _enrolled(whom))
        .group_by(MatchRound.id, MatchRound.name, MatchRound.internship_from, Student.school_id)
        .having(without > 0)
    )


def teachers_to_admit(whom: Whom) -> Select[Any]:
    """`n` teachers ask to join the school."""
    columns = told_to(
        MatterKind.TEACHERS_TO_ADMIT, role=COORDINATOR, at=TeachingPost.school_id, counts=(func.count(), 0, 0)
    )
    asked = TeachingPost.state == PostState.REQUESTED
    at_work = whom.works_at(TeachingPost.school_id, COORDINATOR)
    return select(*columns).where(asked, at_work).group_by(TeachingPost.school_id)


def undelivered(whom: Whom) -> Select[Any]:
    """`n` messages of the last days that reached none of the school's people."""
    columns = told_to(
        MatterKind.UNDELIVERED,
        role=COORDINATOR,
        at=Membership.organisation_id,
        counts=(func.count(OutboxLetter.id.distinct()), 0, 0),
    )
    return (
        select(*columns)
        .join(Membership, Membership.account_id == OutboxLetter.to_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Organisation.kind == OrganisationKind.SCHOOL,
            is_to_look_after(),
            whom.works_at(Membership.organisation_id, COORDINATOR),
        )
        .group_by(Membership.organisation_id)
    )


def _undecided() -> Any:
    return RosterUpload.state == UploadState.CHECKED


def _takes_wishes() -> tuple[Any, Any]:
    return MatchRound.state == RoundState.COLLECTING, MatchRound.closes_at > NOW


def _enrolled(whom: Whom) -> Any:
    return (Student.state == StudentState.ENROLLED) & whom.works_at(Student.school_id, COORDINATOR)
