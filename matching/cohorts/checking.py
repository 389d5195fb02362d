"""A class list between upload and confirmation: kept sealed, checked against the register at every look."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from matching.cohorts import importer, queries
from matching.cohorts.importer import Column, KnownStudents, Roster
from matching.cohorts.models import Cohort, RosterUpload
from matching.db import db
from matching.imports import keeping, lists
from matching.imports import marked as marking
from matching.imports.columns import Lines
from matching.imports.lists import Listed
from matching.kernel import clock
from matching.kernel.identity import normal
from matching.kernel.sheets import clean
from matching.law.book import Book
from matching.organisations.models import Organisation

AT_ONCE = 5000  # values in one IN: both databases take more


def read_file(data: bytes, filename: str, *, sheet: str | None = None) -> Listed:
    """The class list in a file; SheetRefused or SheetChoice where it cannot be read. Touches no database."""
    return lists.read_file(Column, data, filename, sheet=sheet)


def opened(upload: RosterUpload) -> Listed:
    """The list of an upload nobody has decided on yet."""
    return keeping.opened(upload, Column)


def marked(listed: Listed, cohort: Cohort) -> bytes:
    """The school's own sheet as it stands now, with what is wrong marked."""
    return marking.marked(listed.frame, checked(listed.lines, cohort), title=listed.sheet or cohort.name)


def checked(lines: Lines, cohort: Cohort, *, book: Book | None = None) -> Roster:
    """All faults of all rows, by today's rules and today's register."""
    return importer.check(
        lines,
        today=clock.today(),
        entry_year=cohort.entry_year,
        known=known_students(cohort.school, lines),
        first_day=cohort.internship_from,
        minimum_age=_minimum_age(book or Book.default(), cohort.internship_from),
    )


def _minimum_age(book: Book, day: date) -> int | None:
    """None where the rule is not in force: a window of another time tells of no age."""
    rule = book.on(day).get("INT-07")
    return int(rule.value) if rule else None


def known_students(school: Organisation, lines: Lines) -> KnownStudents:
    """Who of the list is enrolled already, here or elsewhere, and which student numbers are taken."""
    index = cache(queries.index_of_id_number)
    numbers = (normal(clean(cells.get(Column.ID_NUMBER, ""))) for cells in lines.values())
    here: set[bytes] = set()
    elsewhere: set[bytes] = set()
    for some in _in_parts(sorted({index(number) for number in numbers if number})):
        for found, school_id in db.session.execute(queries.enrolled_among(some)):
            (here if school_id == school.id else elsewhere).add(found)
    names = db.session.scalars(queries.usernames_of_school(school.code))
    return KnownStudents(
        index_of=index,
        here=frozenset(here),
        elsewhere=frozenset(elsewhere),
        student_numbers=frozenset(name.removeprefix(school.code) for name in names),
    )


def _in_parts(values: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
