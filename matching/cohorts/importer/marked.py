"""The school's own list given back: its columns and rows as they stood, what is wrong told and in red."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from matching.cohorts.importer.columns import PROBLEM, Column, Columns, Lines
from matching.cohorts.importer.faults import Fault
from matching.cohorts.importer.roster import Roster
from matching.kernel.exports import write_marked
from matching.kernel.i18n import _
from matching.kernel.sheets import Sheet

MOST_WHOLE = 5000  # of a longer list only the rows to correct are given back


@dataclass(frozen=True)
class Frame:
    """The sheet around the cells we read: those are empty here, and `places` says where they belong."""

    heading_line: int
    places: Mapping[Column, int]
    rows: tuple[tuple[str, ...], ...]

    def without(self, dropped: Collection[int]) -> "Frame":
        """The same with these lines empty; the others keep their numbers."""
        rows = tuple(() if line in dropped else row for line, row in enumerate(self.rows, start=1))
        return replace(self, rows=rows)


def frame_of(sheet: Sheet, columns: Columns, lines: Lines) -> Frame:
    """What of a sheet is not in its lines."""
    read = set(columns.places.values())
    rows = tuple(
        tuple("" if place in read else text for place, text in enumerate(row)) if line in lines else row
        for line, row in enumerate(sheet.rows, start=1)
    )
    return Frame(columns.heading_line, columns.places, rows)


def frame_of_lines(lines: Lines) -> Frame:
    """Of a list kept before frames were: our own columns in their order."""
    empty = ("",) * len(Column)
    rows = (tuple(column.label for column in Column), *(empty for _line in range(max(lines, default=1) - 1)))
    return Frame(1, {column: place for place, column in enumerate(Column)}, rows)


def marked(frame: Frame, roster: Roster, *, title: str) -> bytes:
    """The list as it stands now, with a first column that tells what is wrong; all cells are text."""
    whole = len(roster.lines) <= MOST_WHOLE
    faults: dict[int, list[Fault]] = {}
    for fault in roster.faults:
        faults.setdefault(fault.line, []).append(fault)
    rows: list[list[str]] = []
    marks: dict[tuple[int, int], str] = {}
    for line, row in _rows(frame, roster.lines):
        found = faults.get(line, [])
        if not (whole or found or line <= frame.heading_line):
            continue
        marks |= {(len(rows), frame.places[fault.column] + 1): fault.sentence for fault in found}
        rows.append([_told(line, found, whole=whole), *row])
    rows[frame.heading_line - 1][0] = _(PROBLEM)
    return write_marked(rows, title=title, marks=marks, headings=frame.heading_line)


def _rows(frame: Frame, lines: Lines) -> Iterator[tuple[int, list[str]]]:
    for line, kept in enumerate(frame.rows, start=1):
        row = list(kept)
        for column, text in lines.get(line, {}).items():
            row[frame.places[column]] = text
        yield line, row


def _told(line: int, faults: list[Fault], *, whole: bool) -> str:
    sentences = " ".join(fault.sentence for fault in faults)
    return (
        sentences if whole or not faults else _("Row {line}: {problem}").format(line=line, problem=sentences)
    )
