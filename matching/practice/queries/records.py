"""What counts as practice of teachers: days at posts, posts still to come, and records of other days."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Select, or_, select

from matching.practice.enums import DayState, SignUpState
from matching.practice.models import PracticeDay, PracticeOffer, PracticeRecord, SignUp
from matching.teachers.enums import TeacherKind
from matching.teachers.models import Teacher

COUNTING = frozenset({DayState.ENTERED, DayState.CONFIRMED, DayState.CERTIFIED})
TO_COME = frozenset({SignUpState.ASKED, SignUpState.APPROVED, SignUpState.ACCEPTED})


def days_of(teacher_ids: Collection[int]) -> Select[int, date, DayState]:
    """Every day present: its sign-up, the day, and how far it is."""
    return (
        select(PracticeDay.sign_up_id, PracticeDay.day, PracticeDay.state)
        .join(SignUp, SignUp.id == PracticeDay.sign_up_id)
        .where(SignUp.teacher_id.in_(teacher_ids), PracticeDay.state.in_(COUNTING))
    )


def posts_of(
    teacher_ids: Collection[int],
) -> Select[int, int, datetime, SignUpState, date, date, int]:
    """Every sign-up with days, or with days to come: whose, since when, its state, span and days a week."""
    has_days = select(PracticeDay.id).where(PracticeDay.sign_up_id == SignUp.id)
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
        .where(SignUp.teacher_id.in_(teacher_ids), or_(SignUp.state.in_(TO_COME), has_days.exists()))
    )


def records_of(teacher_ids: Collection[int]) -> Select[PracticeRecord]:
    """Records of other days, the latest days first."""
    return (
        select(PracticeRecord)
        .where(PracticeRecord.teacher_id.in_(teacher_ids))
        .order_by(PracticeRecord.starts_on.desc(), PracticeRecord.id.desc())
    )


def teachers_of(teacher_ids: Collection[int]) -> Select[int, TeacherKind, date]:
    """What decides which practice is asked of them, and since when."""
    return select(Teacher.id, Teacher.kind, Teacher.teaching_since).where(Teacher.id.in_(teacher_ids))
