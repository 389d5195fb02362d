"""The one door through which tables leave: .xlsx in which no cell can ever be a formula.

Text that begins with = + - @ is run by spreadsheet programs when they open a file; a student may be called
``=HYPERLINK(...)`` by somebody who means harm. Every text is typed as text.
"""

import io
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from matching.kernel.cells import MAX_ROWS

Row = Sequence[object]

MAX_CELL = 32_767  # characters; a spreadsheet program holds no more

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CHOICES = "_choices"
_RED = "FFF4B6B0"


def write(
    rows: Iterable[Row],
    *,
    title: str,
    headings: Sequence[str],
    preface: Sequence[str] = (),
    as_text: Collection[int] = (),
    choices: Mapping[int, Sequence[str]] | None = None,
    more: Sequence[tuple[str, Sequence[Row]]] = (),
) -> bytes:
    """A workbook: ``preface`` lines, the headings (they stay in view), the rows.

    Columns count from 0. ``as_text`` are columns of digits that are no numbers (ID, phone); a column in
    ``choices`` gets a drop-down; ``more`` are further sheets, title and rows. Numbers and dates stay what
    they are, everything else is text, cut at ``MAX_CELL`` characters.
    """
    # openpyxl takes a tenth of a second to load, and most processes never write a workbook.
    from openpyxl import Workbook  # noqa: PLC0415  # see above

    book = Workbook(write_only=True)
    page = book.create_sheet(_title(title))
    page.freeze_panes = f"A{len(preface) + 2}"
    _set_columns(page, headings, as_text)
    for column, words in (choices or {}).items():
        _offer(page, column, first_row=len(preface) + 2, size=len(words))
    for line in preface:
        page.append([_cell(page, line)])
    page.append([_cell(page, heading, bold=True) for heading in headings])
    for row in rows:
        page.append([_cell(page, value, digits=place in as_text) for place, value in enumerate(row)])
    for name, lines in more:
        _add_page(book, name, lines)
    _add_choices(book, choices or {})
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def write_marked(
    rows: Sequence[Sequence[str]], *, title: str, marks: Mapping[tuple[int, int], str], headings: int
) -> bytes:
    """A sheet of nothing but text; marked cells, row and column from 0, are red and carry what is wrong.

    The first ``headings`` rows stay in view, the first column is wide enough to be read.
    """
    from openpyxl import Workbook  # noqa: PLC0415  # as in write()

    book = Workbook(write_only=True)
    page = book.create_sheet(_title(title))
    page.freeze_panes = f"B{headings + 1}"
    page.column_dimensions["A"].width = 40
    for place in range(1, max(map(len, rows), default=0)):
        page.column_dimensions[_letter(place)].width = 16
    for line, row in enumerate(rows):
        cells = [_cell(page, text, digits=True) for text in row]
        page.append([_marked(cell, marks.get((line, place))) for place, cell in enumerate(cells)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _marked(cell: Any, wrong: str | None) -> Any:
    from openpyxl.comments import Comment  # noqa: PLC0415  # as in write()
    from openpyxl.styles import PatternFill  # noqa: PLC0415  # as in write()

    if wrong is not None:
        cell.fill = PatternFill("solid", fgColor=_RED)
        cell.comment = Comment(_written(wrong), author="", width=240, height=80)
    return cell


def _title(text: str) -> str:
    # A sheet's title has 31 characters at most, some are forbidden, and a quote may not stand at its ends.
    return _NO_XML.sub("", _NO_TITLE.sub(" ", text)).strip("' ")[:31].strip("' ") or "1"


def _set_columns(page: Any, headings: Sequence[str], as_text: Collection[int]) -> None:
    for place, heading in enumerate(headings):
        column = page.column_dimensions[_letter(place)]
        column.width = max(12, sum(1 if letter.isascii() else 2 for letter in heading) + 4)
        if place in as_text:
            column.number_format = "@"


def _offer(page: Any, column: int, *, first_row: int, size: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415  # as in write()

    letter = _letter(column)
    rule = DataValidation(
        type="list", formula1=f"{_CHOICES}!${letter}$1:${letter}${max(size, 1)}", allow_blank=True
    )
    rule.add(f"{letter}{first_row}:{letter}{first_row + MAX_ROWS - 1}")
    page.data_validations.append(rule)


def _add_choices(book: Any, choices: Mapping[int, Sequence[str]]) -> None:
    """A hidden sheet with the words of each drop-down below each other, in the column they are for."""
    if not choices:
        return
    page = book.create_sheet(_CHOICES)
    page.sheet_state = "hidden"
    for line in range(max(map(len, choices.values()))):
        words = {column: each[line] for column, each in choices.items() if line < len(each)}
        page.append([_cell(page, words.get(column)) for column in range(max(choices) + 1)])


def _add_page(book: Any, title: str, rows: Sequence[Row]) -> None:
    page = book.create_sheet(_title(title))
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 18, 72
    for row in rows:
        page.append([_cell(page, value) for value in row])


def _cell(page: Any, value: object, *, digits: bool = False, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as in write()
    from openpyxl.styles import Font  # noqa: PLC0415  # as in write()

    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return WriteOnlyCell(page)
    if isinstance(value, int | float | date) and not digits:
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page, _written(str(value)))
    cell.data_type = "s"  # whatever the text looks like: never a formula, never an error value
    if digits:
        cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _written(text: str) -> str:
    # In a workbook _x0041_ means A; an underscore written as its own code keeps it what it was.
    writable = _NO_XML.sub(lambda found: " " if found[0].isspace() else "", text)
    return _ESCAPE_LIKE.sub("_x005F_", writable)[:MAX_CELL]


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # as in write()

    return str(get_column_letter(column + 1))
