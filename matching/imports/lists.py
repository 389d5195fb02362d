"""A list as it was brought: raw cells and the sheet around them, or a workbook of several to choose from."""

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from matching.imports.columns import Columns, Lines, Places, SheetColumn, lines_of, places_of, sheet_with
from matching.kernel.sheets import Sheet, clean


@dataclass(frozen=True)
class Frame:
    """The sheet around the cells we read: those are empty here, and `places` says where they belong."""

    heading_line: int
    places: Mapping[SheetColumn, int]
    rows: tuple[tuple[str, ...], ...]

    def without(self, dropped: Collection[int]) -> "Frame":
        """The same with these lines empty; the others keep their numbers."""
        rows = tuple(() if line in dropped else row for line, row in enumerate(self.rows, start=1))
        return replace(self, rows=rows)

    def filled(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        """The sheet again, line by line, with these cells in their places."""
        for line, kept in enumerate(self.rows, start=1):
            row = list(kept)
            for column, text in lines.get(line, {}).items():
                row[self.places[column]] = text
            yield line, row


@dataclass(frozen=True)
class Listed:
    """The raw cells by line as the sheet numbers them, and what is worth telling about the file."""

    lines: Lines
    frame: Frame
    sheet: str = ""
    ignored: tuple[str, ...] = ()  # headings we do not know
    tidied: int = 0  # cells that were written in full width, with blanks, as numbers ...

    def as_json(self) -> str:
        """The list as text, the same for the same list."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Workbook:
    """A file of several such lists: the titles of their sheets, and all of it."""

    names: tuple[str, ...]
    data: bytes

    def as_json(self) -> str:
        """The workbook as text."""
        told = {"names": self.names, "data": b64encode(self.data).decode()}
        return json.dumps(told, ensure_ascii=False)


def read_file(columns: Columns, data: bytes, filename: str, *, sheet: str | None = None) -> Listed:
    """The list in a file; SheetRefused or SheetChoice where it cannot be read. Touches no database."""
    page = sheet_with(columns, data, filename, sheet=sheet)
    places = places_of(columns, page)
    lines = lines_of(page, places)
    return Listed(
        lines=lines,
        frame=frame_of(page, places, lines),
        sheet=page.name,
        ignored=places.ignored,
        tidied=page.repairs,
    )


def edited(
    lines: Lines, changes: Mapping[tuple[int, SheetColumn], str], *, dropped: Collection[int] = ()
) -> dict[int, dict[SheetColumn, str]]:
    """The cells with what was typed, without the dropped lines. A masked text that came back untouched,
    and a line that is not there, change nothing."""
    after = {line: dict(cells) for line, cells in lines.items() if line not in dropped}
    for (line, column), typed in changes.items():
        if line in after and typed != column.masked(after[line].get(column, "")):
            after[line][column] = clean(typed)
    return after


def frame_of(sheet: Sheet, found: Places, lines: Lines) -> Frame:
    """What of a sheet is not in its lines."""
    read = set(found.places.values())
    rows = tuple(
        tuple("" if place in read else text for place, text in enumerate(row)) if line in lines else row
        for line, row in enumerate(sheet.rows, start=1)
    )
    return Frame(found.heading_line, found.places, rows)


def frame_of_lines(columns: Columns, lines: Lines) -> Frame:
    """Of a list that came without a sheet around it: our own columns in their order."""
    empty = ("",) * len(columns)
    rows = (tuple(column.label for column in columns), *(empty for _line in range(max(lines, default=1) - 1)))
    return Frame(1, {column: place for place, column in enumerate(columns)}, rows)


def listed_from(columns: Columns, text: str | bytes) -> Listed:
    """The list of a text that `Listed.as_json` wrote."""
    told, known = json.loads(text), columns.by_value()
    lines = {
        int(line): {known[column]: text for column, text in cells.items()}
        for line, cells in told.pop("lines").items()
    }
    return Listed(
        lines=lines,
        frame=_frame(columns, told["frame"]) if "frame" in told else frame_of_lines(columns, lines),
        sheet=told["sheet"],
        ignored=tuple(told["ignored"]),
        tidied=told["tidied"],
    )


def workbook_from(text: str | bytes) -> Workbook:
    """The workbook of a text that `Workbook.as_json` wrote."""
    told = json.loads(text)
    return Workbook(tuple(told["names"]), b64decode(told["data"]))


def _frame(columns: Columns, told: dict[str, Any]) -> Frame:
    known = columns.by_value()
    places = {known[column]: place for column, place in told["places"].items()}
    return Frame(told["heading_line"], places, tuple(tuple(row) for row in told["rows"]))
