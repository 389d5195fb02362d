"""A list of teachers between upload and confirmation: checked against the register at every look."""

from matching.db import db
from matching.imports import keeping
from matching.imports import marked as marking
from matching.imports.columns import Lines
from matching.imports.lists import Listed
from matching.kernel import clock
from matching.kernel.sheets import clean
from matching.organisations.models import Organisation
from matching.practice import importer
from matching.practice.importer import Arrival, Column, Draft, Known, KnownTeacher, Teachers
from matching.practice.importer.teachers import PROFILE
from matching.practice.models import TeacherList
from matching.practice.queries import lists as queries
from matching.teachers.enums import PostState


def opened(kept: TeacherList) -> Listed:
    """The rows of a list nobody has decided on yet."""
    return keeping.opened(kept, Column)


def marked(listed: Listed, school: Organisation) -> bytes:
    """The school's own sheet as it stands now, with what is wrong marked."""
    found = checked(listed.lines, known_to(school, listed.lines))
    return marking.marked(listed.frame, found, title=listed.sheet or school.name)


def checked(lines: Lines, known: Known) -> Teachers:
    """All faults of all rows, by today's register."""
    return importer.check(lines, today=clock.today(), known=known)


def known_to(school: Organisation, lines: Lines) -> Known:
    """Who of the list is or was at this school, which user names are in use, who is called like others."""
    teachers: dict[str, KnownTeacher] = {}
    for number, state, elsewhere, teacher in db.session.execute(queries.known_at(school.id)):
        before = teachers.get(number.upper())
        if before is None or not before.is_here:
            teachers[number.upper()] = KnownTeacher(
                teacher.id,
                teacher.name,
                {str(column): getattr(teacher, column) for column in PROFILE},
                is_here=state is PostState.ACTIVE,
                is_elsewhere=elsewhere,
            )
    code = school.code.upper()
    in_use = db.session.scalars(queries.usernames_of_school(code))
    usernames = frozenset(name.upper().removeprefix(code) for name in in_use)
    names = {clean(cells.get(Column.NAME, "")) for cells in lines.values()}
    elsewhere_known = db.session.execute(queries.known_elsewhere(names, school.id))
    return Known(teachers, usernames, frozenset((name, since) for name, since in elsewhere_known))


def by_arrival(found: Teachers, known: Known) -> dict[Arrival, list[Draft]]:
    """The good rows by what they do; every kind is there."""
    drafts: dict[Arrival, list[Draft]] = {arrival: [] for arrival in Arrival}
    for draft in found.drafts:
        drafts[known.arrival_of(draft)].append(draft)
    return drafts
