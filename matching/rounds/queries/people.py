"""Who takes part, and how far they are."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, select
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


def participants(
    round_id: int,
    within: frozenset[int],
    *,
    standing: ListState | None = None,
    school_id: int | None = None,
    class_name: str = "",
) -> Select[Student, WishList]:
    """(student, list or None) of these schools, by school, class and number."""
    query = (
        students_of(round_id)
        .where(Student.school_id.in_(within))
        .outerjoin(WishList, (WishList.student_id == Student.id) & (WishList.round_id == round_id))
        .add_columns(WishList)
    )
    if standing is not None:
        query = query.where(_stands(standing))
    if school_id is not None:
        query = query.where(Student.school_id == school_id)
    return query.where(Student.class_name == class_name) if class_name else query


def schools_of(round_id: int, within: frozenset[int]) -> Select[int, str]:
    """(id, name) of the schools that take part, for the filter."""
    return (
        select(Organisation.id, Organisation.name)
        .where(
            Organisation.id.in_(within),
            Organisation.id.in_(
                select(Cohort.school_id)
                .join(RoundCohort, RoundCohort.cohort_id == Cohort.id)
                .where(RoundCohort.round_id == round_id)
            ),
        )
        .order_by(Organisation.name, Organisation.id)
    )


def classes_of(round_id: int, within: frozenset[int]) -> Select[str]:
    """Names of classes that take part, for the filter."""
    return (
        select(Student.class_name)
        .join(RoundCohort, RoundCohort.cohort_id == Student.cohort_id)
        .where(
            RoundCohort.round_id == round_id,
            Student.state == StudentState.ENROLLED,
            Student.school_id.in_(within),
        )
        .distinct()
        .order_by(Student.class_name)
    )


def _stands(standing: ListState) -> ColumnElement[bool]:
    if standing is ListState.SUBMITTED:
        return WishList.submission_id.is_not(None)
    if standing is ListState.SAVED:
        return is_only_saved()
    return WishList.id.is_(None) | (WishList.submission_id.is_(None) & ~has_order())


def is_only_saved() -> ColumnElement[bool]:
    """Whether a list has wishes of which none was ever submitted."""
    return WishList.submission_id.is_(None) & has_order()


def has_order() -> ColumnElement[bool]:
    """Whether there is any wish on a list."""
    # An emptied list is kept as the JSON text of an empty list.
    return cast(WishList.order, Text) != "[]"
