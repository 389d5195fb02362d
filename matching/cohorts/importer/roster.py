"""All students of a class list: read, and compared with those already known."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import partial

from babel.dates import format_date

from matching.cohorts.importer import reading
from matching.cohorts.importer.columns import Column
from matching.cohorts.importer.faults import FaultCode, NoteCode
from matching.imports.checking import Checked, Row, checked, rows_of
from matching.imports.columns import Lines, Reader, SheetColumn
from matching.imports.faults import Mend
from matching.imports.problems import Note
from matching.kernel.i18n import _, current_locale
from matching.kernel.identity import born_on
from matching.law.ages import age_on, birthday_reaching


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


Roster = Checked[Draft]


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
    readers: dict[SheetColumn, Reader] = {
        Column.ID_NUMBER: partial(reading.id_number_of, today=today),
        Column.ENTRY_YEAR: partial(reading.entry_year_of, cohort_year=entry_year),
    }
    rows = rows_of(Column, lines, readers=readers)
    for row in rows:
        _find_known(row, known)
    notes_on = partial(_notes, first_day=first_day, minimum_age=minimum_age)
    return checked(rows, Column, Draft, lines, notes_on=notes_on)


def _find_known(row: Row, known: KnownStudents) -> None:
    if id_number := row.values[Column.ID_NUMBER]:
        index = known.index_of(id_number)
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
    if row.values[Column.STUDENT_NUMBER] in known.student_numbers:
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
