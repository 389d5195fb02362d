"""Rows of a class list as somebody typed them, good unless a test says otherwise."""

import hashlib
from datetime import date

from matching.cohorts.importer import (
    Column,
    KnownStudents,
    Roster,
    check,
)
from matching.kernel.cells import Sheet, sheet_of
from matching.kernel.identity import id_check_digit

TODAY = date(2026, 3, 1)
FIRST_DAY = date(2026, 4, 13)
HEADINGS = ["姓名", "身份证号", "学号", "班级", "入学年份", "手机", "家庭所在县区", "学校评分"]


def an_id(born: str = "20080214", serial: int = 12) -> str:
    first = f"149999{born}{serial:03}"
    return first + id_check_digit(first)


def cells(**typed: str) -> dict[Column, str]:
    """Wang Siyuan's row, with some cells written differently."""
    good = {
        Column.NAME: "王思远",
        Column.ID_NUMBER: an_id(),
        Column.STUDENT_NUMBER: "20240001",
        Column.CLASS_NAME: "数控2401",
        Column.ENTRY_YEAR: "2024",
        Column.PHONE: "13800132207",
        Column.HOME_COUNTY: "尧都区",
        Column.SCHOOL_SCORE: "85.5",
    }
    return good | {Column(column): text for column, text in typed.items()}


def another(number: int, **typed: str) -> dict[Column, str]:
    """Somebody else, with an ID number and a student number of their own."""
    own = {"id_number": an_id(serial=number), "student_number": f"2024{number:04}"}
    return cells(**(own | typed))


def index_of(id_number: str) -> bytes:
    return hashlib.sha256(id_number.encode()).digest()


def checked(*rows: dict[Column, str], **known: frozenset) -> Roster:
    return check(
        dict(enumerate(rows, start=2)),
        today=TODAY,
        entry_year=2024,
        known=KnownStudents(index_of, **known),
        first_day=FIRST_DAY,
        minimum_age=16,
    )


def a_sheet(*headings: str, above: int = 0) -> Sheet:
    return sheet_of("名单", [*[["2024级名单"]] * above, headings, ["x"] * len(headings)])


# Headings


def column_heading(column: Column) -> str:
    return HEADINGS[list(Column).index(column)]
