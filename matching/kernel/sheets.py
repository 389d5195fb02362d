"""Spreadsheets in and out: the one door through which .xlsx and .csv files come, and .xlsx files go.

Files come from strangers. Everything has a limit, nothing hangs, and every way a file can be wrong ends in
``SheetRefused`` with a sentence that says what to do. What is written holds no formula.
"""

from pathlib import PurePath

from babel.lists import format_list

from matching.kernel.cells import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Repair,
    Sheet,
    SheetRefused,
    clean,
)
from matching.kernel.delimited import sheet_of_csv
from matching.kernel.exports import write
from matching.kernel.i18n import _, current_locale
from matching.kernel.workbooks import sheets_of_workbook

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Repair",
    "Sheet",
    "SheetChoice",
    "SheetRefused",
    "chosen",
    "clean",
    "read",
    "sheets_of",
    "write",
]


class SheetChoice(SheetRefused):
    """The workbook has several sheets and it is not clear which is meant: ask. ``names`` are their titles."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            _("This workbook has {count} sheets: {names}. Choose one.").format(
                count=len(names), names=format_list(names, locale=current_locale())
            )
        )
        self.names = names


def read(data: bytes, filename: str, *, sheet: str | None = None) -> Sheet:
    """The sheet that is meant: the only one, or the one named ``sheet``; SheetChoice where unclear."""
    return chosen(sheets_of(data, filename), sheet)


def chosen(found: tuple[Sheet, ...], name: str | None) -> Sheet:
    """The sheet of that name, or the only one; SheetChoice otherwise."""
    meant = [sheet for sheet in found if name is None or sheet.name == name]
    if len(meant) != 1:
        raise SheetChoice(tuple(sheet.name for sheet in found))
    return meant[0]


def sheets_of(data: bytes, filename: str) -> tuple[Sheet, ...]:
    """All sheets of the file that hold something and that people can see, at least one."""
    ending = PurePath(clean(filename)).suffix.lower()
    _refuse_ending(ending)
    _refuse_size(len(data))
    if ending == ".csv" and _is_workbook(data):
        raise SheetRefused(
            _("This file is named .csv but is a workbook inside. Rename it to .xlsx and upload it.")
        )
    found = sheets_of_workbook(data) if ending == ".xlsx" else _only(sheet_of_csv(data, filename))
    if not found:
        raise SheetRefused(_("This file is empty. Choose the file that holds the rows."))
    return found


def _only(sheet: Sheet) -> tuple[Sheet, ...]:
    return (sheet,) if sheet.rows else ()


def _is_workbook(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _refuse_ending(ending: str) -> None:
    if ending in {".xlsx", ".csv"}:
        return
    if ending == ".xls":
        raise SheetRefused(
            _(
                "Choose an .xlsx or .csv file. You chose .xls: open it in Excel or WPS, "
                "save it as .xlsx and upload that."
            )
        )
    if ending:
        raise SheetRefused(_("Choose an .xlsx or .csv file. You chose {ending}.").format(ending=ending[:12]))
    raise SheetRefused(_("Choose an .xlsx or .csv file."))


def _refuse_size(size: int) -> None:
    if not size:
        raise SheetRefused(_("This file is empty. Choose the file that holds the rows."))
    if size > MAX_BYTES:
        raise SheetRefused(
            _("The file is {size} MB, up to {limit} MB are taken. Remove pictures, or split it.").format(
                size=-(-size // (1024 * 1024)), limit=MAX_BYTES // (1024 * 1024)
            )
        )
