"""Which column is which: headings in Chinese and English, as people really write them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Self

from babel.lists import format_list

from matching.imports.faults import Mend, Twice
from matching.kernel.i18n import _, current_locale
from matching.kernel.sheets import Sheet, SheetRefused, chosen, sheets_of

Reader = Callable[[str], Any | Mend]
Columns = type["SheetColumn"]

PROBLEM = "Problem"  # heads the first column of a list that was given back with its faults marked

# A title, a department or a date may stand above the headings; further down nobody puts them.
_HEADING_WITHIN = 10
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class About:
    """What is declared of a column. `also` are further headings that mean it, with blanks between."""

    english: str
    chinese: str
    also: str = ""
    read: Reader | None = None  # None: whoever checks hands over a reader that knows more, like the day
    required: bool = True
    twice: Twice | None = None  # no two rows may say the same
    mask: Callable[[str], str] | None = None  # how a page shows a cell with nothing wrong
    who: bool = False  # tells whose row it is: shown beside whatever has to be mended
    tidies: bool = True  # a value that is read differently from how it was typed is told
    digits: bool = False  # digits that are no number: text in every file
    wide: bool = False  # needs a long box
    choices: Callable[[], Sequence[str]] | None = None
    explained: Callable[[], str] = str  # on the second page of the template


class SheetColumn(StrEnum):
    """Base of a room's columns, `NAME = value, About(...)`; the value is stable and may be stored.

    They are named as the fields of the draft they fill, in the order of the template.
    """

    about: About

    def __new__(cls, value: str, about: About) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.about = about
        return member

    @property
    def label(self) -> str:
        """The heading in the reader's language, as the template has it."""
        return self.about.english if current_locale() == "en" else self.about.chinese

    @classmethod
    def by_value(cls) -> dict[str, Self]:
        """Every column by what is stored of it."""
        return {str(column): column for column in cls}

    def masked(self, text: str) -> str:
        """The cell as a page may show it."""
        return self.about.mask(text) if self.about.mask else text


Lines = Mapping[int, Mapping[SheetColumn, str]]


@dataclass(frozen=True)
class Places:
    """The line of the headings as Excel numbers it, each column's place from 0, headings that are ignored."""

    heading_line: int
    places: Mapping[SheetColumn, int]
    ignored: tuple[str, ...] = ()


def sheet_with(columns: Columns, data: bytes, filename: str, *, sheet: str | None = None) -> Sheet:
    """The sheet that has these headings, or the one named; SheetChoice where several have them."""
    found = tuple(_unmarked(page, columns) for page in sheets_of(data, filename))
    fitting = tuple(page for page in found if _lacking(columns, _headings(page, columns)[1]) == [])
    return chosen(found if sheet is not None else fitting or found, sheet)


def places_of(columns: Columns, sheet: Sheet) -> Places:
    """Which column is where; SheetRefused names every heading that is missing, or that stands there twice."""
    line, meanings = _headings(sheet, columns)
    if lacking := _lacking(columns, meanings):
        raise SheetRefused(
            _(
                "These columns are missing: {columns}. "
                "Write their names into the heading row, or start from the template."
            ).format(columns=_listed(column.label for column in lacking))
        )
    headings = sheet.rows[line - 1]
    for column in columns:
        twice = [headings[place] for place, meaning in enumerate(meanings) if meaning is column]
        if len(twice) > 1:
            raise SheetRefused(
                _("{count} columns mean the same: {headings}. Rename or delete all but one.").format(
                    count=len(twice), headings=_listed(twice)
                )
            )
    places = {meaning: place for place, meaning in enumerate(meanings) if meaning}
    unknown = (heading for heading, meaning in zip(headings, meanings, strict=True) if not meaning)
    return Places(line, places, tuple(filter(None, unknown)))


def lines_of(sheet: Sheet, found: Places) -> dict[int, dict[SheetColumn, str]]:
    """The cells of every filled line below the headings, by line; SheetRefused where there is none."""
    lines = {
        line: {column: row[place] for column, place in found.places.items()}
        for line, row in sheet.lines()
        if line > found.heading_line and any(row[place] for place in found.places.values())
    }
    if not lines:
        raise SheetRefused(_("There are headings but nobody below them. Fill in at least one row."))
    return lines


def _unmarked(sheet: Sheet, columns: Columns) -> Sheet:
    """The sheet without the column of problems that we put before its own."""
    line, _meanings = _headings(sheet, columns)
    if sheet.rows and sheet.rows[line - 1][0] in _PROBLEM_IN_ANY_LANGUAGE:
        return replace(sheet, rows=tuple(row[1:] for row in sheet.rows))
    return sheet


def _headings(sheet: Sheet, columns: Columns) -> tuple[int, list[SheetColumn | None]]:
    """The line that looks most like headings, and what each of its cells means."""
    words = _words(columns)
    best: tuple[int, list[SheetColumn | None]] = (1, [])
    for line, row in enumerate(sheet.rows[:_HEADING_WITHIN], start=1):
        meanings = [_meaning(cell, words) for cell in row]
        known = len(set(meanings) - {None})
        if known >= _FEWEST and known > len(set(best[1]) - {None}):
            best = line, meanings
    return best


def _lacking(columns: Columns, meanings: list[SheetColumn | None]) -> list[SheetColumn]:
    return [column for column in columns if column.about.required and column not in meanings]


def _meaning(heading: str, words: Mapping[str, SheetColumn]) -> SheetColumn | None:
    """The column a heading names: 姓名*, 姓 名, 姓名（必填）, Name, 姓名 Name; None for anything else."""
    plain = _BRACKETS.sub(" ", heading.casefold())
    whole = words.get(_bare(plain))
    if whole:
        return whole
    named = {words.get(_bare(run)) for run in _RUNS.findall(plain)}
    return named.pop() if len(named) == 1 else None


@cache
def _words(columns: Columns) -> Mapping[str, SheetColumn]:
    return {
        _bare(word.casefold()): column
        for column in columns
        for word in (column.about.english, column.about.chinese, *column.about.also.split())
    }


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _listed(words: Iterable[str]) -> str:
    return format_list(list(words), locale=current_locale())


_PROBLEM_IN_ANY_LANGUAGE = {PROBLEM, "问题"}
_BRACKETS = re.compile(r"[(\[{【〔〈《].*?[)\]}】〕〉》]")
_RUNS = re.compile(r"[一-鿿]+|[a-z0-9]+(?:[ _.-]+[a-z0-9]+)*")
