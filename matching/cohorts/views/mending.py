"""The page that mends a class list: which cells it shows, and what comes back from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from matching.cohorts.importer import Column, Fault, Roster, masked
from matching.kernel.i18n import _
from matching.kernel.regions import homes
from matching.web.arguments import whole

MOST_ROWS = 75  # faulty rows on one page, a page of 150 kB; the others come when these are mended
LONGEST_CELL = 200

ALWAYS = (Column.NAME, Column.ID_NUMBER, Column.CLASS_NAME)

_CELL = re.compile(r"cell-(\d{1,6})-([a-z_]+)")
_KEEP = re.compile(r"keep-(\d{1,6})-(\d{1,6})")


@dataclass(frozen=True)
class Cell:
    """One cell of the page: `fault` where it has to be mended, else only to be read, masked."""

    column: Column
    text: str
    fault: Fault | None
    label: str
    choices: tuple[str, ...] = ()
    other: str = ""  # who stands in the other row with the same number

    @property
    def name(self) -> str:
        """The name of its input."""
        return f"cell-{self.fault.line}-{self.column}" if self.fault else ""


@dataclass(frozen=True)
class Row:
    """A row with faults, as the page shows it."""

    line: int
    name: str
    cells: Mapping[Column, Cell]


def columns_shown(roster: Roster) -> list[Column]:
    """Who it is, and every column with a fault in it."""
    faulty = {fault.column for fault in roster.faults}
    return [column for column in Column if column in ALWAYS or column in faulty]


def rows_to_mend(roster: Roster) -> list[Row]:
    """The first rows with faults."""
    faults: dict[int, dict[Column, Fault]] = {}
    for fault in roster.faults:
        faults.setdefault(fault.line, {}).setdefault(fault.column, fault)
    shown = columns_shown(roster)
    return [_row(line, faults[line], roster, shown) for line in roster.faulty_lines[:MOST_ROWS]]


def _row(line: int, faults: Mapping[Column, Fault], roster: Roster, shown: list[Column]) -> Row:
    cells = roster.lines[line]
    name = cells.get(Column.NAME, "")
    return Row(
        line,
        name,
        {
            column: _cell(column, cells.get(column, ""), faults.get(column), (line, name, roster))
            for column in shown
        },
    )


def _cell(column: Column, text: str, fault: Fault | None, where: tuple[int, str, Roster]) -> Cell:
    line, name, roster = where
    label = _("Row {line} {name}, {column}").format(line=line, name=name, column=column.label)
    if fault is None:
        return Cell(column, masked(column, text), None, label)
    choices = tuple(county.name for county in homes()) if column is Column.HOME_COUNTY else ()
    other = _who(fault.other_line, roster) if fault.other_line else ""
    # The cell that has to be mended is shown whole: nobody can find a wrong digit behind a star.
    return Cell(column, text, fault, label, choices, other)


def _who(line: int, roster: Roster) -> str:
    cells = roster.lines.get(line, {})
    return " ".join(filter(None, (cells.get(Column.NAME, ""), cells.get(Column.CLASS_NAME, ""))))


def typed_cells(sent: MultiDict[str, str]) -> dict[tuple[int, Column], str]:
    """What stands in the inputs, by line and column."""
    cells = {}
    known = {str(column.value): column for column in Column}
    for name, text in sent.items():
        found = _CELL.fullmatch(name)
        if found and found[2] in known:
            cells[int(found[1]), known[found[2]]] = text[:LONGEST_CELL]
    return cells


def rows_left_out(sent: MultiDict[str, str], roster: Roster) -> set[int]:
    """Rows somebody ticked to leave out, or gave up for another row with the same number."""
    out = {line for text in sent.getlist("out") if (line := whole(text)) is not None}
    for name, kept in sent.items():
        found = _KEEP.fullmatch(name)
        if found and kept in found.groups():
            out |= {int(line) for line in found.groups() if line != kept}
    if sent.get("out_all"):
        out |= set(roster.faulty_lines)
    return out


def changed_at_once(sent: MultiDict[str, str], roster: Roster) -> dict[tuple[int, Column], str]:
    """The suggestion of one problem for all its rows, but where something else was typed."""
    asked = sent.get("all", "")
    typed = typed_cells(sent)
    return {
        (fault.line, fault.column): fault.suggestion
        for fault in roster.faults
        if fault.suggestion is not None
        and asked == problem_key(fault)
        and typed.get((fault.line, fault.column), fault.value) == fault.value
    }


def problem_key(problem: object) -> str:
    """Names a problem of the summary: its kind, its column, its suggestion."""
    code, column = getattr(problem, "code", ""), getattr(problem, "column", "")
    return f"{code}:{column}:{getattr(problem, 'suggestion', None)}"
