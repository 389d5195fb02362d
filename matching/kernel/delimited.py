"""Reading .csv: UTF-8 or GB18030, separated by comma, semicolon or tab, as Excel and WPS write it."""

import csv
import io
from collections.abc import Iterator
from typing import Self

from matching.kernel.cells import Sheet, SheetRefused, sheet_of
from matching.kernel.i18n import _

MAX_RECORD = 200_000  # characters of one row, however many lines it is spread over

_SEPARATORS = ",;\t"
_SNIFFED = 64 * 1024


def sheet_of_csv(data: bytes, name: str) -> Sheet:
    """The one table of the file. Lines are numbered by row, as a spreadsheet program shows them."""
    text = _decoded(data)
    return sheet_of(name, _records(text, _separator(text)))


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise _not_text()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_text()


def _not_text() -> SheetRefused:
    return SheetRefused(
        _("This file is not readable as text. Open it in Excel or WPS, save it as .xlsx and upload that.")
    )


def _separator(text: str) -> str:
    """The separator that stands most often in the first filled line, outside quotation marks."""
    first = text[:_SNIFFED].lstrip().split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    record = 0
    while True:
        record += 1
        lines.spent = 0
        try:
            yield next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLong):
            raise SheetRefused(
                _(
                    "Row {row} of the file cannot be read: a quotation mark is never closed, or the row is "
                    "far too long. Mend it there, or save the file as .xlsx and upload that."
                ).format(row=record)
            ) from None


class _TooLong(Exception):
    """One row goes on and on."""


class _Lines:
    """The lines of a text, stopping as soon as one row has taken too many of them."""

    def __init__(self, text: str) -> None:
        self._text = io.StringIO(text, newline="")
        self.spent = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_RECORD + 1)
        self.spent += len(line)
        if self.spent > MAX_RECORD:
            raise _TooLong
        if not line:
            raise StopIteration
        return line
