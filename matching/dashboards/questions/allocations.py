"""What allocations of practice posts ask: teachers rank, officers compute, ask and publish."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from matching.access.roles import Role
from matching.dashboards.questions.asking import NOW, Whom, told_to
from matching.matters.enums import MatterKind
from matching.organisations.models import Membership
from matching.practice.enums import AllocationState
from matching.practice.models import Allocation, PracticeOffer, Preference
from matching.practice.queries.offers import is_for_subject
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost

OFFICER = Role.BUREAU_OFFICER


def to_rank(whom: Whom) -> Select[Any]:
    """Teachers with no list in an allocation that has `n` posts for their subject."""
    fitting = (
        select(func.count())
        .where(PracticeOffer.allocation_id == Allocation.id, is_for_subject(Teacher.subject))
        .correlate(Allocation, Teacher)
        .scalar_subquery()
    )
    ranked = exists().where(Preference.allocation_id == Allocation.id, Preference.teacher_id == Teacher.id)
    columns = told_to(
        MatterKind.ALLOCATION_RANK,
        at=Teacher.account_id,
        subject=Allocation.id,
        name=Allocation.name,
        counts=(fitting, 0, 0),
        due=(Allocation.ranking_until, None),
    )
    return (
        select(*columns)
        .select_from(TeachingPost)
        .join(Teacher, Teacher.id == TeachingPost.teacher_id)
        .join(Allocation, Allocation.state == AllocationState.COLLECTING)
        .where(
            TeachingPost.state == PostState.ACTIVE,
            Allocation.ranking_until > NOW,
            ~ranked,
            fitting > 0,
            whom.is_(Teacher.account_id),
            whom.works_at(TeachingPost.school_id, Role.TEACHER),
        )
    )


def to_compute(whom: Whom) -> Select[Any]:
    """Allocations whose deadline has passed."""
    return _allocations(MatterKind.ALLOCATION_COMPUTE, whom, AllocationState.COLLECTING).where(
        Allocation.ranking_until <= NOW
    )


def to_ask(whom: Whom) -> Select[Any]:
    """What was computed waits for somebody to ask a second officer."""
    return _allocations(MatterKind.ALLOCATION_ASK, whom, AllocationState.COMPUTED)


def to_publish(whom: Whom) -> Select[Any]:
    """To each officer who did not ask."""
    return (
        select(
            *told_to(
                MatterKind.ALLOCATION_PUBLISH,
                at=Membership.account_id,
                subject=Allocation.id,
                name=Allocation.name,
            )
        )
        .select_from(Allocation)
        .join(Membership, Membership.organisation_id == Allocation.bureau_id)
        .where(
            Allocation.state == AllocationState.ASKED,
            Membership.role == OFFICER,
            Membership.ended_at.is_(None),
            Membership.account_id != Allocation.asked_by_id,
            whom.is_(Membership.account_id),
            whom.works_at(Allocation.bureau_id, OFFICER),
        )
        .distinct()  # somebody may have been made an officer twice
    )


def _allocations(kind: MatterKind, whom: Whom, state: AllocationState) -> Select[Any]:
    columns = told_to(
        kind, role=OFFICER, at=Allocation.bureau_id, subject=Allocation.id, name=Allocation.name
    )
    here: ColumnElement[bool] = whom.works_at(Allocation.bureau_id, OFFICER)
    return select(*columns).where(Allocation.state == state, here)
