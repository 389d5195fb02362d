"""What a spreadsheet is to us once it has been read: clean text in rows, and refusals on the way there."""

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import NamedTuple

from matching.kernel.errors import Refused
from matching.kernel.i18n import _

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000  # below the heading
MAX_COLUMNS = 60
MAX_REPAIRS_SHOWN = 200

# A spreadsheet keeps fifteen digits of a number; from here on the last ones are noughts nobody typed.
_FIRST_ROUNDED = 1e15
_KEPT = 50_000


class SheetRefused(Refused):
    """This file is not taken; the sentence says why and what to do instead."""


class Repair(NamedTuple):
    """A value that was tidied: where (line as Excel numbers it, column from 0), before and after."""

    line: int
    column: int
    before: str
    after: str


@dataclass(frozen=True)
class Sheet:
    """One table of clean text. ``rows[0]`` is line 1; rows are equally wide; empty lines keep their place.

    ``repairs`` counts the values that were tidied, ``repaired`` shows the first of them.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    repairs: int = 0
    repaired: tuple[Repair, ...] = ()

    def lines(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every line that holds something, with its number as Excel shows it."""
        return ((line, row) for line, row in enumerate(self.rows, start=1) if any(row))


def clean(text: str) -> str:
    """The text as it was meant: half-width, trimmed, one blank between words, nothing invisible.

    Letters from the private use areas stay: rare characters of names live there.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    visible = text if text.isprintable() else "".join(map(_visible, text))
    return " ".join(unicodedata.normalize("NFKC", visible).split())


def text_of(value: object) -> str:
    """A cell as text: whole numbers without ``.0``, dates as 2026-03-20, a rounded number as 1.1E+17."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, datetime):
        at_midnight = value.time() == time.min
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def sheet_of(name: str, rows: Iterable[Iterable[object]]) -> Sheet:
    """A sheet from raw cells, tidied. Trailing empty lines and columns fall away; too many are refused."""
    repaired: list[Repair] = []
    kept: list[tuple[str, ...]] = []
    repairs, width, empty = 0, 0, 0
    known: dict[str, str] = {}
    for line, row in enumerate(rows, start=1):
        texts, tidied = _tidy(line, row, known)
        filled = next((place for place in range(len(texts), 0, -1) if texts[place - 1]), 0)
        if not filled:
            empty += 1  # a few count only once something stands below them
            refuse_rows(empty // 10)
            continue
        refuse_rows(line)
        refuse_columns(filled)
        kept.extend([()] * empty)
        kept.append(tuple(texts[:filled]))
        width, empty = max(width, filled), 0
        repairs += len(tidied)
        repaired += tidied[: MAX_REPAIRS_SHOWN - len(repaired)]
    padded = tuple(row + ("",) * (width - len(row)) for row in kept)
    return Sheet(clean(name), padded, repairs, tuple(repaired))


def refuse_rows(lines: int) -> None:
    """Refuse a sheet with more lines than a heading and ``MAX_ROWS``."""
    if lines > MAX_ROWS + 1:
        raise SheetRefused(
            _(
                "The sheet has more than {limit:,} rows. Split it into several files, one for each cohort."
            ).format(limit=MAX_ROWS)
        )


def refuse_columns(columns: int) -> None:
    """Refuse a sheet with more than ``MAX_COLUMNS`` columns."""
    if columns > MAX_COLUMNS:
        raise SheetRefused(
            _(
                "The sheet has {columns} columns, up to {limit} are taken. "
                "Copy the columns you need into a new workbook and upload that."
            ).format(columns=columns, limit=MAX_COLUMNS)
        )


def _tidy(line: int, row: Iterable[object], known: dict[str, str]) -> tuple[list[str], list[Repair]]:
    """The clean texts of a row and what was changed. The same words stand in thousands of cells, so the
    first of them are cleaned once and kept once in ``known``."""
    texts: list[str] = []
    repairs: list[Repair] = []
    repair = partial(Repair, line)
    for column, value in enumerate(row):
        before = text_of(value)
        after = known.get(before)
        if after is None:
            after = clean(before)
            if len(known) < _KEPT:
                known[before] = after
        texts.append(after)
        if after != before:
            repairs.append(repair(column, before, after))
    return texts, repairs


def _digits(number: float) -> str:
    if not math.isfinite(number):
        return str(number)
    if abs(number) >= _FIRST_ROUNDED:
        return f"{number:.14E}"
    return str(int(number)) if number == int(number) else f"{number:.15g}"


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    unseen = unicodedata.category(character) in {"Cc", "Cf", "Cs"}
    return "" if unseen or ord(character) & 0xFFFE == 0xFFFE else character
