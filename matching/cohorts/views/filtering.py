"""What the lists of cohorts and of students can be narrowed and sorted by."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import Row

from matching.accounts.enums import AccountState
from matching.cohorts import queries
from matching.cohorts.enums import StudentState
from matching.cohorts.models import Cohort, Student
from matching.db import db
from matching.kernel.i18n import _
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for

# What a school reads in the list: how far each account is, and who has left.
STANDINGS = (AccountState.INVITED, AccountState.ACTIVE, StudentState.WITHDRAWN)


def cohorts_listing(within: frozenset[int]) -> Listing:
    """By school for those who see several, by entry year."""
    return asked_for(
        [
            Filter(name="q", legend=_("Cohort or school"), where=queries.is_a_cohort_called, kind=Kind.WORDS),
            *_schools_and_years(within),
        ],
        [
            Sort(name="school", label=_("By school and year")),
            Sort(name="start", label=_("Earliest start first"), by=(Cohort.internship_from, Cohort.id)),
        ],
    )


def _schools_and_years(within: frozenset[int]) -> Iterator[Filter]:
    schools: Counter[tuple[int, str]] = Counter()
    years: Counter[int] = Counter()
    for school_id, name, year, count in db.session.execute(queries.kinds_of_cohorts(within)):
        schools[school_id, name] += count
        years[year] += count
    if len(schools) > 1:
        yield Filter(
            name="school",
            legend=_("School"),
            where=lambda one_id: Cohort.school_id == int(one_id),
            options=[Option(str(one_id), name, rows) for (one_id, name), rows in schools.items()],
        )
    yield Filter(
        name="year",
        legend=_("Entry year"),
        where=lambda year: Cohort.entry_year == int(year),
        options=[Option(str(year), str(year), years[year]) for year in sorted(years, reverse=True)],
    )


def students_listing(classes: Sequence[Row[str, int, int]], *, named: bool) -> Listing:
    """By class, and by name and score where the reader keeps the list."""
    narrow = [_by_class(classes), _by_state(STANDINGS if named else tuple(StudentState))]
    if not named:
        return asked_for(narrow)
    by_name = Filter(name="q", legend=_("Name contains"), where=queries.is_named, kind=Kind.WORDS)
    score = (Student.school_score.desc(), Student.student_number, Student.id)
    return asked_for(
        [by_name, *narrow],
        [
            Sort(name="class", label=_("By class and number")),
            Sort(name="score", label=_("Highest score first"), by=score, falling=True),
        ],
    )


def _by_class(classes: Sequence[Row[str, int, int]]) -> Filter:
    return Filter(
        name="class",
        legend=_("Class"),
        where=lambda name: Student.class_name == name,
        options=[Option(name, name, count) for name, count, _waiting in classes],
    )


def _by_state(states: Sequence[AccountState | StudentState]) -> Filter:
    options = [Option(str(state.value), state.label) for state in states]
    return Filter(name="state", legend=_("State"), where=queries.stands, options=options)
