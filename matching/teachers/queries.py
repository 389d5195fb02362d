"""Teachers, seen from the schools one may look into."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.organisations.models import Membership, Organisation
from matching.teachers.enums import PostState, TeacherKind
from matching.teachers.models import Teacher, TeachingPost


def posts_in(within: frozenset[int]) -> Select[TeachingPost]:
    """Who teaches at these schools now, by school and name; teacher and school come along."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .join(TeachingPost.school)
        .options(contains_eager(TeachingPost.teacher), contains_eager(TeachingPost.school))
        .where(TeachingPost.school_id.in_(within), TeachingPost.state == PostState.ACTIVE)
        .order_by(Organisation.name, Teacher.name, TeachingPost.id)
    )


def post_of(teacher_id: int, within: frozenset[int]) -> Select[TeachingPost]:
    """Where one of them teaches."""
    return posts_in(within).where(TeachingPost.teacher_id == teacher_id)


def without_password(within: frozenset[int]) -> Select[TeachingPost]:
    """Teachers who never used a slip, and whose account is for nothing else; the account comes along."""
    elsewhere = exists().where(
        Membership.account_id == Account.id,
        Membership.ended_at.is_(None),
        ~and_(Membership.organisation_id == TeachingPost.school_id, Membership.role == Role.TEACHER),
    )
    return (
        posts_in(within)
        .join(Teacher.account)
        .options(contains_eager(TeachingPost.teacher).contains_eager(Teacher.account))
        .where(Account.state == AccountState.INVITED, ~elsewhere)
    )


def schools_of(within: frozenset[int]) -> Select[int, str]:
    """(id, name) of the schools where somebody teaches."""
    teaches = exists().where(
        TeachingPost.school_id == Organisation.id, TeachingPost.state == PostState.ACTIVE
    )
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(within), teaches)
    return query.order_by(Organisation.name, Organisation.id)


def is_named(words: str) -> ColumnElement[bool]:
    """Whether name, staff number or what they teach holds the words."""
    columns = (Teacher.name, TeachingPost.staff_number, Teacher.teaches)
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def is_of_kind(kind: str) -> ColumnElement[bool]:
    """Whether the teacher is of the kind of this value."""
    return Teacher.kind.in_([each for each in TeacherKind if each.value == kind])


def without_profile(school_id: int) -> Select[Account]:
    """Who holds the role of a teacher at this school and has no profile, by name."""
    return (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.organisation_id == school_id,
            Membership.role == Role.TEACHER,
            Membership.ended_at.is_(None),
            Account.state != AccountState.DEACTIVATED,
            ~exists().where(Teacher.account_id == Account.id),
        )
        .order_by(Account.name, Account.id)
    )
