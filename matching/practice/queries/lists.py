"""Lists of teachers, and the register they are compared with."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import aliased, contains_eager

from matching.accounts.models import Account
from matching.practice.models import PracticeRecord, TeacherList
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost


def lists_in(within: frozenset[int]) -> Select[TeacherList]:
    """Those of these schools, the latest first; the school comes along."""
    return (
        select(TeacherList)
        .join(TeacherList.school)
        .options(contains_eager(TeacherList.school))
        .where(TeacherList.school_id.in_(within))
        .order_by(TeacherList.id.desc())
    )


def one_list(list_id: int, within: frozenset[int]) -> Select[TeacherList]:
    """One of them."""
    return lists_in(within).where(TeacherList.id == list_id)


def known_at(school_id: int) -> Select[str, PostState, bool, Teacher]:
    """(number, state, teaches elsewhere, teacher) of whoever teaches or taught here; the latest post last."""
    other = aliased(TeachingPost)
    elsewhere = exists().where(
        other.teacher_id == TeachingPost.teacher_id,
        other.school_id != school_id,
        other.state == PostState.ACTIVE,
    )
    known = TeachingPost.state.in_((PostState.ACTIVE, PostState.LEFT))
    return (
        select(TeachingPost.staff_number, TeachingPost.state, elsewhere, Teacher)
        .join(TeachingPost.teacher)
        .where(TeachingPost.school_id == school_id, known, TeachingPost.staff_number != "")
        .order_by(TeachingPost.id)
    )


def usernames_of_school(code: str) -> Select[str]:
    """User names that begin with a school's code."""
    beginning = Account.username.istartswith(code, autoescape=True)
    return select(Account.username).where(beginning).order_by(Account.username)


def known_elsewhere(names: Collection[str], school_id: int) -> Select[str, date]:
    """(name, teaching since) of teachers so called who never were at this school."""
    here = exists().where(and_(TeachingPost.teacher_id == Teacher.id, TeachingPost.school_id == school_id))
    query = select(Teacher.name, Teacher.teaching_since).where(Teacher.name.in_(names), ~here)
    return query.order_by(Teacher.id)


def told_already(teacher_ids: Collection[int]) -> Select[int, str, date, date]:
    """(teacher, enterprise, first day, last day) of what is recorded of these teachers."""
    columns = (
        PracticeRecord.teacher_id,
        PracticeRecord.enterprise_name,
        PracticeRecord.starts_on,
        PracticeRecord.ends_on,
    )
    return select(*columns).where(PracticeRecord.teacher_id.in_(teacher_ids)).order_by(PracticeRecord.id)


def teachers_among(teacher_ids: Collection[int]) -> Select[Teacher]:
    """These teachers."""
    return select(Teacher).where(Teacher.id.in_(teacher_ids)).order_by(Teacher.id)
