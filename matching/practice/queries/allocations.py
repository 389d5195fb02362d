"""Find allocations, the posts they hand out, and what teachers ranked."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, undefer

from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.practice.enums import (
    ALIVE,
    ALLOCATION_JOB,
    HOLDING,
    AllocationState,
    OfferState,
)
from matching.practice.models import Allocation, PracticeOffer, Preference, SignUp
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost


def allocations_in(within: frozenset[int]) -> Select[Allocation]:
    """Those of these bureaus, the newest first."""
    return select(Allocation).where(Allocation.bureau_id.in_(within)).order_by(Allocation.id.desc())


def one_allocation(allocation_id: int, within: frozenset[int]) -> Select[Allocation]:
    """One of them."""
    return allocations_in(within).where(Allocation.id == allocation_id)


def one_computed(allocation_id: int, within: frozenset[int]) -> Select[Allocation]:
    """One that was computed, with its answer."""
    computed = one_allocation(allocation_id, within).where(Allocation.computed_at.is_not(None))
    return computed.options(undefer(Allocation.result), undefer(Allocation.frozen))


def is_called(words: str) -> ColumnElement[bool]:
    """Whether it is called so."""
    return Allocation.name.icontains(words, autoescape=True)


def stands(state: str) -> ColumnElement[bool]:
    """Whether it is in the state of this value."""
    return Allocation.state.in_([each for each in AllocationState if each.value == state])


def to_rank(teacher_id: int, now: datetime) -> Select[Allocation]:
    """What is before a teacher: allocations that take rankings, and those in which posts were ranked."""
    ranked = select(Preference.allocation_id).where(Preference.teacher_id == teacher_id)
    takes = (Allocation.state == AllocationState.COLLECTING) & (Allocation.ranking_until > now)
    return select(Allocation).where(or_(takes, Allocation.id.in_(ranked))).order_by(Allocation.id.desc())


def one_to_rank(allocation_id: int, teacher_id: int, now: datetime) -> Select[Allocation]:
    """One of them."""
    return to_rank(teacher_id, now).where(Allocation.id == allocation_id)


def one_published(allocation_id: int, teacher_id: int) -> Select[Allocation]:
    """A published one in which a teacher ranked posts, with its answer."""
    ranked = select(Preference.allocation_id).where(Preference.teacher_id == teacher_id)
    return (
        select(Allocation)
        .options(undefer(Allocation.result), undefer(Allocation.frozen))
        .where(
            Allocation.id == allocation_id,
            Allocation.state == AllocationState.PUBLISHED,
            Allocation.id.in_(ranked),
        )
    )


def choosable(within: frozenset[int], first: date, last: date) -> Select[PracticeOffer]:
    """Open posts with a free seat that begin on one of these days, and that no allocation has."""
    return (
        select(PracticeOffer)
        .join(PracticeOffer.enterprise)
        .options(contains_eager(PracticeOffer.enterprise))
        .where(
            PracticeOffer.enterprise_id.in_(within),
            PracticeOffer.state == OfferState.OPEN,
            PracticeOffer.starts_on.between(first, last),
            PracticeOffer.taken < PracticeOffer.seats,
            PracticeOffer.allocation_id.is_(None),
        )
        .order_by(PracticeOffer.starts_on, PracticeOffer.id)
    )


def posts_of(allocation_id: int) -> Select[PracticeOffer]:
    """What it hands out, the enterprise beside each."""
    return (
        select(PracticeOffer)
        .join(PracticeOffer.enterprise)
        .options(contains_eager(PracticeOffer.enterprise))
        .where(PracticeOffer.allocation_id == allocation_id)
        .order_by(PracticeOffer.starts_on, PracticeOffer.id)
    )


def posts_numbered(offer_ids: Collection[int]) -> Select[PracticeOffer]:
    """These posts, the enterprise beside each, whatever became of them."""
    return (
        select(PracticeOffer)
        .join(PracticeOffer.enterprise)
        .options(contains_eager(PracticeOffer.enterprise))
        .where(PracticeOffer.id.in_(offer_ids))
        .order_by(PracticeOffer.id)
    )


def preferences_of(allocation_id: int) -> Select[Preference]:
    """What everybody ranked who still teaches, by teacher, the best first."""
    teaching_now = select(TeachingPost.teacher_id).where(TeachingPost.state == PostState.ACTIVE)
    return (
        select(Preference)
        .where(Preference.allocation_id == allocation_id, Preference.teacher_id.in_(teaching_now))
        .order_by(Preference.teacher_id, Preference.rank)
    )


def ranking_of(allocation_id: int, teacher_id: int) -> Select[Preference]:
    """What one teacher ranked, the best first."""
    return (
        select(Preference)
        .where(Preference.allocation_id == allocation_id, Preference.teacher_id == teacher_id)
        .order_by(Preference.rank)
    )


def held(allocation_id: int) -> Select[Allocation]:
    """It, and a lock against its computation until this transaction ends, shared by all who rank."""
    return (
        select(Allocation)
        .where(Allocation.id == allocation_id)
        .with_for_update(read=True, of=Allocation)
        .execution_options(populate_existing=True)
    )


def sizes_of(allocation_ids: Collection[int]) -> Select[int, int, int]:
    """(allocation, posts, teachers who ranked some) of each."""
    posts = (
        select(func.count())
        .where(PracticeOffer.allocation_id == Allocation.id)
        .correlate(Allocation)
        .scalar_subquery()
    )
    teachers = (
        select(func.count(Preference.teacher_id.distinct()))
        .where(Preference.allocation_id == Allocation.id)
        .correlate(Allocation)
        .scalar_subquery()
    )
    return select(Allocation.id, posts, teachers).where(Allocation.id.in_(allocation_ids))


def teaching(teacher_ids: Collection[int]) -> Select[TeachingPost]:
    """Where these teach now, teacher and school beside each; by name."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .join(TeachingPost.school)
        .options(contains_eager(TeachingPost.teacher), contains_eager(TeachingPost.school))
        .where(TeachingPost.teacher_id.in_(teacher_ids), TeachingPost.state == PostState.ACTIVE)
        .order_by(TeachingPost.teacher_id, TeachingPost.id)
    )


def alive_sign_ups(teacher_ids: Collection[int]) -> Select[SignUp]:
    """Sign-ups of these teachers that hold a seat or wait for one, the post beside each."""
    return (
        select(SignUp)
        .join(SignUp.offer)
        .options(contains_eager(SignUp.offer))
        .where(SignUp.teacher_id.in_(teacher_ids), SignUp.state.in_(ALIVE))
        .order_by(SignUp.id)
    )


def given_by(allocation_id: int) -> Select[SignUp]:
    """Seats of the posts of an allocation that it gave and that are still held."""
    return (
        select(SignUp)
        .join(SignUp.offer)
        .where(PracticeOffer.allocation_id == allocation_id, SignUp.allocated, SignUp.state.in_(HOLDING))
        .order_by(SignUp.id)
    )


def names_of(teacher_ids: Collection[int]) -> Select[int, str]:
    """(teacher, name), wherever they teach now."""
    return select(Teacher.id, Teacher.name).where(Teacher.id.in_(teacher_ids))


def accounts_of(teacher_ids: Collection[int]) -> Select[int, int]:
    """(teacher, account)."""
    return select(Teacher.id, Teacher.account_id).where(Teacher.id.in_(teacher_ids))


def jobs_of(allocation_id: int) -> Select[Job]:
    """Every attempt to compute it, the newest first."""
    return (
        select(Job)
        .where(Job.kind == ALLOCATION_JOB, Job.key.like(f"{ALLOCATION_JOB}:{allocation_id}:%"))
        .order_by(Job.id.desc())
    )


def attempts_at(allocation_id: int) -> Select[int]:
    """How often it was computed, failed attempts included."""
    return select(func.count()).select_from(jobs_of(allocation_id).order_by(None).subquery())


def running_jobs_of(allocation_id: int) -> Select[Job]:
    """Attempts that are not over."""
    return jobs_of(allocation_id).where(Job.state.in_([JobState.QUEUED, JobState.RUNNING]))
