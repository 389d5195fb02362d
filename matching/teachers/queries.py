"""Teachers, seen from the schools one may look into."""

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.organisations.models import Membership, Organisation
from matching.teachers.enums import PostState, TeacherKind
from matching.teachers.models import SchoolCode, Teacher, TeachingPost


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


def former_in(within: frozenset[int]) -> Select[TeachingPost]:
    """Who taught at these schools and left, the latest first; teacher and school come along."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .join(TeachingPost.school)
        .options(contains_eager(TeachingPost.teacher), contains_eager(TeachingPost.school))
        .where(TeachingPost.school_id.in_(within), TeachingPost.state == PostState.LEFT)
        .order_by(TeachingPost.left_on.desc(), TeachingPost.id.desc())
    )


def post_of(teacher_id: int, within: frozenset[int]) -> Select[TeachingPost]:
    """Where one of them teaches."""
    return posts_in(within).where(TeachingPost.teacher_id == teacher_id)


def requests_in(within: frozenset[int]) -> Select[TeachingPost]:
    """Who asks to teach at these schools, the longest waiting first; the teacher comes along."""
    return (
        select(TeachingPost)
        .join(TeachingPost.teacher)
        .options(contains_eager(TeachingPost.teacher))
        .where(TeachingPost.school_id.in_(within), TeachingPost.state == PostState.REQUESTED)
        .order_by(TeachingPost.asked_at, TeachingPost.id)
    )


def how_many_ask(within: frozenset[int]) -> Select[int]:
    """Of them, how many there are."""
    return select(func.count()).where(
        TeachingPost.school_id.in_(within), TeachingPost.state == PostState.REQUESTED
    )


def one_request(post_id: int, within: frozenset[int]) -> Select[TeachingPost]:
    """One of them."""
    return requests_in(within).where(TeachingPost.id == post_id)


def own_posts(account_id: int) -> Select[TeachingPost]:
    """Where one person asked, taught and teaches, the latest first; the school comes along."""
    return (
        select(TeachingPost)
        .join(TeachingPost.school)
        .join(TeachingPost.teacher)
        .options(contains_eager(TeachingPost.school), contains_eager(TeachingPost.teacher))
        .where(Teacher.account_id == account_id)
        .order_by(TeachingPost.id.desc())
    )


def own_request(account_id: int) -> Select[TeachingPost]:
    """The request of one person that waits."""
    return own_posts(account_id).where(TeachingPost.state == PostState.REQUESTED)


def profile_of(account_id: int) -> Select[Teacher]:
    """The profile of one person, wherever they teach."""
    return select(Teacher).where(Teacher.account_id == account_id)


def other_posts(post: TeachingPost) -> Select[TeachingPost]:
    """Where else the same teacher asked, taught and teaches."""
    others = select(TeachingPost).where(TeachingPost.teacher_id == post.teacher_id)
    return others.where(TeachingPost.id != post.id).order_by(TeachingPost.id)


def school_by_code(code: str) -> Select[int]:
    """The id of the school a code leads to."""
    return select(SchoolCode.school_id).where(SchoolCode.code == code)


def code_in(within: frozenset[int]) -> Select[SchoolCode]:
    """The code of a school."""
    return select(SchoolCode).where(SchoolCode.school_id.in_(within)).order_by(SchoolCode.school_id)


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
