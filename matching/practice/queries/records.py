"""What counts as practice of teachers: days at posts, posts still to come, and records of other days."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, Text, cast, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.practice.enums import HOLDING, DayState, RecordState, SignUpState
from matching.practice.models import PracticeDay, PracticeOffer, PracticeRecord, SignUp
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost

COUNTING = frozenset({DayState.ENTERED, DayState.CONFIRMED, DayState.CERTIFIED})
TO_COME = frozenset({SignUpState.ASKED, SignUpState.APPROVED, SignUpState.ACCEPTED})


def stays_of(
    teacher_ids: Collection[int],
) -> Select[int, int, datetime, SignUpState, date, date, int]:
    """Every sign-up with days, or with days to come: its dates, and the working days of its week."""
    has_day = exists().where(PracticeDay.sign_up_id == SignUp.id, PracticeDay.state.in_(COUNTING))
    return (
        select(
            SignUp.id,
            SignUp.teacher_id,
            SignUp.asked_at,
            SignUp.state,
            SignUp.starts_on,
            SignUp.ends_on,
            PracticeOffer.days_week,
        )
        .join(PracticeOffer, PracticeOffer.id == SignUp.offer_id)
        .where(SignUp.teacher_id.in_(teacher_ids), or_(SignUp.state.in_(TO_COME), has_day))
        .order_by(SignUp.id)
    )


def days_of(teacher_ids: Collection[int]) -> Select[int, DayState, str]:
    """The days that count: of which sign-up, how far they are, and the days with commas between.

    There are very many of them; one row for all of a kind is read five times as fast as one for each.
    """
    days = func.aggregate_strings(cast(PracticeDay.day, Text), ",")
    return (
        select(PracticeDay.sign_up_id, PracticeDay.state, days)
        .join(SignUp, SignUp.id == PracticeDay.sign_up_id)
        .where(SignUp.teacher_id.in_(teacher_ids), PracticeDay.state.in_(COUNTING))
        .group_by(PracticeDay.sign_up_id, PracticeDay.state)
    )


def claims_of(teacher_ids: Collection[int]) -> Select[int, int, datetime, RecordState, date, date]:
    """What of the records of other days counts or may count."""
    claimed = PracticeRecord
    return select(
        claimed.id,
        claimed.teacher_id,
        claimed.created_at,
        claimed.state,
        claimed.starts_on,
        claimed.ends_on,
    ).where(claimed.teacher_id.in_(teacher_ids), claimed.state != RecordState.REFUSED)


def records_of(teacher_ids: Collection[int]) -> Select[PracticeRecord]:
    """Records of other days, the latest days first."""
    return (
        select(PracticeRecord)
        .where(PracticeRecord.teacher_id.in_(teacher_ids))
        .order_by(PracticeRecord.starts_on.desc(), PracticeRecord.id.desc())
    )


def teachers_of(teacher_ids: Collection[int]) -> Select[Teacher]:
    """These teachers."""
    return select(Teacher).where(Teacher.id.in_(teacher_ids))


def posts_in(within: frozenset[int]) -> Select[TeachingPost]:
    """Everybody who teaches at these schools now, teacher and school beside each."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .join(TeachingPost.school)
        .options(contains_eager(TeachingPost.teacher), contains_eager(TeachingPost.school))
        .where(TeachingPost.school_id.in_(within), TeachingPost.state == PostState.ACTIVE)
        .order_by(Teacher.name, TeachingPost.id)
    )


def one_post(teacher_id: int, within: frozenset[int]) -> Select[TeachingPost]:
    """Where one of them teaches."""
    return posts_in(within).where(TeachingPost.teacher_id == teacher_id)


def former_post(post_id: int, within: frozenset[int]) -> Select[TeachingPost]:
    """Where somebody taught who left; teacher and school come along."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .join(TeachingPost.school)
        .options(contains_eager(TeachingPost.teacher), contains_eager(TeachingPost.school))
        .where(
            TeachingPost.id == post_id,
            TeachingPost.school_id.in_(within),
            TeachingPost.state == PostState.LEFT,
        )
    )


def one_record(record_id: int, within: frozenset[int]) -> Select[PracticeRecord]:
    """A record that these schools decide on."""
    return select(PracticeRecord).where(PracticeRecord.id == record_id, PracticeRecord.school_id.in_(within))


def been_at(teacher_id: int) -> Select[SignUp]:
    """Sign-ups of a teacher that hold a seat, the latest days first; post and enterprise beside each."""
    return (
        select(SignUp)
        .join(SignUp.offer)
        .join(PracticeOffer.enterprise)
        .options(contains_eager(SignUp.offer).contains_eager(PracticeOffer.enterprise))
        .where(SignUp.teacher_id == teacher_id, SignUp.state.in_(HOLDING))
        .order_by(SignUp.starts_on.desc(), SignUp.id.desc())
    )


def is_called(words: str) -> ColumnElement[bool]:
    """Whether the teacher is called so, or what they teach."""
    return or_(*(column.icontains(words, autoescape=True) for column in (Teacher.name, Teacher.teaches)))


def teaches(subject: str) -> ColumnElement[bool]:
    """Whether the teacher is of this group of majors."""
    return Teacher.subject == subject


def is_new(_value: str) -> ColumnElement[bool]:
    """Whether the teacher is new."""
    return Teacher.is_new.is_(True)


def is_at(school_id: str) -> ColumnElement[bool]:
    """Whether somebody teaches at this school."""
    return TeachingPost.school_id == int(school_id)
