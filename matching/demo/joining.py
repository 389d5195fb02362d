"""Teachers on their way in at the first school: one asks to join by its code, a list waits to be mended."""

from datetime import date
from functools import partial

from matching.db import db
from matching.demo.cast import PASSWORD
from matching.demo.people import student_name
from matching.demo.plan import Office
from matching.demo.stage import Stage
from matching.imports.lists import read_file
from matching.kernel import sheets
from matching.organisations.actions import NewPerson
from matching.organisations.models import Organisation
from matching.practice.actions import lists
from matching.practice.importer import Column
from matching.teachers.actions import TeacherDetails, make_code, register
from matching.teachers.enums import SkillLevel, TeacherKind
from matching.teachers.models import SchoolCode

MADE, ASKED, BROUGHT = -9, -2, -1  # days from today
NEWCOMER = "newteacher"
FILENAME = "2026秋季教师.xlsx"
# The columns after name and number; the third is of no known kind, the fourth tells half of a practice.
ROWS = (
    ("专业课教师", "机械类", "数控铣工", "2018-09-01", "", "技师", "汾河重工", "2023-07-03", "2023-08-18"),
    ("公共课教师", "", "语文", "2012-09-01", "", "", "", "", ""),
    ("班主任", "机械类", "钳工", "2020-09-01", "", "高级工", "", "", ""),
    ("实习指导教师", "机械类", "焊工", "2021-03-01", "是", "高级技师", "汾河重工", "", ""),
)


def come_in(stage: Stage) -> None:
    """At the school the demo's coordinator works at."""
    school = stage.plan.schools[0]
    stage.agenda.add(stage.calendar.at(MADE, 9), partial(_make_code, stage, school))
    stage.agenda.add(stage.calendar.at(ASKED, 16), partial(_ask, stage, school), alone=True)
    stage.agenda.add(stage.calendar.at(BROUGHT, 15), partial(_bring, stage, school))


def _make_code(stage: Stage, school: Office) -> None:
    make_code(_of(stage, school), by=stage.viewer(school.key))


def _ask(stage: Stage, school: Office) -> None:
    code = db.session.get_one(SchoolCode, stage.organisations[school.key]).code
    details = TeacherDetails(
        name=student_name(NEWCOMER, female=True),
        kind=TeacherKind.SPECIALISED,
        subject=_subject(stage, school),
        teaching_since=date(stage.calendar.today.year - 4, 9, 1),
        skill_level=SkillLevel.SENIOR,
    )
    person = NewPerson(username=NEWCOMER, name=details.name, password=PASSWORD)
    register(code, person, details, asked_from="")


def _subject(stage: Stage, school: Office) -> str:
    return min(one.major[:2] for one in stage.plan.classes if one.school == school.key)


def _bring(stage: Stage, school: Office) -> None:
    named = [(student_name(f"list:{n}", female=n % 2 == 0), f"N{n:03d}") for n in range(len(ROWS))]
    data = sheets.write(
        [[*who, *row] for who, row in zip(named, ROWS, strict=True)],
        title="教师名单",
        headings=[column.about.chinese for column in Column],
    )
    listed = read_file(Column, data, FILENAME)
    lists.upload(_of(stage, school), listed, filename=FILENAME, by=stage.viewer(school.key))


def _of(stage: Stage, school: Office) -> Organisation:
    return db.session.get_one(Organisation, stage.organisations[school.key])
