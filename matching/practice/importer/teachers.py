"""All teachers of a list: read, and compared with those the school has or had."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from matching.imports.checking import Checked, Row, checked, rows_of
from matching.imports.columns import Lines, Reader, SheetColumn
from matching.imports.faults import Mend
from matching.imports.problems import Note
from matching.kernel.i18n import _
from matching.kernel.labels import LabelledEnum
from matching.practice.importer.columns import Column
from matching.practice.importer.faults import FaultCode, NoteCode
from matching.practice.importer.reading import day_of
from matching.teachers.enums import SkillLevel, TeacherKind

LONGEST_CAREER = 60  # years
PROFILE = (
    Column.KIND,
    Column.SUBJECT,
    Column.TEACHES,
    Column.TEACHING_SINCE,
    Column.IS_NEW,
    Column.SKILL_LEVEL,
)


class Arrival(LabelledEnum):
    """What a row does."""

    NEW = "new", "New: an account and a slip"
    BACK = "back", "Comes back: the account and profile of before"
    CHANGED = "changed", "Already here: the profile is updated"
    SAME = "same", "Already here: nothing changes"


@dataclass(frozen=True)
class Draft:
    """One teacher as the list has them; None is a cell that was left empty."""

    line: int
    name: str
    staff_number: str
    kind: TeacherKind
    subject: str | None
    teaches: str | None
    teaching_since: date
    is_new: bool | None
    skill_level: SkillLevel | None
    enterprise: str | None
    practised_from: date | None
    practised_until: date | None

    @property
    def profile(self) -> dict[str, Any]:
        """What the list says of the profile; an empty cell says nothing."""
        told = {str(column): getattr(self, column) for column in PROFILE}
        if self.kind is TeacherKind.GENERAL:
            told["subject"] = ""
        return {name: value for name, value in told.items() if value is not None}


@dataclass(frozen=True)
class KnownTeacher:
    """Somebody whose staff number this is, or was."""

    teacher_id: int
    name: str
    profile: Mapping[str, Any]
    is_here: bool  # and not gone
    is_elsewhere: bool = False


@dataclass(frozen=True)
class Known:
    """Who the school has and had, by staff number; user names in use; (name, since) of others' teachers."""

    teachers: Mapping[str, KnownTeacher] = field(default_factory=dict)
    usernames: AbstractSet[str] = frozenset()
    elsewhere: AbstractSet[tuple[str, date]] = frozenset()

    def arrival_of(self, draft: Draft) -> Arrival:
        """What this row does."""
        known = self.teachers.get(draft.staff_number)
        if known is None:
            return Arrival.NEW
        if not known.is_here:
            return Arrival.BACK
        return Arrival.CHANGED if dict(known.profile) | draft.profile != known.profile else Arrival.SAME


Teachers = Checked[Draft]


def check(lines: Lines, *, today: date, known: Known) -> Teachers:
    """Read all rows from their raw cells, always anew."""
    begun = partial(day_of, first=date(today.year - LONGEST_CAREER, 1, 1), last=date(today.year + 1, 12, 31))
    over = partial(day_of, first=date(today.year - LONGEST_CAREER, 1, 1), last=today)
    readers: dict[SheetColumn, Reader] = {
        Column.TEACHING_SINCE: begun,
        Column.PRACTISED_FROM: over,
        Column.PRACTISED_UNTIL: over,
    }
    rows = rows_of(Column, lines, readers=readers)
    for row in rows:
        _look_for_group(row)
        _look_at_practice(row)
        _look_up(row, known)
    return checked(rows, Column, Draft, lines, notes_on=partial(_notes, known=known))


def _look_for_group(row: Row) -> None:
    values = row.values
    trains = values[Column.KIND] in (TeacherKind.SPECIALISED, TeacherKind.INSTRUCTOR)
    unread = any(fault.column is Column.SUBJECT for fault in row.faults)
    if trains and not values[Column.SUBJECT] and not unread:
        row.refuse(
            Column.SUBJECT, Mend(FaultCode.NO_GROUP, _("Choose the group of majors this teacher belongs to."))
        )


def _look_at_practice(row: Row) -> None:
    told = (Column.ENTERPRISE, Column.PRACTISED_FROM, Column.PRACTISED_UNTIL)
    if {fault.column for fault in row.faults} & set(told):
        return
    missing = [column for column in told if not row.values[column]]
    if 0 < len(missing) < len(told):
        sentence = _("Earlier practice needs the enterprise, the first and the last day.")
        for column in missing:
            row.refuse(column, Mend(FaultCode.PRACTICE, sentence))
    elif not missing and row.values[Column.PRACTISED_FROM] > row.values[Column.PRACTISED_UNTIL]:
        row.refuse(
            Column.PRACTISED_UNTIL,
            Mend(FaultCode.PRACTICE, _("The last day comes before the first. Change one of them.")),
        )


def _look_up(row: Row, known: Known) -> None:
    number, name = row.values[Column.STAFF_NUMBER], row.values[Column.NAME]
    found = known.teachers.get(number)
    if number is None or name is None:
        return
    if found is None:
        if number in known.usernames:
            sentence = _("An account with this number has no profile yet. Add this teacher by hand.")
            row.refuse(Column.STAFF_NUMBER, Mend(FaultCode.TAKEN, sentence))
    elif found.name != name:
        sentence = _("With this number your school knows {name}.").format(name=found.name)
        row.refuse(Column.STAFF_NUMBER, Mend(FaultCode.OTHER_NAME, sentence))
    elif found.is_elsewhere:
        sentence = _("This teacher has left your school and teaches at another one now.")
        row.refuse(Column.STAFF_NUMBER, Mend(FaultCode.AWAY, sentence))


def _notes(draft: Draft, known: Known) -> Iterator[Note]:
    namesake = (draft.name, draft.teaching_since) in known.elsewhere
    if namesake and known.arrival_of(draft) is Arrival.NEW:
        yield Note(draft.line, NoteCode.KNOWN_ELSEWHERE, draft.name)
