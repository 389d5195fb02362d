"""Find sign-ups and who signs up; lists and pages share one WHERE."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.kernel import clock
from matching.organisations.models import Organisation
from matching.practice.enums import ALIVE, HOLDING, AllocationState, DayState, OfferState, SignUpState
from matching.practice.models import Allocation, PracticeDay, PracticeOffer, SignUp
from matching.practice.queries.offers import is_for_subject, offers_in
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whose sign-ups one may read: the own, those of these schools, those for posts of these enterprises."""

    account_id: int
    schools: frozenset[int]
    enterprises: frozenset[int]


def teaching_post(account_id: int, within: frozenset[int]) -> Select[TeachingPost]:
    """Where somebody teaches now, the teacher beside it."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .options(contains_eager(TeachingPost.teacher))
        .where(
            Teacher.account_id == account_id,
            TeachingPost.school_id.in_(within),
            TeachingPost.state == PostState.ACTIVE,
        )
        .order_by(TeachingPost.id)
    )


def sign_ups_in(within: frozenset[int], reach: Reach) -> Select[SignUp]:
    """Sign-ups for posts of the enterprises `within`, as far as one's `reach` goes; the newest first."""
    return (
        select(SignUp)
        .join(SignUp.offer)
        .join(PracticeOffer.enterprise)
        .join(SignUp.teacher)
        .options(
            contains_eager(SignUp.offer).contains_eager(PracticeOffer.enterprise),
            contains_eager(SignUp.teacher),
        )
        .where(
            PracticeOffer.enterprise_id.in_(within),
            or_(
                Teacher.account_id == reach.account_id,
                SignUp.school_id.in_(reach.schools),
                PracticeOffer.enterprise_id.in_(reach.enterprises),
            ),
        )
        .order_by(SignUp.id.desc())
    )


def one_sign_up(sign_up_id: int, within: frozenset[int], reach: Reach) -> Select[SignUp]:
    """One of them."""
    return sign_ups_in(within, reach).where(SignUp.id == sign_up_id)


def of_school(sign_up_id: int, within: frozenset[int]) -> Select[SignUp]:
    """One that these schools decide on."""
    return select(SignUp).where(SignUp.id == sign_up_id, SignUp.school_id.in_(within))


def of_enterprise(sign_up_id: int, within: frozenset[int]) -> Select[SignUp]:
    """One for a post of these enterprises."""
    return (
        select(SignUp)
        .join(SignUp.offer)
        .where(SignUp.id == sign_up_id, PracticeOffer.enterprise_id.in_(within))
    )


def of_teacher(sign_up_id: int, account_id: int, within: frozenset[int]) -> Select[SignUp]:
    """One's own, as long as one teaches at one of these schools."""
    here = teaching_post(account_id, within).with_only_columns(TeachingPost.teacher_id).order_by(None)
    return select(SignUp).where(SignUp.id == sign_up_id, SignUp.teacher_id.in_(here))


def alive_of(offer_id: int, teacher_id: int) -> Select[SignUp]:
    """The sign-up of a teacher for a post that holds a seat or waits for one."""
    return select(SignUp).where(
        SignUp.offer_id == offer_id, SignUp.teacher_id == teacher_id, SignUp.state.in_(ALIVE)
    )


def signed_up_for(offer_id: int) -> Select[int]:
    """Teachers whose sign-up for a post holds a seat or waits for one."""
    return select(SignUp.teacher_id).where(SignUp.offer_id == offer_id, SignUp.state.in_(ALIVE))


def of_account(offer_id: int, account_id: int) -> Select[SignUp]:
    """The same for whoever is looking."""
    return (
        select(SignUp)
        .join(SignUp.teacher)
        .where(SignUp.offer_id == offer_id, Teacher.account_id == account_id, SignUp.state.in_(ALIVE))
    )


def holding_of(
    teacher_ids: Collection[int], first_day: date, last_day: date, *, without: int | None = None
) -> Select[SignUp]:
    """Sign-ups of these teachers that hold a seat on one of these days."""
    found = (
        select(SignUp)
        .where(
            SignUp.teacher_id.in_(teacher_ids),
            SignUp.state.in_(HOLDING),
            SignUp.starts_on <= last_day,
            SignUp.ends_on >= first_day,
        )
        .order_by(SignUp.id)
    )
    return found if without is None else found.where(SignUp.id != without)


def others_in(sign_up: SignUp) -> Select[SignUp]:
    """The teacher's other sign-ups that touch the same days, post and enterprise beside each."""
    return (
        select(SignUp)
        .join(SignUp.offer)
        .join(PracticeOffer.enterprise)
        .options(contains_eager(SignUp.offer).contains_eager(PracticeOffer.enterprise))
        .where(
            SignUp.teacher_id == sign_up.teacher_id,
            SignUp.id != sign_up.id,
            SignUp.state.in_(ALIVE),
            SignUp.starts_on <= sign_up.ends_on,
            SignUp.ends_on >= sign_up.starts_on,
        )
        .order_by(SignUp.starts_on, SignUp.id)
    )


def mine(teacher_id: int) -> Select[SignUp]:
    """What a teacher still has before them, the soonest first; the post beside each."""
    return (
        select(SignUp)
        .join(SignUp.offer)
        .options(contains_eager(SignUp.offer))
        .where(
            SignUp.teacher_id == teacher_id, SignUp.state.in_(ALIVE), SignUp.state != SignUpState.CERTIFIED
        )
        .order_by(SignUp.starts_on, SignUp.id)
    )


def unfinished_of(teacher_id: int, school_id: int) -> Select[SignUp]:
    """Of them those that one school decides on, in the order in which posts are held."""
    here = mine(teacher_id).where(SignUp.school_id == school_id)
    return here.order_by(None).order_by(SignUp.offer_id, SignUp.id)


def fitting(teacher: Teacher, within: frozenset[int]) -> Select[PracticeOffer]:
    """Open posts with a free seat for the teacher's subject, on days not taken yet; the soonest first."""
    other = select(SignUp.id).where(
        SignUp.teacher_id == teacher.id,
        or_(
            SignUp.offer_id == PracticeOffer.id,
            and_(SignUp.starts_on <= PracticeOffer.ends_on, SignUp.ends_on >= PracticeOffer.starts_on),
        ),
        SignUp.state.in_(HOLDING),
    )
    handed_out = select(Allocation.id).where(Allocation.state == AllocationState.PUBLISHED)
    return offers_in(within).where(
        PracticeOffer.state == OfferState.OPEN,
        PracticeOffer.allocation_id.is_(None) | PracticeOffer.allocation_id.in_(handed_out),
        PracticeOffer.taken < PracticeOffer.seats,
        PracticeOffer.starts_on > clock.today(),
        is_for_subject(teacher.subject),
        ~other.exists(),
    )


def queue_of(offer_id: int) -> Select[SignUp]:
    """Who waits for a seat, the lowest number first."""
    return (
        select(SignUp)
        .where(SignUp.offer_id == offer_id, SignUp.state == SignUpState.WAITING)
        .order_by(SignUp.queue_number)
    )


def ahead_of(sign_up: SignUp) -> Select[int]:
    """How many wait before this one."""
    return select(func.count()).where(
        SignUp.offer_id == sign_up.offer_id,
        SignUp.state == SignUpState.WAITING,
        SignUp.queue_number < sign_up.queue_number,
    )


def days_kept(sign_up_id: int) -> Select[int]:
    """How many days at the enterprise stand in the record, whatever their state."""
    return select(func.count()).where(
        PracticeDay.sign_up_id == sign_up_id, PracticeDay.state != DayState.REMOVED
    )


def allocation_of(offer: PracticeOffer) -> Select[Allocation]:
    """The allocation that hands a post out, if one does."""
    return select(Allocation).where(Allocation.id == offer.allocation_id)


def is_late(now: datetime, today: date) -> ColumnElement[bool]:
    """Whether an offered seat was not taken in time, or somebody still waits when the days have begun."""
    return or_(
        and_(SignUp.state == SignUpState.OFFERED, SignUp.offered_until <= now),
        and_(SignUp.state == SignUpState.WAITING, PracticeOffer.starts_on <= today),
    )


def lapsing(now: datetime, today: date) -> Select[int]:
    """Ids of posts with such sign-ups."""
    return (
        select(SignUp.offer_id)
        .join(SignUp.offer)
        .where(is_late(now, today))
        .distinct()
        .order_by(SignUp.offer_id)
    )


def unfilled(today: date) -> Select[int]:
    """Ids of open posts to come with a free seat for which somebody waits."""
    waits = select(SignUp.id).where(SignUp.offer_id == PracticeOffer.id, SignUp.state == SignUpState.WAITING)
    return (
        select(PracticeOffer.id)
        .where(
            PracticeOffer.state == OfferState.OPEN,
            PracticeOffer.taken < PracticeOffer.seats,
            PracticeOffer.starts_on > today,
            waits.exists(),
        )
        .order_by(PracticeOffer.id)
    )


def is_called(words: str) -> ColumnElement[bool]:
    """Whether the teacher, the post or its enterprise is called so."""
    named = (Teacher.name, PracticeOffer.title, Organisation.name)
    return or_(*(column.icontains(words, autoescape=True) for column in named))


def stands(state: str) -> ColumnElement[bool]:
    """Whether the sign-up is in the state of this value."""
    return SignUp.state.in_([each for each in SignUpState if each.value == state])
