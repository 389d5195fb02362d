"""The page that mends a list: which cells it shows, and what comes back from it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from matching.imports.checking import Checked
from matching.imports.columns import Columns, SheetColumn
from matching.imports.enums import UPLOAD_DAYS
from matching.imports.marked import MOST_WHOLE
from matching.imports.problems import Fault, Problem
from matching.kernel.i18n import _
from matching.web.arguments import whole

MOST_ROWS = 75  # faulty rows on one page, a page of 150 kB; the others come when these are mended
MOST_TOLD = 50  # tidied cells and names listed on the page before the enrolment
LONGEST_CELL = 200

_CELL = re.compile(r"cell-(\d{1,6})-([a-z_]+)")
_KEEP = re.compile(r"keep-(\d{1,6})-(\d{1,6})")

Found = Checked[Any]


@dataclass(frozen=True)
class Cell:
    """One cell of the page: `fault` where it has to be mended, else only to be read, masked."""

    column: SheetColumn
    text: str
    fault: Fault | None
    label: str
    choices: Sequence[str] = ()
    other: str = ""  # who stands in the other row with the same number

    @property
    def name(self) -> str:
        """The name of its input."""
        return f"cell-{self.fault.line}-{self.column}" if self.fault else ""


@dataclass(frozen=True)
class Row:
    """A row with faults, as the page shows it."""

    line: int
    cells: Mapping[SheetColumn, Cell]


@dataclass(frozen=True)
class MendingPage:
    """What the macros of `imports/_mending.html` show of a list with faults."""

    found: Found
    rows: Sequence[Row]
    columns: Sequence[SheetColumn]
    most: int = MOST_ROWS
    most_whole: int = MOST_WHOLE
    days: int = UPLOAD_DAYS

    @property
    def faulty(self) -> int:
        """How many rows have to be mended."""
        return len(self.found.faulty_lines)

    @property
    def good(self) -> int:
        """How many have not."""
        return len(self.found.drafts)

    def key(self, problem: Problem | Fault) -> str:
        """Names a problem of the summary: its kind, its column, its suggestion."""
        return _key(problem)


def mending_page(columns: Columns, found: Found) -> MendingPage:
    """Who it is, every column with a fault in it, and the first rows with faults."""
    faults: dict[int, dict[SheetColumn, Fault]] = {}
    for fault in found.faults:
        faults.setdefault(fault.line, {}).setdefault(fault.column, fault)
    faulty = {fault.column for fault in found.faults}
    shown = [column for column in columns if column.about.who or column in faulty]
    rows = [_row(line, faults[line], found, shown) for line in found.faulty_lines[:MOST_ROWS]]
    return MendingPage(found, rows, shown)


def _row(line: int, faults: Mapping[SheetColumn, Fault], found: Found, shown: list[SheetColumn]) -> Row:
    return Row(line, {column: _cell(column, faults.get(column), line, found) for column in shown})


def _cell(column: SheetColumn, fault: Fault | None, line: int, found: Found) -> Cell:
    cells = found.lines[line]
    text, name = cells.get(column, ""), cells.get(next(iter(type(column))), "")
    label = _("Row {line} {name}, {column}").format(line=line, name=name, column=column.label)
    if fault is None:
        return Cell(column, column.masked(text), None, label)
    choices = column.about.choices() if column.about.choices else ()
    other = _who(fault.other_line, found, type(column)) if fault.other_line else ""
    # The cell that has to be mended is shown whole: nobody can find a wrong digit behind a star.
    return Cell(column, text, fault, label, choices, other)


def _who(line: int, found: Found, columns: Columns) -> str:
    cells = found.lines.get(line, {})
    telling = (column for column in columns if column.about.who and column.about.mask is None)
    return " ".join(filter(None, (cells.get(column, "") for column in telling)))


def changes_in(
    sent: MultiDict[str, str], columns: Columns, before: Found
) -> dict[tuple[int, SheetColumn], str]:
    """What stands in the inputs, by line and column, and the suggestion somebody took for all its rows."""
    typed = _typed_cells(sent, columns)
    asked = sent.get("all", "")
    taken = {
        (fault.line, fault.column): fault.suggestion
        for fault in before.faults
        if fault.suggestion is not None
        and asked == _key(fault)
        and typed.get((fault.line, fault.column), fault.value) == fault.value
    }
    return typed | taken


def _key(problem: Problem | Fault) -> str:
    return f"{problem.code}:{problem.column}:{problem.suggestion}"


def _typed_cells(sent: MultiDict[str, str], columns: Columns) -> dict[tuple[int, SheetColumn], str]:
    cells = {}
    known = columns.by_value()
    for name, text in sent.items():
        found = _CELL.fullmatch(name)
        if found and found[2] in known:
            cells[int(found[1]), known[found[2]]] = text[:LONGEST_CELL]
    return cells


def rows_left_out(sent: MultiDict[str, str], before: Found) -> set[int]:
    """Rows somebody ticked to leave out, or gave up for another row with the same number."""
    out = {line for text in sent.getlist("out") if (line := whole(text)) is not None}
    for name, kept in sent.items():
        found = _KEEP.fullmatch(name)
        if found and kept in found.groups():
            out |= {int(line) for line in found.groups() if line != kept}
    if sent.get("out_all"):
        out |= set(before.faulty_lines)
    return out


def repairs_told(found: Found) -> list[tuple[int, str, str, str]]:
    """The first values that were understood although they were written differently, masked."""
    return [
        (line, column.label, column.masked(before), column.masked(after))
        for line, column, before, after in found.repairs[:MOST_TOLD]
    ]
