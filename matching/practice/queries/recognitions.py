"""Recognitions as dual-qualified: of one teacher, and how many of many hold one."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select

from matching.teachers.enums import PostState
from matching.teachers.models import Recognition, TeachingPost


def history_of(teacher_id: int) -> Select[Recognition]:
    """All that were recorded, the latest first; those taken back too."""
    return (
        select(Recognition)
        .where(Recognition.teacher_id == teacher_id)
        .order_by(Recognition.recognised_on.desc(), Recognition.id.desc())
    )


def one_recognition(recognition_id: int, within: frozenset[int]) -> Select[Recognition]:
    """One of somebody who teaches at these schools now."""
    here = select(TeachingPost.teacher_id).where(
        TeachingPost.school_id.in_(within), TeachingPost.state == PostState.ACTIVE
    )
    return select(Recognition).where(Recognition.id == recognition_id, Recognition.teacher_id.in_(here))


def holders_among(teacher_ids: Collection[int], on: date) -> Select[int]:
    """Who of these teachers is recognised on a day, at whatever level."""
    return select(Recognition.teacher_id).where(Recognition.teacher_id.in_(teacher_ids), *_holds(on))


def _holds(on: date) -> list[ColumnElement[bool]]:
    return [
        Recognition.taken_back_at.is_(None),
        Recognition.recognised_on <= on,
        or_(Recognition.valid_until.is_(None), Recognition.valid_until >= on),
    ]
