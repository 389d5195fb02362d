"""The list of rounds and of who takes part: narrowed, sorted, taken along."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import select

from matching.cohorts.models import Student
from matching.db import db
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.make.rounds import a_round
from tests.make.slots import a_slot
from tests.make.wishes import wishes_of

CNC = "0106"


def test_the_list_of_participants_is_narrowed_sorted_and_taken_along_for_a_reason(
    *, browser: Browser, lin: Person, hua: Person, bao: Person
) -> None:
    cohort = a_cohort(of=lin, students=3, major=CNC)
    slot = a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, [slot])
    with acting():
        names = dict(db.session.execute(select(Student.id, Student.name)).all())
        pseudonyms = dict(db.session.execute(select(Student.id, Student.pseudonym)).all())
    first, *others = cohort.students
    school, address = browser.as_(lin), f"/rounds/{made.id}/participants"
    found = school.get(f"{address}?q={names[others[0]]}&state=empty")
    assert names[others[0]] in found
    assert names[others[1]] not in found
    behind = school.get(f"{address}?sort=behind").text
    assert max(behind.index(names[one]) for one in others) < behind.index(names[first])
    assert school.get(f"{address}.xlsx?state=empty").html, "a reason is asked for first"
    file = school.post(f"{address}.xlsx?state=empty", {"reason": "班主任催填志愿"})
    assert {row[0] for row in _rows(file)} == {"姓名", *(names[one] for one in others)}
    assert {row[-1] for row in _rows(file)} == {"可选岗位", 1}
    officers = _rows(browser.as_(bao).post(f"{address}.xlsx", {"reason": "对外核对"}))
    assert {row[0] for row in officers} == {"代号", *pseudonyms.values()}


def test_the_list_of_rounds_is_narrowed_and_taken_along(
    *, browser: Browser, lin: Person, hua: Person, bao: Person
) -> None:
    cohort = a_cohort(of=lin, students=2)
    a_slot(of=hua)
    a_round(name="春季", cohorts=[cohort])
    a_round(name="秋季", open=False)
    officer = browser.as_(bao)
    assert "秋季" not in officer.get("/rounds?q=春").text
    preparing = officer.get("/rounds?state=preparing").text
    assert "秋季" in preparing
    assert "春季" not in preparing
    assert [(row[0], row[-2]) for row in _rows(officer.get("/rounds/list.xlsx?q=春"))] == [
        ("轮次", "学生"),
        ("春季", 2),
    ]
    assert {row[0] for row in _rows(browser.as_(lin).get("/rounds/list.xlsx"))} == {"轮次", "春季"}


def _rows(page: Page) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(page.body)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=2, values_only=True))
