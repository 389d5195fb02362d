"""The second step: schools make cohorts and bring class lists as .xlsx files, through the real importer."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from matching.cohorts.actions import CohortProfile, create_cohort, enrol, upload_roster
from matching.cohorts.checking import read_file
from matching.cohorts.importer import Column
from matching.cohorts.models import Cohort, RosterUpload
from matching.db import db
from matching.demo.draws import drawn, one_of
from matching.demo.people import phone, score, student_name
from matching.demo.plan import FIRST, PAST, Class
from matching.demo.stage import Stage
from matching.kernel import clock, sheets
from matching.kernel.i18n import _
from matching.kernel.regions import counties, county

# From which day on schools bring their lists, and over how many days; counted from today.
MADE = {PAST: (-332, 12)}
USUALLY_MADE = (-74, 13)
A_CLASS = 27
DAYS_A_YEAR = 365.25
PHONES_FROM = 20_000
TELL_EVERY = 8  # lists
AFTERWARDS = 50  # where student numbers of those go on who are listed later

# On the first day; most are minors, as in life. One in 24 is not sixteen yet: the rules can be seen at work.
YOUNGEST, SPREAD = {2: 16.05, 3: 17.05}, 1.6
TOO_YOUNG, ONE_IN = 15.7, 24

Row = list[str]


def enrol_everybody(stage: Stage) -> None:
    """Every school makes the cohorts of a round and brings their lists on one working day."""
    for place, one in enumerate(stage.plan.classes):
        first, days = MADE.get(one.round, USUALLY_MADE)
        day = stage.calendar.working_day(first + drawn(f"{one.school}:{one.round}:day", days))
        stage.agenda.add(stage.calendar.at(day, 9, place), partial(_make, stage, one))
        stage.agenda.add(stage.calendar.at(day, 10, place), partial(_bring_all, stage, one, place))


def leave_some_to_mend(stage: Stage) -> None:
    """Some schools uploaded six more students these days; three of the rows have faults."""
    for number, school in enumerate(stage.plan.schools):
        if number % 4 == 0:
            at = stage.calendar.at(-1 - number, 16, 20)
            stage.agenda.add(at, partial(_bring_faulty, stage, school.key))


def workbook(rows: Sequence[Row]) -> bytes:
    """A class list as a school would send it."""
    columns = list(Column)
    digits = (Column.ID_NUMBER, Column.STUDENT_NUMBER, Column.PHONE)
    return sheets.write(
        rows,
        title="学生名单",
        headings=[column.label for column in columns],
        as_text=[columns.index(column) for column in digits],
    )


def _make(stage: Stage, one: Class) -> None:
    stage.come_in(one.school)
    stage.cohorts[one.shortened] = create_cohort(
        stage.organisations[one.school], _profile(stage, one), by=stage.viewer(one.school)
    ).id


def _bring_all(stage: Stage, one: Class, place: int) -> None:
    """The list is checked, and nothing is wrong with it: everybody is enrolled an hour later."""
    upload_id = _bring(stage, one, list(_rows(stage, one, place)), filename=f"{one.shortened}学生名单.xlsx")
    stage.agenda.add(clock.now() + timedelta(hours=1), partial(_enrol, stage, one, upload_id))


def _bring(stage: Stage, one: Class, rows: Sequence[Row], *, filename: str) -> int:
    listed = read_file(workbook(rows), filename)
    cohort = db.session.get_one(Cohort, stage.cohorts[one.shortened])
    return upload_roster(cohort, listed, filename=filename, by=stage.viewer(one.school)).id


def _bring_faulty(stage: Stage, school: str) -> None:
    stage.come_in(school)
    one = next(one for one in stage.plan.classes if one.school == school and one.round != PAST)
    rows = list(_rows(stage, one, AFTERWARDS))[:6]
    number = rows[1][1]
    rows[1][1] = number[:-1] + ("0" if number[-1] != "0" else "1")  # the check digit is wrong
    rows[3][5] = rows[3][5][:-1]  # a phone that is one digit short
    rows[4][6] = "曲沃线"  # a county that does not exist
    _bring(stage, one, rows, filename=f"{one.shortened}补录名单.xlsx")
    stage.say(_("A class list with three faults waits for its school."))


def _enrol(stage: Stage, one: Class, upload_id: int) -> None:
    upload = db.session.get_one(RosterUpload, upload_id)
    count = enrol(upload, version=upload.version, by=stage.viewer(one.school))
    stage.counts.update(lists=1, students=count)
    lists, students = stage.counts["lists"], stage.counts["students"]
    if lists % TELL_EVERY == 0 or lists == len(stage.plan.classes):
        stage.say(
            _("{lists} of {all} class lists enrolled, {students} students.").format(
                lists=lists, all=len(stage.plan.classes), students=students
            )
        )


def _profile(stage: Stage, one: Class) -> CohortProfile:
    year = stage.calendar.entry_year(one.round, one.study_year)
    first, last = stage.calendar.window(one.round)
    return CohortProfile(
        name=f"{year} 级{one.name}",
        major_code=one.major,
        level=one.level,
        entry_year=year,
        internship_from=first,
        internship_until=last,
    )


def _rows(stage: Stage, one: Class, place: int) -> Iterator[Row]:
    """The cells of every student, in the order of our columns."""
    year = stage.calendar.entry_year(one.round, one.study_year)
    for number in range(1, one.students + 1):
        key = f"{one.shortened}:{place}:{number}"
        female = drawn(f"{key}:sex", 100) < one.girls
        yield [
            student_name(key, female=female),
            stage.id_numbers.one(_born(stage, one, key, number), female=female),
            f"{year}{place + 1:02d}{number:03d}",
            f"{one.shortened}{year % 100:02d}{1 + (number - 1) // A_CLASS:02d}",
            str(year),
            phone(PHONES_FROM + 1000 * place + number),
            _home(one, key),
            score(key),
        ]


def _born(stage: Stage, one: Class, key: str, number: int) -> date:
    first = stage.calendar.first_monday(one.round)
    years = YOUNGEST[one.study_year] + SPREAD * drawn(f"{key}:age", 1000) / 1000
    if number % ONE_IN == 0 and one.round not in (PAST, FIRST):
        years = TOO_YOUNG
    return first - timedelta(days=round(DAYS_A_YEAR * years))


def _home(one: Class, key: str) -> str:
    """Most come from near the school; the importer understands any spelling, the full name is usual."""
    near = drawn(f"{key}:near", 100) < 70
    code = one_of(f"{key}:home", one.near if near else [unit.code for unit in counties()])
    place = county(code)
    return place.name_zh if place else ""
