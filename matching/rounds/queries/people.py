"""Who takes part, and how far they are."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, and_, case, cast, func, select
from sqlalchemy.orm import contains_eager

from matching.cohorts.enums import Sex, StudentState
from matching.cohorts.models import Cohort, Student
from matching.organisations.models import Organisation
from matching.rounds.enums import LIVE, ListState
from matching.rounds.models import (
    MatchRound,
    RoundCohort,
    WishList,
)


def cohorts_of(round_id: int) -> Select[Cohort]:
    """Who takes part, by school and name; the school comes along."""
    return (
        select(Cohort)
        .join(RoundCohort, RoundCohort.cohort_id == Cohort.id)
        .join(Cohort.school)
        .options(contains_eager(Cohort.school))
        .where(RoundCohort.round_id == round_id)
        .order_by(Organisation.name, Cohort.name, Cohort.id)
    )


def busy_elsewhere(round_id: int | None) -> Select[int, str]:
    """(cohort, name of the round) for cohorts that already take part in another unfinished round."""
    other = MatchRound.id != round_id if round_id else MatchRound.id.is_not(None)
    return (
        select(RoundCohort.cohort_id, MatchRound.name)
        .join(MatchRound, MatchRound.id == RoundCohort.round_id)
        .where(MatchRound.state.in_(LIVE), other)
        .order_by(RoundCohort.cohort_id, MatchRound.id)
    )


def students_of(round_id: int) -> Select[Student]:
    """Enrolled students of its cohorts, by school, class and number; cohort and school come along."""
    return (
        select(Student)
        .join(Student.cohort)
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .join(Cohort.school)
        .options(contains_eager(Student.cohort).contains_eager(Cohort.school))
        .where(RoundCohort.round_id == round_id, Student.state == StudentState.ENROLLED)
        .order_by(Organisation.name, Student.class_name, Student.student_number, Student.id)
    )


def kinds_of_students(round_id: int) -> Select[date, Sex, int, str, int]:
    """(born on, sex, entry year, major, how many): all the law asks about a student, in few rows."""
    kind = (Student.born_on, Student.sex, Student.entry_year, Cohort.major_code)
    return (
        select(*kind, func.count())
        .join(Student.cohort)
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .where(RoundCohort.round_id == round_id, Student.state == StudentState.ENROLLED)
        .group_by(*kind)
        .order_by(*kind)
    )


def students_at_a_glance(
    round_id: int, within: frozenset[int] | None = None
) -> Select[int, date, Sex, int, str, str, int, str]:
    """(id, born on, sex, entry year, major, class, school, its name) of students who take part.

    Of these schools, or of all for those who only count.
    """
    found = (
        select(
            Student.id,
            Student.born_on,
            Student.sex,
            Student.entry_year,
            Cohort.major_code,
            Student.class_name,
            Student.school_id,
            Organisation.name,
        )
        .join(Student.cohort)
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .join(Cohort.school)
        .where(RoundCohort.round_id == round_id, Student.state == StudentState.ENROLLED)
        .order_by(Organisation.name, Student.class_name, Student.student_number, Student.id)
    )
    return found if within is None else found.where(Student.school_id.in_(within))


def students_by_id(ids: Collection[int]) -> Select[Student]:
    """These, by school, class and number; cohort and school come along."""
    return (
        select(Student)
        .join(Student.cohort)
        .join(Cohort.school)
        .options(contains_eager(Student.cohort).contains_eager(Cohort.school))
        .where(Student.id.in_(ids))
        .order_by(Organisation.name, Student.class_name, Student.student_number, Student.id)
    )


def sizes_of(round_ids: Iterable[int], within: frozenset[int]) -> Select[int, int, int, int, int]:
    """(round, cohorts, students of these schools, with a list that counts, with one that is only saved)."""
    submitted = case((WishList.submission_id.is_not(None), 1), else_=0)
    saved = case((is_only_saved(), 1), else_=0)
    return (
        select(
            RoundCohort.round_id,
            func.count(RoundCohort.cohort_id.distinct()),
            func.count(),
            func.sum(submitted),
            func.sum(saved),
        )
        .join(Student, Student.cohort_id == RoundCohort.cohort_id)
        .outerjoin(
            WishList, (WishList.student_id == Student.id) & (WishList.round_id == RoundCohort.round_id)
        )
        .where(
            RoundCohort.round_id.in_(list(round_ids)),
            Student.state == StudentState.ENROLLED,
            Student.school_id.in_(within),
        )
        .group_by(RoundCohort.round_id)
        .order_by(RoundCohort.round_id)
    )


def participants(round_id: int, within: frozenset[int]) -> Select[Student, WishList]:
    """(student, list or None) of these schools, by school, class and number."""
    return (
        students_of(round_id)
        .where(Student.school_id.in_(within))
        .outerjoin(WishList, (WishList.student_id == Student.id) & (WishList.round_id == round_id))
        .add_columns(WishList)
    )


def schools_of(round_id: int, within: frozenset[int]) -> Select[int, str, int]:
    """(id, name, students) of the schools that take part, for the filter."""
    school = (Organisation.name, Organisation.id)
    return (
        select(Organisation.id, Organisation.name, func.count())
        .join(Student, Student.school_id == Organisation.id)
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .where(_takes_part(round_id, within))
        .group_by(*school)
        .order_by(*school)
    )


def classes_of(round_id: int, within: frozenset[int]) -> Select[str, int]:
    """(name, students) of the classes that take part, for the filter."""
    return (
        select(Student.class_name, func.count())
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .where(_takes_part(round_id, within))
        .group_by(Student.class_name)
        .order_by(Student.class_name)
    )


def _takes_part(round_id: int, within: frozenset[int]) -> ColumnElement[bool]:
    return and_(
        RoundCohort.round_id == round_id,
        Student.state == StudentState.ENROLLED,
        Student.school_id.in_(within),
    )


def the_last_first() -> tuple[SQLColumnExpression[Any], ...]:
    """The order in which somebody reminds: who has nothing, who has not submitted, the rest."""
    far = case((stands(ListState.EMPTY), 0), (stands(ListState.SAVED), 1), else_=2)
    return far, Organisation.name, Student.class_name, Student.student_number, Student.id


def stands(standing: str) -> ColumnElement[bool]:
    """Whether a participant's list is in this state; one that was changed since counts as submitted."""
    submitted = WishList.submission_id.is_not(None)
    standings: dict[str, ColumnElement[bool]] = {
        ListState.SUBMITTED: submitted,
        ListState.SAVED: is_only_saved(),
        ListState.EMPTY: WishList.id.is_(None) | (~submitted & ~has_order()),
    }
    return standings[standing]


def is_only_saved() -> ColumnElement[bool]:
    """Whether a list has wishes of which none was ever submitted."""
    return WishList.submission_id.is_(None) & has_order()


def has_order() -> ColumnElement[bool]:
    """Whether there is any wish on a list."""
    # An emptied list is kept as the JSON text of an empty list.
    return cast(WishList.order, Text) != "[]"
