"""What students have to do: rank, submit, answer."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from matching.access.roles import Role
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Student
from matching.dashboards.questions.asking import NOW, Whom, told_to
from matching.matters.enums import MatterKind
from matching.organisations.models import Organisation
from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, RoundCohort, WishList
from matching.rounds.queries import has_order
from matching.slots.models import Slot


def to_rank(whom: Whom) -> Select[Any]:
    """Rounds in which the student has no list yet; up to `more` wishes."""
    columns = told_to(
        MatterKind.RANK,
        at=Student.account_id,
        subject=MatchRound.id,
        name=MatchRound.name,
        counts=(0, 0, MatchRound.wish_limit),
        due=(MatchRound.closes_at, None),
    )
    empty = and_(WishList.submission_id.is_(None), ~has_order())
    return _lists(columns, whom).where(or_(WishList.id.is_(None), empty))


def to_submit(whom: Whom) -> Select[Any]:
    """A list of `n` wishes that is not the submitted one; `more` is 1 where an earlier one was submitted."""
    columns = told_to(
        MatterKind.SUBMIT,
        at=Student.account_id,
        subject=MatchRound.id,
        name=MatchRound.name,
        counts=(
            func.json_array_length(WishList.order),
            0,
            case((WishList.submission_id.is_(None), 0), else_=1),
        ),
        due=(MatchRound.closes_at, None),
    )
    touched = or_(WishList.submitted_at.is_(None), WishList.edited_at > WishList.submitted_at)
    return _lists(columns, whom).where(or_(WishList.submission_id.is_not(None), has_order()), touched)


def to_answer(whom: Whom) -> Select[Any]:
    """An offered place: the slot is the `name`, its enterprise the `detail`, its first day the `day`."""
    columns = told_to(
        MatterKind.ANSWER,
        at=Student.account_id,
        subject=Placement.round_id,
        name=Slot.title,
        detail=Organisation.name,
        due=(MatchRound.answer_by, Slot.starts_on),
    )
    return (
        select(*columns)
        .select_from(Placement)
        .join(MatchRound, MatchRound.id == Placement.round_id)
        .join(Student, Student.id == Placement.student_id)
        .join(Slot, Slot.id == Placement.slot_id)
        .join(Organisation, Organisation.id == Placement.enterprise_id)
        .where(
            MatchRound.state == RoundState.PUBLISHED,
            MatchRound.answer_by > NOW,
            Placement.state == PlacementState.OFFERED,
            _is(whom),
        )
    )


def _lists(columns: tuple[Any, ...], whom: Whom) -> Select[Any]:
    """Students and their lists while wishes are taken."""
    mine = (WishList.student_id == Student.id) & (WishList.round_id == MatchRound.id)
    return (
        select(*columns)
        .select_from(MatchRound)
        .join(RoundCohort, RoundCohort.round_id == MatchRound.id)
        .join(Student, Student.cohort_id == RoundCohort.cohort_id)
        .outerjoin(WishList, mine)
        .where(
            MatchRound.state == RoundState.COLLECTING,
            MatchRound.opens_at <= NOW,
            MatchRound.closes_at > NOW,
            _is(whom),
        )
    )


def _is(whom: Whom) -> ColumnElement[bool]:
    return and_(
        Student.state == StudentState.ENROLLED,
        whom.is_(Student.account_id),
        whom.works_at(Student.school_id, Role.STUDENT),
    )
