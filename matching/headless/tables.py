"""A sheet as named cells, each of which knows where it stands, and the faults that name such places."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.lists import format_list

from matching.headless.headings import Headings, places_of
from matching.kernel.cells import Sheet
from matching.kernel.i18n import _, current_locale
from matching.kernel.sheets import SheetRefused, chosen, sheets_of

HEADING_WITHIN = 10  # a title or a date may stand above the headings


@dataclass(frozen=True)
class Cell:
    """A text and where it stands: the line as Excel numbers it, the column from 0."""

    file: str
    sheet: str
    line: int
    column: int
    heading: str
    text: str


@dataclass
class Faults:
    """What is wrong, in sentences that say where."""

    sentences: list[str] = field(default_factory=list)

    def at(self, cell: Cell, what: str) -> None:
        """Something is wrong with a cell."""
        self.sentences.append(
            _("{file}, sheet {sheet}, row {row}, column {column} ({heading}): {what}").format(
                file=cell.file,
                sheet=cell.sheet,
                row=cell.line,
                column=letter(cell.column),
                heading=cell.heading,
                what=what,
            )
        )

    def of(self, file: str, what: str) -> None:
        """Something is wrong with a file."""
        self.sentences.append(_("{file}: {what}").format(file=file, what=what))


class Table:
    """The rows of a sheet below its headings. `places`: columns by what they are, `headings`: all texts."""

    def __init__(self, path: Path, known: Headings, faults: Faults) -> None:
        self.file, self.known = path.name, known
        self.sheet, self.heading_line = Sheet("", ()), 0
        self.places: dict[str, int] = {}
        self.headings: tuple[str, ...] = ()
        try:
            self._read(path)
        except SheetRefused as refusal:
            faults.of(self.file, refusal.sentence)
        except OSError as error:
            faults.of(self.file, error.strerror or str(error))

    def _read(self, path: Path) -> None:
        pages = sheets_of(path.read_bytes(), path.name)
        fitting = tuple(page for page in pages if self._heading_line(page))
        if not fitting:
            required = [heading.label for heading in self.known.values() if heading.required]
            raise SheetRefused(
                _("There is no row with the headings {headings}.").format(
                    headings=format_list(required, locale=current_locale())
                )
            )
        self.sheet = chosen(fitting, None)
        self.heading_line = self._heading_line(self.sheet)
        self.headings = self.sheet.rows[self.heading_line - 1]
        found = places_of(self.known, self.headings)
        for name, places in found.items():
            if len(places) > 1:
                raise SheetRefused(
                    _("{count} columns are headed {heading}; one may be.").format(
                        count=len(places), heading=self.known[name].label
                    )
                )
        self.places = {name: places[0] for name, places in found.items()}

    def _heading_line(self, page: Sheet) -> int:
        """The line of the headings; 0 where there is none."""
        required = {name for name, heading in self.known.items() if heading.required}
        for line, row in enumerate(page.rows[:HEADING_WITHIN], start=1):
            if required <= set(places_of(self.known, row)):
                return line
        return 0

    def rows(self) -> Iterator["Row"]:
        """Every filled line below the headings."""
        for line, texts in self.sheet.lines():
            if line > self.heading_line:
                yield Row(self, line, texts)


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    table: Table
    line: int
    texts: tuple[str, ...]

    def cell(self, name: str) -> Cell:
        """The cell of a column; an empty one where there is no such column."""
        place = self.table.places.get(name)
        return self.cell_at(place) if place is not None else Cell(self.table.file, "", self.line, 0, "", "")

    def cell_at(self, place: int) -> Cell:
        """The cell in a column, from 0."""
        table = self.table
        return Cell(table.file, table.sheet.name, self.line, place, table.headings[place], self.texts[place])


def letter(column: int) -> str:
    """A column, from 0, as Excel calls it."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters
