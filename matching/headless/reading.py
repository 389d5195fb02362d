"""From three sheets to a draft; every fault is told with its sheet, row and column."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from matching.headless.draft import Draft, Slot, Student
from matching.headless.headings import MOST_WISHES, SCORE_HERE, SLOTS, STUDENTS, WISH, WISHES, plain
from matching.headless.tables import Cell, Faults, Row, Table
from matching.kernel.i18n import _, _l
from matching.kernel.identity import normal

MOST_SEATS = 100_000
MOST_SCORES = 65_535
_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_SCORE = re.compile(r"\d{1,6}(\.\d{1,4})?", re.ASCII)
_BETWEEN = re.compile(r"[\s,;，；、/]+")
_ROUNDED = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII)


ROUNDED = _l("The spreadsheet has rounded this number. Set the column to text and type the number again.")


def read(students: Path, slots: Path, wishes: Path, faults: Faults) -> Draft:
    """The draft, as far as it could be read; it means something only if no fault was found."""
    desk = _Desk(faults)
    tables = [Table(path, known, faults) for path, known in ((slots, SLOTS), (students, STUDENTS))]
    desk.read_slots(tables[0])
    desk.read_students(tables[1])
    desk.read_wishes(Table(wishes, WISHES, faults))
    return Draft(students=[*desk.students.values()], slots=[*desk.slots.values()], groups=desk.groups)


class _Desk:
    """Takes in one sheet after the other: slots first, because students may have scores for one of them."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.slots: dict[str, Slot] = {}
        self.students: dict[str, Student] = {}
        self.groups: dict[str, int] = {}
        self.rankings: list[tuple[Cell, tuple[str, ...]]] = []

    def read_slots(self, table: Table) -> None:
        for row in table.rows():
            code = self._id(row.cell("code"), self.slots)
            if not code:
                continue
            seats = self._number(row.cell("seats"), needed=True)
            opens_with = self._number(row.cell("opens_with"))
            if opens_with > seats:
                self.faults.at(row.cell("opens_with"), _("This is more than the seats."))
            ranking = _ids(row.cell("ranking").text) or None
            if ranking is not None:
                self.rankings.append((row.cell("ranking"), ranking))
            self.slots[code] = Slot(
                code=code,
                title=row.cell("title").text,
                enterprise=row.cell("enterprise").text,
                seats=seats,
                opens_with=opens_with,
                group=self._group(row, ranked=ranking is not None),
                majors=tuple(filter(None, _BETWEEN.split(row.cell("majors").text))),
                ranking=ranking,
            )
        self._groups_without_seats(table)

    def read_students(self, table: Table) -> None:
        scored = "score" in table.places
        scores_here = [*self._scores_here(table)]
        places = Counter[str]()
        for row in table.rows():
            number = self._id(row.cell("number"), self.students)
            if not number:
                continue
            if not row.cell("name").text:
                self.faults.at(row.cell("name"), _("This is empty."))
            fixed = normal(row.cell("fixed").text) or None
            if fixed is not None:
                places[fixed] += 1
                self._known_slot(row.cell("fixed"), fixed)
                if fixed in self.slots and places[fixed] > self.slots[fixed].seats:
                    self.faults.at(
                        row.cell("fixed"), _("More students were given this slot than it has seats.")
                    )
            self.students[number] = Student(
                number=number,
                name=row.cell("name").text,
                major=row.cell("major").text,
                score=self._score(row.cell("score"), needed=True) if scored else None,
                scores={
                    code: score
                    for code, place in scores_here
                    if (score := self._score(row.cell_at(place))) is not None
                },
                fixed=fixed,
            )
        self._check_groups_of_fixed(table)
        self._check_rankings()
        self._check_scores(table)

    def read_wishes(self, table: Table) -> None:
        places = _wish_places(table.headings)
        if table.headings and not places:
            self.faults.of(table.file, _("There is no column headed 志愿1 or Wish 1."))
        seen: set[str] = set()
        for row in table.rows():
            number = self._id(row.cell("number"), seen)
            if not number:
                continue
            seen.add(number)
            if number not in self.students:
                self.faults.at(row.cell("number"), _("There is no student with this number."))
                continue
            wishes = self._wishes(row, places)
            self.students[number] = replace(self.students[number], wishes=tuple(wishes))

    def _wishes(self, row: Row, places: Sequence[int]) -> Iterable[str]:
        wishes: dict[str, None] = {}
        for cell in (row.cell_at(place) for place in places):
            code = normal(cell.text)
            if code in wishes:
                self.faults.at(cell, _("This slot stands there twice."))
            elif code:
                self._known_slot(cell, code)
                wishes[code] = None
        return wishes

    def _id(self, cell: Cell, taken: Iterable[str]) -> str:
        """A number that nobody else has; empty where there is none, which is told."""
        one = normal(cell.text)
        if not one:
            self.faults.at(cell, _("This is empty."))
        elif _ROUNDED.fullmatch(one):
            self.faults.at(cell, str(ROUNDED))
        elif one in taken:
            self.faults.at(cell, _("{number} stands there twice.").format(number=one))
        else:
            return one
        return ""

    def _number(self, cell: Cell, *, needed: bool = False) -> int:
        if not cell.text and not needed:
            return 0
        if _WHOLE.fullmatch(cell.text) and int(cell.text) <= MOST_SEATS:
            return int(cell.text)
        self.faults.at(cell, _("This must be a whole number from 0 to {most}.").format(most=MOST_SEATS))
        return MOST_SEATS

    def _score(self, cell: Cell, *, needed: bool = False) -> Decimal | None:
        if not cell.text and not needed:
            return None
        if _SCORE.fullmatch(cell.text):
            return Decimal(cell.text)
        self.faults.at(cell, _("This must be a number such as 86 or 86.5."))
        return None

    def _known_slot(self, cell: Cell, code: str) -> None:
        if code not in self.slots:
            self.faults.at(cell, _("There is no slot with the number {number}.").format(number=code))

    def _group(self, row: Row, *, ranked: bool) -> str | None:
        name = row.cell("group").text or None
        if name is None:
            return None
        if ranked:
            self.faults.at(
                row.cell("ranking"), _("Slots of a group share one scale: use scores, not a ranking.")
            )
        if row.cell("group_seats").text:
            seats = self._number(row.cell("group_seats"))
            if self.groups.setdefault(name, seats) != seats:
                self.faults.at(
                    row.cell("group_seats"), _("This group has another number of seats further up.")
                )
        return name

    def _groups_without_seats(self, table: Table) -> None:
        for row in table.rows():
            name = row.cell("group").text
            if name and name not in self.groups:
                self.groups[name] = MOST_SEATS
                self.faults.at(
                    row.cell("group"), _("This group has no seats; write them into one of its rows.")
                )

    def _scores_here(self, table: Table) -> Iterator[tuple[str, int]]:
        """Slot and column of scores that count there only."""
        codes = {plain(code): code for code in self.slots}
        for place, heading in enumerate(table.headings):
            found = SCORE_HERE.fullmatch(plain(heading))
            if found and found[1] in codes:
                yield codes[found[1]], place

    def _check_groups_of_fixed(self, table: Table) -> None:
        taken = Counter[str]()
        for row in table.rows():
            slot = self.slots.get(normal(row.cell("fixed").text))
            if slot is None or slot.group is None:
                continue
            taken[slot.group] += 1
            if taken[slot.group] > self.groups.get(slot.group, MOST_SEATS):
                self.faults.at(
                    row.cell("fixed"), _("More students were given slots of this group than it has seats.")
                )

    def _check_scores(self, table: Table) -> None:
        """The engine tells apart so many priorities, and needs one for those without a score."""
        different = {score for one in self.students.values() for score in (one.score, *one.scores.values())}
        if len(different - {None}) > MOST_SCORES:
            self.faults.of(
                table.file,
                _("There are {count} different scores; at most {most} may be. Round them.").format(
                    count=len(different - {None}), most=MOST_SCORES
                ),
            )

    def _check_rankings(self) -> None:
        for cell, ranking in self.rankings:
            for number, times in Counter(ranking).items():
                if number not in self.students:
                    self.faults.at(
                        cell, _("There is no student with the number {number}.").format(number=number)
                    )
                if times > 1:
                    self.faults.at(cell, _("{number} stands there twice.").format(number=number))


def _ids(text: str) -> tuple[str, ...]:
    return tuple(normal(one) for one in _BETWEEN.split(text) if one)


def _wish_places(headings: Sequence[str]) -> list[int]:
    """The columns of wishes, first wish first."""
    found = ((WISH.fullmatch(plain(heading)), place) for place, heading in enumerate(headings))
    wishes = sorted((int(match[1]), place) for match, place in found if match)
    return [place for number, place in wishes if 1 <= number <= MOST_WISHES]
