"""Find the days of a sign-up, and the sign-up a teacher is at."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from matching.practice.enums import SignUpState
from matching.practice.models import PracticeDay, SignUp
from matching.practice.queries.sign_ups import teaching_post
from matching.teachers.models import TeachingPost


def days_of(sign_up_id: int) -> Select[PracticeDay]:
    """Each day that was ever entered, the first first, with what became of it."""
    return (
        select(PracticeDay)
        .options(selectinload(PracticeDay.changes))
        .where(PracticeDay.sign_up_id == sign_up_id)
        .order_by(PracticeDay.day)
    )


def going_to(offer_id: int, account_id: int, within: frozenset[int], day: date) -> Select[SignUp]:
    """With which sign-up somebody is at a post on this day."""
    here = teaching_post(account_id, within).with_only_columns(TeachingPost.teacher_id).order_by(None)
    return select(SignUp).where(
        SignUp.offer_id == offer_id,
        SignUp.teacher_id.in_(here),
        SignUp.state.in_((SignUpState.ACCEPTED, SignUpState.CERTIFIED)),
        SignUp.starts_on <= day,
        SignUp.ends_on >= day,
    )
