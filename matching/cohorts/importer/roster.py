"""All rows at once: every fault of every row, between rows, and against the students already known."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from babel.dates import format_date

from matching.cohorts.importer import reading
from matching.cohorts.importer.columns import REQUIRED, Column, Lines
from matching.cohorts.importer.faults import (
    Fault,
    FaultCode,
    Mend,
    Note,
    NoteCode,
    Problem,
    Tidied,
    empty,
    problems_of,
)
from matching.kernel.i18n import _, current_locale
from matching.kernel.identity import born_on
from matching.law.ages import age_on, birthday_reaching

T = TypeVar("T")


@dataclass(frozen=True)
class Draft:
    """One student as they would be enrolled; ``school_score`` in tenths, ``home_county`` a code."""

    line: int
    name: str
    id_number: str
    student_number: str
    class_name: str
    entry_year: int
    phone: str | None
    home_county: str
    school_score: int


@dataclass(frozen=True)
class KnownStudents:
    """Who is registered already. ID numbers are compared by their keyed index, never in the clear.

    ``student_numbers`` are those in use at this school, in capitals. Which other school somebody is at
    stays unknown here.
    """

    index_of: Callable[[str], bytes]
    here: AbstractSet[bytes] = frozenset()
    elsewhere: AbstractSet[bytes] = frozenset()
    student_numbers: AbstractSet[str] = frozenset()


@dataclass(frozen=True)
class Roster:
    """What was found: ``drafts`` of the rows without fault, all ``faults``, and the raw ``lines`` to edit."""

    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]
    repairs: tuple[Tidied, ...]
    lines: Lines

    @property
    def faulty_lines(self) -> tuple[int, ...]:
        """The rows that have to be mended, each once."""
        return tuple(sorted({fault.line for fault in self.faults}))

    def grouped(self) -> tuple[Problem, ...]:
        """The faults as the summary tells them: problem, rows, how to mend it."""
        return problems_of(self.faults)

    def by_class(self) -> dict[str, int]:
        """How many good rows each class has, in the order of the file."""
        return dict(Counter(draft.class_name for draft in self.drafts))


def check(
    lines: Lines,
    *,
    today: date,
    entry_year: int,
    known: KnownStudents,
    first_day: date | None = None,
    minimum_age: int | None = None,
) -> Roster:
    """Read all rows from their raw cells, always anew.

    ``entry_year`` is the cohort's. Those younger than ``minimum_age`` years on the internship's
    ``first_day`` get a note: the law book says how old, the caller asks it.
    """
    rows = [_Row(line, lines[line], today, entry_year) for line in sorted(lines)]
    _find_twice(rows, Column.ID_NUMBER, FaultCode.TWICE_ID, _("The same ID number as in row {line}."))
    _find_twice(
        rows, Column.STUDENT_NUMBER, FaultCode.TWICE_NUMBER, _("The same student number as in row {line}.")
    )
    for row in rows:
        _find_known(row, known)
    good = [row for row in rows if not row.faults]
    return Roster(
        drafts=tuple(row.draft for row in good),
        faults=tuple(fault for row in rows for fault in row.in_order()),
        notes=tuple(note for row in good for note in _notes(row.draft, first_day, minimum_age)),
        repairs=tuple(repair for row in rows for repair in row.repairs),
        lines=lines,
    )


class _Row:
    """One line being read. What cannot be read is a fault here and empty in the draft."""

    def __init__(self, line: int, cells: Mapping[Column, str], today: date, entry_year: int) -> None:
        self.line = line
        self.faults: list[Fault] = []
        self.repairs: list[Tidied] = []
        self._cells = cells
        self.draft = Draft(
            line=line,
            name=self._take(Column.NAME, reading.name_of, ""),
            id_number=self._take(Column.ID_NUMBER, partial(reading.id_number_of, today=today), ""),
            student_number=self._take(Column.STUDENT_NUMBER, reading.student_number_of, ""),
            class_name=self._take(Column.CLASS_NAME, reading.class_name_of, "", tidies=False),
            entry_year=self._take(
                Column.ENTRY_YEAR, partial(reading.entry_year_of, cohort_year=entry_year), 0
            ),
            phone=self._take(Column.PHONE, reading.phone_of, "") or None,
            home_county=self._take(Column.HOME_COUNTY, reading.home_county_of, "", tidies=False),
            school_score=self._take(Column.SCHOOL_SCORE, reading.school_score_of, 0, tidies=False),
        )

    def _take(
        self, column: Column, read: Callable[[str], T | Mend], otherwise: T, *, tidies: bool = True
    ) -> T:
        """The value of a cell; ``otherwise`` where it is empty or wrong. With ``tidies`` changes are told."""
        text = self._cells.get(column, "")
        if not text:
            if column in REQUIRED:
                self.refuse(column, empty(column))
            return otherwise
        value = read(text)
        if isinstance(value, Mend):
            self.refuse(column, value)
            return otherwise
        if tidies and str(value) != text:
            self.repairs.append(Tidied(self.line, column, text, str(value)))
        return value

    def refuse(self, column: Column, why: Mend) -> None:
        """Note a fault of this line."""
        typed = self._cells.get(column, "")
        self.faults.append(
            Fault(
                self.line,
                column,
                typed,
                code=why.code,
                sentence=why.sentence,
                suggestion=why.suggestion,
                other_line=why.other_line,
            )
        )

    def in_order(self) -> list[Fault]:
        """The faults in the order of the columns."""
        places = list(Column)
        return sorted(self.faults, key=lambda fault: places.index(fault.column))


def _find_twice(rows: Iterable[_Row], column: Column, code: FaultCode, sentence: str) -> None:
    """The later row of two with the same number is at fault and names the earlier one."""
    first: dict[str, int] = {}
    for row in rows:
        number = str(getattr(row.draft, column.value))
        earlier = first.setdefault(number, row.line)
        if number and earlier != row.line:
            row.refuse(column, Mend(code, sentence.format(line=earlier), other_line=earlier))


def _find_known(row: _Row, known: KnownStudents) -> None:
    if row.draft.id_number:
        index = known.index_of(row.draft.id_number)
        if index in known.here:
            row.refuse(
                Column.ID_NUMBER,
                Mend(FaultCode.KNOWN_HERE, _("Your school already has a student with this ID number.")),
            )
        elif index in known.elsewhere:
            row.refuse(
                Column.ID_NUMBER,
                Mend(FaultCode.KNOWN_ELSEWHERE, _("Another school has a student with this ID number.")),
            )
    if row.draft.student_number in known.student_numbers:
        row.refuse(
            Column.STUDENT_NUMBER,
            Mend(FaultCode.NUMBER_TAKEN, _("Another student of your school has this student number.")),
        )


def _notes(draft: Draft, first_day: date | None, minimum_age: int | None) -> Iterator[Note]:
    if first_day and minimum_age:
        born = born_on(draft.id_number)
        if age_on(born, first_day) < minimum_age:
            yield Note(
                draft.line,
                NoteCode.UNDER_AGE,
                _("{name} turns {age} on {birthday}, after the internship's first day.").format(
                    name=draft.name, age=minimum_age, birthday=_spoken(birthday_reaching(born, minimum_age))
                ),
            )
    if draft.phone is None:
        yield Note(
            draft.line, NoteCode.NO_PHONE, _("{name} has no phone number yet.").format(name=draft.name)
        )


def _spoken(day: date) -> str:
    return format_date(day, "long", locale="en_GB" if current_locale() == "en" else current_locale())
