"""What can be wrong with a row, and what is only worth knowing: words for the page that helps to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from matching.cohorts.importer.columns import Column
from matching.kernel.i18n import _, _l, _n
from matching.kernel.labels import LabelledEnum


class FaultCode(LabelledEnum):
    """The kinds of faults; the label is the problem as the summary names it."""

    EMPTY = "empty", "{column} is empty"
    ROUNDED = "rounded", "The spreadsheet has rounded the number"
    NAME = "name", "Not a name"
    ID_LENGTH = "id_length", "ID number of a wrong length"
    ID_CHARACTERS = "id_characters", "ID number with wrong characters"
    ID_BIRTH = "id_birth", "ID number with an impossible birth date"
    ID_CHECK = "id_check", "ID number that does not add up"
    STUDENT_NUMBER = "student_number", "Not a student number"
    CLASS_NAME = "class_name", "Class name too long"
    YEAR = "year", "Entry year cannot be read"
    YEAR_OTHER = "year_other", "Entry year is not the cohort's"
    PHONE = "phone", "Mobile number that cannot be right"
    COUNTY = "county", "Unknown county"
    SCORE = "score", "Score is not a number from 0 to 100"
    TWICE_ID = "twice_id", "The same ID number twice"
    TWICE_NUMBER = "twice_number", "The same student number twice"
    KNOWN_HERE = "known_here", "Already among your students"
    KNOWN_ELSEWHERE = "known_elsewhere", "Registered at another school"
    NUMBER_TAKEN = "number_taken", "Student number already in use"

    @property
    def fix(self) -> str:
        """What to do about it, in a few words."""
        return str(_FIXES.get(self, _l("Correct it below")))


_FIXES: Mapping[FaultCode, str] = {
    FaultCode.EMPTY: _l("Fill it in below"),
    FaultCode.ROUNDED: _l("Set the column to text in the file, or type the number again below"),
    FaultCode.TWICE_ID: _l("Keep one of the rows"),
    FaultCode.TWICE_NUMBER: _l("Correct one of the two, or keep one of the rows"),
    FaultCode.KNOWN_HERE: _l("Leave the row out, or change the student in your list"),
    FaultCode.KNOWN_ELSEWHERE: _l("Leave the row out, and ask the bureau about a transfer"),
    FaultCode.NUMBER_TAKEN: _l("Check whose number it is"),
}


class Mend(NamedTuple):
    """Why a cell cannot be taken, with a value that would be, where there is a good guess."""

    code: FaultCode
    sentence: str
    suggestion: str | None = None
    other_line: int | None = None


@dataclass(frozen=True)
class Fault:
    """One cell that has to be mended. ``value`` is as typed: show it through ``importer.masked``."""

    line: int
    column: Column
    value: str
    code: FaultCode
    sentence: str
    suggestion: str | None = None  # takes the place of the value when somebody presses the button
    other_line: int | None = None  # the earlier row with the same number


class Tidied(NamedTuple):
    """A value that was understood although it was written differently."""

    line: int
    column: Column
    before: str
    after: str


class NoteCode(LabelledEnum):
    """Consequences, no errors."""

    UNDER_AGE = "under_age", "Too young on the internship's first day"
    NO_PHONE = "no_phone", "No phone number yet"


@dataclass(frozen=True)
class Note:
    """Something about a good row that its school should know before it confirms."""

    line: int
    code: NoteCode
    sentence: str


@dataclass(frozen=True)
class Problem:
    """One row of the summary: the problem, the rows that have it, how to mend it."""

    problem: str
    lines: tuple[int, ...]
    fix: str
    code: FaultCode
    column: Column
    suggestion: str | None = None


def problems_of(faults: tuple[Fault, ...]) -> tuple[Problem, ...]:
    """The faults gathered by kind, column and the value that would mend them, the most frequent first."""
    gathered: dict[tuple[FaultCode, Column, str | None], list[int]] = {}
    for fault in faults:
        gathered.setdefault((fault.code, fault.column, fault.suggestion), []).append(fault.line)
    found = (
        Problem(
            problem=code.label.format(column=column.label),
            lines=tuple(lines),
            fix=_fix(code, suggestion, len(lines)),
            code=code,
            column=column,
            suggestion=suggestion,
        )
        for (code, column, suggestion), lines in gathered.items()
    )
    return tuple(sorted(found, key=lambda problem: (-len(problem.lines), problem.lines)))


def _fix(code: FaultCode, suggestion: str | None, rows: int) -> str:
    if suggestion is None:
        return code.fix
    return _n("Change it to “{value}”", "Change all {rows} rows to “{value}”", rows).format(
        rows=rows, value=suggestion
    )


def empty(column: Column) -> Mend:
    """A cell that has to be filled in."""
    return Mend(FaultCode.EMPTY, _("Fill in: {column}.").format(column=column.label))
