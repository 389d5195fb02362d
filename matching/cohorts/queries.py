"""Cohorts, students and class lists, seen from the schools one may look into."""

from collections.abc import Collection, Iterable

from sqlalchemy import Case, ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.db import apart
from matching.imports.enums import UNDECIDED
from matching.kernel import vault
from matching.kernel.identity import normal, normal_mobile
from matching.organisations.models import Organisation


def cohorts_in(within: frozenset[int]) -> Select[Cohort]:
    """By school, the youngest year first; the school comes along."""
    return (
        select(Cohort)
        .join(Cohort.school)
        .options(contains_eager(Cohort.school))
        .where(Cohort.school_id.in_(within))
        .order_by(Organisation.name, Cohort.entry_year.desc(), Cohort.name, Cohort.id)
    )


def kinds_of_cohorts(within: frozenset[int]) -> Select[int, str, int, int]:
    """(school, its name, entry year, how many cohorts), for the filter."""
    kind = (Organisation.id, Organisation.name, Cohort.entry_year)
    return (
        select(*kind, func.count())
        .join(Cohort, Cohort.school_id == Organisation.id)
        .where(Cohort.school_id.in_(within))
        .group_by(*kind)
        .order_by(Organisation.name, Organisation.id, Cohort.entry_year.desc())
    )


def is_a_cohort_called(words: str) -> ColumnElement[bool]:
    """Whether cohort or school is called so."""
    return or_(*(column.icontains(words, autoescape=True) for column in (Cohort.name, Organisation.name)))


def one_cohort(cohort_id: int, within: frozenset[int]) -> Select[Cohort]:
    """One of them."""
    return cohorts_in(within).where(Cohort.id == cohort_id)


def students_in(within: frozenset[int]) -> Select[Student]:
    """By cohort, class and number; cohort and account come along."""
    return (
        select(Student)
        .join(Student.cohort)
        .join(Student.account)
        .options(contains_eager(Student.cohort), contains_eager(Student.account))
        .where(Student.school_id.in_(within))
        .order_by(Student.cohort_id, Student.class_name, Student.student_number, Student.id)
    )


def one_student(student_id: int, within: frozenset[int]) -> Select[Student]:
    """One of them."""
    return students_in(within).where(Student.id == student_id)


def student_of_account(account_id: int) -> Select[Student]:
    """Who signs in with this account; the cohort comes along."""
    return (
        select(Student)
        .join(Student.cohort)
        .options(contains_eager(Student.cohort))
        .where(Student.account_id == account_id)
    )


def mobiles_of(account_ids: Collection[int]) -> dict[int, str]:
    """Account -> the number in the class list of who is enrolled; read apart, for text messages.

    A number that does not open counts as none.
    """
    wanted = select(Student.account_id, Student.phone_sealed, Student.row_key).where(
        Student.account_id.in_(account_ids),
        Student.state == StudentState.ENROLLED,
        Student.phone_sealed.is_not(None),
    )
    with apart("read") as session:
        sealed = session.execute(wanted).all()
    numbers = {
        account_id: vault.unsealed_or_none(number, table="student", column="phone", row_key=row_key)
        for account_id, number, row_key in sealed
        if number is not None
    }
    return {account_id: number for account_id, number in numbers.items() if number is not None}


def students_of(cohort_id: int, within: frozenset[int], *, named: bool) -> Select[Student]:
    """The students of a cohort.

    Not `named`, by pseudonym: the order of the numbers would tell whoever knows a class list who is who.
    """
    found = students_in(within).where(Student.cohort_id == cohort_id)
    return found if named else found.order_by(None).order_by(Student.pseudonym)


def is_named(name: str) -> ColumnElement[bool]:
    """Whether the student's name contains what was typed."""
    return Student.name.contains(name, autoescape=True)


def stands(state: str) -> ColumnElement[bool]:
    """Whether the student is in the state of this value, their own or, while enrolled, the account's."""
    own = [each for each in StudentState if each.value == state]
    if own:
        return Student.state.in_(own)
    accounts = [each for each in AccountState if each.value == state]
    return and_(Student.state == StudentState.ENROLLED, Account.state.in_(accounts))


def students_by_number(number: str, within: frozenset[int]) -> Select[Student]:
    """Who has exactly this ID number or this phone, as typed: the keyed index tells, nothing is opened."""
    same_id = Student.id_number_index == index_of_id_number(normal(number))
    return students_in(within).where(same_id | (Student.phone_index == index_of_phone(normal_mobile(number))))


def sizes_of(cohort_ids: Iterable[int]) -> Select[int, int, int]:
    """(cohort, enrolled students, of them still without a password)."""
    return (
        select(Student.cohort_id, func.count(), func.sum(_waiting_for_slip()))
        .join(Student.account)
        .where(Student.cohort_id.in_(list(cohort_ids)), Student.state == StudentState.ENROLLED)
        .group_by(Student.cohort_id)
        .order_by(Student.cohort_id)
    )


def classes_of(cohort_id: int) -> Select[str, int, int]:
    """(class, enrolled students, of them still without a password)."""
    return (
        select(Student.class_name, func.count(), func.sum(_waiting_for_slip()))
        .join(Student.account)
        .where(Student.cohort_id == cohort_id, Student.state == StudentState.ENROLLED)
        .group_by(Student.class_name)
        .order_by(Student.class_name)
    )


def without_password(cohort_id: int, within: frozenset[int]) -> Select[Student]:
    """Enrolled students who never used a slip."""
    return students_in(within).where(
        Student.cohort_id == cohort_id,
        Student.state == StudentState.ENROLLED,
        Account.state == AccountState.INVITED,
    )


def uploads_in(within: frozenset[int]) -> Select[RosterUpload]:
    """Class lists, the latest first; the cohort comes along."""
    return (
        select(RosterUpload)
        .join(RosterUpload.cohort)
        .join(Cohort.school)
        .options(contains_eager(RosterUpload.cohort).contains_eager(Cohort.school))
        .where(RosterUpload.school_id.in_(within))
        .order_by(RosterUpload.id.desc())
    )


def one_upload(upload_id: int, within: frozenset[int]) -> Select[RosterUpload]:
    """One of them."""
    return uploads_in(within).where(RosterUpload.id == upload_id)


def undecided(within: frozenset[int]) -> Select[RosterUpload]:
    """Class lists, and workbooks of several, that wait for their school."""
    return uploads_in(within).where(RosterUpload.state.in_(UNDECIDED))


def undecided_of(cohort_id: int, within: frozenset[int]) -> Select[RosterUpload]:
    """Those of one cohort."""
    return undecided(within).where(RosterUpload.cohort_id == cohort_id)


def enrolled_among(indexes: Iterable[bytes]) -> Select[bytes, int]:
    """(ID index, school) of those of these people who are enrolled somewhere."""
    return (
        select(Student.id_number_index, Student.school_id)
        .where(Student.id_number_index.in_(list(indexes)), Student.state == StudentState.ENROLLED)
        .order_by(Student.id)
    )


def usernames_of_school(code: str) -> Select[str]:
    """User names that begin with a school's code: a student number must not lead to one of them."""
    return (
        select(Account.username)
        .where(Account.username.startswith(code, autoescape=True))
        .order_by(Account.username)
    )


def index_of_id_number(id_number: str) -> bytes:
    """What finds an ID number without storing it."""
    return vault.blind_index("student.id_number", id_number)


def index_of_phone(phone: str) -> bytes:
    """What finds a phone without storing it."""
    return vault.blind_index("student.phone", phone)


def _waiting_for_slip() -> Case[int]:
    return case((Account.state == AccountState.INVITED, 1), else_=0)
