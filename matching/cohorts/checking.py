"""A class list between upload and confirmation: kept sealed, checked against the register at every look."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from matching.cohorts import importer, queries
from matching.cohorts.importer import Column, Frame, KnownStudents, Lines, Roster
from matching.cohorts.models import Cohort, RosterUpload
from matching.db import db
from matching.kernel import clock, vault
from matching.kernel.identity import normal
from matching.kernel.sheets import clean
from matching.law.book import Book
from matching.organisations.models import Organisation

AT_ONCE = 5000  # values in one IN: both databases take more

# After a decision nothing personal stays: who was enrolled is in the register, the rest is not ours.
EMPTIED = b""


@dataclass(frozen=True)
class ClassList:
    """The raw cells by line as the sheet numbers them, and what is worth telling about the file."""

    lines: Lines
    frame: Frame
    sheet: str = ""
    ignored: tuple[str, ...] = ()  # headings we do not know
    tidied: int = 0  # cells that were written in full width, with blanks, as numbers ...


def read_file(data: bytes, filename: str, *, sheet: str | None = None) -> ClassList:
    """The class list in a file; SheetRefused or SheetChoice where it cannot be read. Touches no database."""
    page = importer.sheet_of_students(data, filename, sheet=sheet)
    columns = importer.columns_of(page)
    lines = importer.lines_of(page, columns)
    return ClassList(
        lines=lines,
        frame=importer.frame_of(page, columns, lines),
        sheet=page.name,
        ignored=columns.ignored,
        tidied=page.repairs,
    )


@dataclass(frozen=True)
class Workbook:
    """A file of several class lists: the titles of their sheets, and all of it."""

    names: tuple[str, ...]
    data: bytes


def sealed_workbook(brought: Workbook, row_key: bytes) -> bytes:
    """The file as the table keeps it until a sheet is chosen."""
    told = {"names": brought.names, "data": b64encode(brought.data).decode()}
    text = json.dumps(told, ensure_ascii=False)
    return vault.seal(text, table="roster_upload", column="sheet", row_key=row_key)


def opened_workbook(upload: RosterUpload) -> Workbook:
    """The file of an upload whose sheet nobody has chosen yet."""
    told = json.loads(_unsealed(upload))
    return Workbook(tuple(told["names"]), b64decode(told["data"]))


def _unsealed(upload: RosterUpload) -> bytes:
    return vault.open_bytes(
        upload.sheet_sealed, table="roster_upload", column="sheet", row_key=upload.row_key
    )


def sealed(listed: ClassList, row_key: bytes) -> bytes:
    """The list as the table keeps it."""
    return vault.seal(_as_json(listed), table="roster_upload", column="sheet", row_key=row_key)


def index_of(listed: ClassList) -> bytes:
    """Equal files meet here: a second click on the button makes no second list."""
    return vault.blind_index("roster_upload.sheet", _as_json(listed))


def opened(upload: RosterUpload) -> ClassList:
    """The list of an upload nobody has decided on yet."""
    told = json.loads(_unsealed(upload))
    lines = {
        int(line): {Column(column): text for column, text in cells.items()}
        for line, cells in told.pop("lines").items()
    }
    return ClassList(
        lines=lines,
        frame=_frame(told["frame"]) if "frame" in told else importer.frame_of_lines(lines),
        sheet=told["sheet"],
        ignored=tuple(told["ignored"]),
        tidied=told["tidied"],
    )


def _frame(told: dict[str, Any]) -> Frame:
    places = {Column(column): place for column, place in told["places"].items()}
    return Frame(told["heading_line"], places, tuple(tuple(row) for row in told["rows"]))


def marked(listed: ClassList, cohort: Cohort) -> bytes:
    """The school's own sheet as it stands now, with what is wrong marked."""
    return importer.marked(listed.frame, checked(listed.lines, cohort), title=listed.sheet or cohort.name)


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


def _as_json(listed: ClassList) -> str:
    return json.dumps(asdict(listed), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
