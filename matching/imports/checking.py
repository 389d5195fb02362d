"""All rows at once: every fault of every row, and between rows. Pure: no database, no web."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from matching.imports.columns import Columns, Lines, Reader, SheetColumn
from matching.imports.faults import Mend, Twice, Wrong
from matching.imports.problems import Fault, Note, Problem, Tidied, problems_of
from matching.kernel.i18n import _

D = TypeVar("D")


@dataclass(frozen=True)
class Checked(Generic[D]):
    """What was found: ``drafts`` of the rows without fault, all ``faults``, and the raw ``lines`` to edit."""

    drafts: tuple[D, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]
    repairs: tuple[Tidied, ...]
    lines: Lines

    @property
    def faulty_lines(self) -> tuple[int, ...]:
        """The rows that have to be mended, each once."""
        return tuple(sorted({fault.line for fault in self.faults}))

    def sizes_by(self, column: SheetColumn) -> dict[str, int]:
        """How many good rows say each thing in this column, in the order of the file."""
        return dict(Counter(str(getattr(draft, str(column))) for draft in self.drafts))

    def grouped(self) -> tuple[Problem, ...]:
        """The faults as the summary tells them: problem, rows, how to mend it."""
        return problems_of(self.faults)


class Row:
    """One line being read. What cannot be read is a fault here and None among the values."""

    def __init__(
        self, line: int, cells: Mapping[SheetColumn, str], readers: Mapping[SheetColumn, Reader]
    ) -> None:
        self.line = line
        self.faults: list[Fault] = []
        self.repairs: list[Tidied] = []
        self._cells = cells
        self.values = {column: self._take(column, read) for column, read in readers.items()}

    def _take(self, column: SheetColumn, read: Reader) -> Any:
        text = self._cells.get(column, "")
        if not text:
            if column.about.required:
                sentence = _("Fill in: {column}.").format(column=column.label)
                self.refuse(column, Mend(Wrong.EMPTY, sentence))
            return None
        value = read(text)
        if isinstance(value, Mend):
            self.refuse(column, value)
            return None
        if column.about.tidies and str(value) != text:
            self.repairs.append(Tidied(self.line, column, text, str(value)))
        return value

    def refuse(self, column: SheetColumn, why: Mend) -> None:
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


def rows_of(
    columns: Columns, lines: Lines, *, readers: Mapping[SheetColumn, Reader] | None = None
) -> list[Row]:
    """Read all rows from their raw cells, always anew; then the room looks for faults of its own.

    ``readers`` are those that know more than the cell: today, or what the list belongs to.
    """
    known = {column: column.about.read or str for column in columns} | dict(readers or {})
    rows = [Row(line, lines[line], known) for line in sorted(lines)]
    for column in columns:
        if column.about.twice is not None:
            _find_twice(rows, column, column.about.twice)
    return rows


def checked(
    rows: Sequence[Row],
    columns: Columns,
    draft: Callable[..., D],
    lines: Lines,
    *,
    notes_on: Callable[[D], Iterable[Note]] = lambda _draft: (),
) -> Checked[D]:
    """What was found in all rows; a draft has the `line` and a field for every column."""
    places = {column: place for place, column in enumerate(columns)}
    drafts = tuple(
        draft(line=row.line, **{str(column): value for column, value in row.values.items()})
        for row in rows
        if not row.faults
    )
    return Checked(
        drafts=drafts,
        faults=tuple(
            fault for row in rows for fault in sorted(row.faults, key=lambda each: places[each.column])
        ),
        notes=tuple(note for one in drafts for note in notes_on(one)),
        repairs=tuple(repair for row in rows for repair in row.repairs),
        lines=lines,
    )


def _find_twice(rows: Sequence[Row], column: SheetColumn, twice: Twice) -> None:
    """The later row of two with the same value is at fault and names the earlier one."""
    first: dict[Any, int] = {}
    for row in rows:
        value = row.values[column]
        if value is None:
            continue
        earlier = first.setdefault(value, row.line)
        if earlier != row.line:
            sentence = str(twice.sentence).format(line=earlier)
            row.refuse(column, Mend(twice.code, sentence, other_line=earlier))
