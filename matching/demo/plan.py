"""Everything a demo city is made of, read from the tables in `data/`. All names are invented.

A row belongs to the small city, which is quick to build and serves the tests, or only to the full one.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TypeVar

from matching.access.viewer import OrganisationKind
from matching.cohorts.enums import Level
from matching.kernel.labels import LabelledEnum
from matching.law.words import Hazard, Intensity, VenueKind

DATA = Path(__file__).parent / "data"

# The rounds: over and closed, published already, taking wishes now, locked until a second officer has looked.
PAST, FIRST, SECOND, THIRD = "past", "published", "collecting", "locked"

Row = Mapping[str, str]
Known = TypeVar("Known", bound=Enum)


class Size(LabelledEnum):
    """How big a city is."""

    SMALL = "small", "3 schools, 20 enterprises, about 400 students"
    FULL = "full", "10 schools, 120 enterprises, about 3,000 students"


@dataclass(frozen=True, kw_only=True)
class Office:
    """The bureau or a school, with its coordinator and a teacher where they have accounts."""

    key: str
    kind: OrganisationKind
    name: str
    county: str
    code: str
    staff: int
    contact: str
    coordinator: str
    teacher: str
    street: str
    introduction: str


@dataclass(frozen=True, kw_only=True)
class Class:
    """One cohort: `shortened` begins its class names, `round` is the one it takes part in."""

    school: str
    round: str
    name: str
    shortened: str
    major: str
    level: Level
    study_year: int
    students: int
    girls: int  # of a hundred
    near: tuple[str, ...]  # counties most students come from


@dataclass(frozen=True, kw_only=True)
class Firm:
    """An enterprise; `staff` at their posts, `person` has the account."""

    key: str
    name: str
    county: str
    staff: int
    person: str
    contact: str
    street: str
    introduction: str


@dataclass(frozen=True, kw_only=True)
class Trade:
    """One kind of work."""

    work: str
    majors: frozenset[str]
    venue: VenueKind
    intensity: Intensity
    requirements: str
    hazards: frozenset[Hazard]


@dataclass(frozen=True, kw_only=True)
class Posting:
    """One slot. `week` counts from the first Monday of the round's window, pay is CNY a month.

    `reason` names the written reason a soft rule asks for, `then` what became of the slot later.
    """

    firm: str
    round: str
    title: str
    trade: Trade
    seats: int
    pay: int
    wage: int
    week: int
    lodging: bool
    night: bool
    long_week: bool
    weeks: int
    reason: str
    then: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole city."""

    size: Size
    offices: tuple[Office, ...]
    classes: tuple[Class, ...]
    firms: tuple[Firm, ...]
    postings: tuple[Posting, ...]

    @property
    def schools(self) -> tuple[Office, ...]:
        """The offices that are schools."""
        return tuple(one for one in self.offices if one.kind is OrganisationKind.SCHOOL)

    def classes_in(self, key: str) -> list[Class]:
        """Those of one round."""
        return [one for one in self.classes if one.round == key]


@cache
def plan_of(size: Size) -> Plan:
    """The city of this size."""
    trades = {row["key"]: _trade(row) for row in _rows("trades")}
    return Plan(
        size=size,
        offices=tuple(_office(row) for row in _rows("offices", size)),
        classes=tuple(_class(row) for row in _rows("classes", size)),
        firms=tuple(_firm(row) for row in _rows("firms", size)),
        postings=tuple(_posting(row, trades) for row in _rows("postings", size)),
    )


def _rows(name: str, size: Size | None = None) -> Iterator[Row]:
    """The rows of a table; without a size, of one that has none."""
    wanted = {size.value, Size.SMALL.value} if size else set()
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from (row for row in csv.DictReader(lines) if size is None or row["size"] in wanted)


def _office(row: Row) -> Office:
    names = ("key", "name", "county", "code", "contact", "coordinator", "teacher", "street", "introduction")
    return Office(
        kind=_known(OrganisationKind, row["kind"]),
        staff=int(row["staff"]),
        **{name: row[name] for name in names},
    )


def _class(row: Row) -> Class:
    return Class(
        **{name: row[name] for name in ("school", "round", "name", "shortened", "major")},
        level=_known(Level, row["level"]),
        study_year=int(row["study_year"]),
        students=int(row["students"]),
        girls=int(row["girls"]),
        near=tuple(row["near"].split()),
    )


def _firm(row: Row) -> Firm:
    names = ("key", "name", "county", "person", "contact", "street", "introduction")
    return Firm(staff=int(row["staff"]), **{name: row[name] for name in names})


def _trade(row: Row) -> Trade:
    return Trade(
        work=row["work"],
        majors=frozenset(row["majors"].split()),
        venue=_known(VenueKind, row["venue"]),
        intensity=_known(Intensity, row["intensity"]),
        requirements=row["requirements"],
        hazards=frozenset(_known(Hazard, hazard) for hazard in row["hazards"].split()),
    )


def _known(kind: type[Known], value: str) -> Known:
    """The member with this value; the constructor of a labelled enum wants its label too."""
    return next(member for member in kind if member.value == value)


def _posting(row: Row, trades: Mapping[str, Trade]) -> Posting:
    return Posting(
        firm=row["firm"],
        round=row["round"],
        title=row["title"],
        trade=trades[row["trade"]],
        seats=int(row["seats"]),
        pay=int(row["pay"]),
        wage=int(row["wage"]),
        week=int(row["week"]),
        lodging=row["lodging"] == "1",
        night=row["night"] == "1",
        long_week=row["long_week"] == "1",
        weeks=int(row["weeks"]),
        reason=row["reason"],
        then=row["then"],
    )
