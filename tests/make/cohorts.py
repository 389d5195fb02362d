"""Cohorts and students, enrolled by the real path: upload, check, confirm."""

from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy import func, select

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.accounts import actions as accounts
from matching.accounts.models import Account
from matching.cohorts import actions, queries
from matching.cohorts.enums import Level
from matching.cohorts.importer import Column
from matching.cohorts.models import Cohort, Student
from matching.db import db
from matching.imports.lists import Frame, Listed, Workbook
from matching.kernel.identity import id_check_digit
from matching.kernel.regions import county
from matching.kernel.sheets import write
from matching.organisations.queries import staff_ids, viewer_of
from tests.cast import PASSWORD, Person
from tests.make import acting

FIRST_DAY, LAST_DAY = date(2026, 4, 13), date(2026, 10, 9)
LATHES = "0101"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "一二三四五六七八九十子丑寅卯辰巳午未申酉"

_numbers = count(1)


@dataclass(frozen=True)
class MadeCohort:
    """A cohort and its students in the order of their student numbers."""

    id: int
    school_id: int
    students: tuple[int, ...]  # student ids


@dataclass(frozen=True)
class MadeStudent:
    """A student; `person` can sign in once `activated` was asked for."""

    id: int
    cohort_id: int
    account_id: int
    username: str
    name: str
    id_number: str
    phone: str


def an_id_number(number: int, *, born: date = date(2008, 3, 1), female: bool = False) -> str:
    """A valid ID number of nobody: the division 149999 does not exist."""
    order = number * 2 % 1000 + (0 if female else 1)
    first17 = f"149999{born:%Y%m%d}{order:03d}"
    return first17 + id_check_digit(first17)


def a_row(number: int, **cells: str) -> dict[Column, str]:
    """The cells of one line as a school would type them; any of them by its column's value."""
    # Orders of an ID number end at 499 per day and sex: later numbers are born on later days.
    born = date.fromordinal(date(2007, 1, 1).toordinal() + number // 499)
    row = {
        Column.NAME: SURNAMES[number % 20] + GIVEN[number // 20 % 20] + GIVEN[number // 400 % 20],
        Column.ID_NUMBER: an_id_number(number % 499, born=born),
        Column.STUDENT_NUMBER: f"2024{number:05d}",
        Column.CLASS_NAME: f"数控24{1 + number // 40 % 50:02d}",
        Column.ENTRY_YEAR: "2024",
        Column.PHONE: f"139{number:08d}",
        Column.HOME_COUNTY: "尧都区",
        Column.SCHOOL_SCORE: f"{60 + number % 40}",
    }
    return {**row, **{Column(column): text for column, text in cells.items()}}


def a_cohort(
    *,
    of: Person,
    students: int = 0,
    major: str = LATHES,
    level: Level = Level.SENIOR,
    entry_year: int = 2024,
    first_day: date = FIRST_DAY,
    last_day: date = LAST_DAY,
    rows: list[dict[Column, str]] | None = None,
) -> MadeCohort:
    """A cohort of this person's school with so many students, or with exactly these rows."""
    rows = rows if rows is not None else [a_row(next(_numbers)) for _student in range(students)]
    for row in rows:
        row[Column.ENTRY_YEAR] = str(entry_year)
    with acting():
        profile = actions.CohortProfile(
            name=f"{entry_year}级第{next(_numbers)}批",
            major_code=major,
            level=level,
            entry_year=entry_year,
            internship_from=first_day,
            internship_until=last_day,
        )
        cohort = actions.create_cohort(of.organisation_id, profile, by=of.viewer)
        if rows:
            _enrol(cohort, rows, of)
        ids = db.session.scalars(
            select(Student.id).where(Student.cohort_id == cohort.id).order_by(Student.student_number)
        )
        return MadeCohort(cohort.id, cohort.school_id, tuple(ids))


def a_student(
    *,
    of: Person,
    cohort: MadeCohort | None = None,
    activated: bool = False,
    home_county: str = "141002",
    school_score: int = 800,
    born: date | None = None,
    female: bool = False,
    skills: str = "",
    **cells: str,
) -> MadeStudent:
    """One student, in this cohort or a new one. `school_score` in tenths; `activated`: can sign in.

    Further cells of the class list by their column's value: `name="王五"`, `class_name="数控2401"`.
    """
    number = next(_numbers)
    there = county(home_county)
    assert there is not None, home_county
    given = {"home_county": there.name_zh, "school_score": f"{school_score / 10:g}", **cells}
    if born is not None or female:
        given.setdefault(
            "id_number", an_id_number(number % 499, born=born or date(2008, 3, 1), female=female)
        )
    row = a_row(number, **given)
    cohort = cohort or a_cohort(of=of)
    with acting():
        known = db.session.scalars(queries.one_cohort(cohort.id, frozenset({of.organisation_id}))).one()
        row[Column.ENTRY_YEAR] = str(known.entry_year)
        _enrol(known, [row], of)
        student = db.session.scalars(
            select(Student).where(
                Student.cohort_id == cohort.id, Student.student_number == row[Column.STUDENT_NUMBER]
            )
        ).one()
        if skills:
            actions.edit_student(student, _with_skills(student, skills), version=1, by=of.viewer)
        made = MadeStudent(
            student.id,
            cohort.id,
            student.account_id,
            student.account.username,
            student.name,
            student.id_number,
            student.phone,
        )
    if activated:
        activate(made.id)
    return made


def activate(student_id: int) -> Person:
    """The student used the slip and read the privacy notice; somebody a browser can be `as_`."""
    who = person_of(student_id)
    with acting():
        code = accounts.issue_codes([who.account_id], by=_coordinator(who.organisation_id))[who.account_id]
    with acting():
        accounts.activate(who.username, code=code, password=PASSWORD)
    with acting():
        account = db.session.get_one(Account, who.account_id)
        accounts.accept_privacy_notice(account, by=who.viewer)
    return who


def person_of(student_id: int) -> Person:
    """The student as a person of the tests, whether or not the account is active."""
    with acting():
        student = db.session.get_one(Student, student_id)
        return Person(student.account.username, student.account_id, student.school_id)


def students_of(cohort_id: int) -> int:
    """How many students are stored in a cohort."""
    with acting():
        return (
            db.session.scalar(select(func.count()).select_from(Student).where(Student.cohort_id == cohort_id))
            or 0
        )


def an_upload(cohort: MadeCohort, rows: list[dict[Column, str]], *, of: Person) -> int:
    """A class list that waits for its school; its id."""
    with acting():
        known = db.session.get_one(Cohort, cohort.id)
        listed = _listed(rows)
        return actions.upload_roster(known, listed, filename="名单.xlsx", by=of.viewer).id


def a_workbook(cohort: MadeCohort, *lists: list[dict[Column, str]], of: Person) -> int:
    """A workbook that waits until one of its sheets is chosen; its id."""
    headings = [column.label for column in Column]
    sheets = [[headings, *(list(row.values()) for row in rows)] for rows in lists]
    names = [f"{number}班" for number in range(1, len(lists) + 1)]
    more = list(zip(names[1:], sheets[1:], strict=True))
    data = write(sheets[0][1:], title=names[0], headings=headings, more=more)
    with acting():
        known = db.session.get_one(Cohort, cohort.id)
        brought = Workbook(tuple(names), data)
        return actions.keep_workbook(known, brought, filename="各班.xlsx", by=of.viewer).id


def _enrol(cohort: Cohort, rows: list[dict[Column, str]], who: Person) -> None:
    listed = _listed(rows)
    upload = actions.upload_roster(cohort, listed, filename="名单.xlsx", by=who.viewer)
    actions.enrol(upload, version=upload.version, by=who.viewer)


def _coordinator(school_id: int) -> Viewer:
    """Somebody of the school who may hand out slips."""
    role = Role.SCHOOL_COORDINATOR
    account_id, _school = db.session.execute(staff_ids(frozenset({school_id}), role)).first() or (0, 0)
    return viewer_of(db.session.get_one(Account, account_id), db.session())


def _with_skills(student: Student, skills: str) -> actions.StudentProfile:
    return actions.StudentProfile(
        name=student.name,
        class_name=student.class_name,
        phone=None,
        home_county=student.home_county,
        school_score=student.school_score,
        skills=skills,
    )


def _listed(rows: list[dict[Column, str]]) -> Listed:
    """The rows as a sheet with our own headings holds them."""
    columns = list(Column)
    headings = tuple(column.label for column in columns)
    empty = tuple("" for _column in columns)
    places = {column: place for place, column in enumerate(columns)}
    frame = Frame(1, places, (headings, *(empty for _row in rows)))
    return Listed(dict(enumerate(rows, start=2)), frame, sheet="学生")
