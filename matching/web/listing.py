"""What a list can be narrowed and sorted by, declared once: its query, form, chips and sentence come from it.

Pure: the values of an address come in, a narrower query goes out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, or_

from matching.kernel.i18n import _

LONGEST_WORDS = 60
SHORT_GROUP = 8  # more choices than these would push the other filters out of sight

YEARS = range(2000, 2101)  # no list of ours reaches further, and no calendar of a database does

Args = Mapping[str, list[str]]
Where = Callable[[str], ColumnElement[bool]]


class Kind(Enum):
    """How a filter is chosen, and what several choices of it mean."""

    ONE = "one"
    ANY = "any"
    ALL = "all"
    WORDS = "words"
    DAY = "day"


class Option(NamedTuple):
    """One choice: as the address says it, as people read it, and how many rows are of it."""

    value: str
    label: str
    rows: int | None = None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One thing to narrow by; `where` is asked for each chosen value."""

    name: str
    legend: str
    where: Where
    kind: Kind = Kind.ONE
    options: Sequence[Option] = ()

    def chosen(self, args: Args) -> list[Option]:
        """What the address asks for; what it cannot mean is left out."""
        asked = args.get(self.name, [])
        if self.kind is Kind.WORDS:
            return [Option(words, words) for words in _words(asked)]
        if self.kind is Kind.DAY:
            return [Option(day, day) for day in _days(asked)]
        found = [option for option in self.options if option.value and option.value in asked]
        return found[:1] if self.kind is Kind.ONE else found

    @property
    def typed(self) -> bool:
        """Whether people write here instead of choosing."""
        return self.kind in (Kind.WORDS, Kind.DAY)


@dataclass(frozen=True, kw_only=True)
class Sort:
    """One order; without `by` the order the query already has."""

    name: str
    label: str
    by: tuple[SQLColumnExpression[Any], ...] = ()
    falling: bool = False


class Chosen(NamedTuple):
    """One applied choice."""

    filter: Filter
    option: Option


@dataclass(frozen=True)
class Listing:
    """A list as one address asks for it."""

    filters: tuple[Filter, ...]
    sorts: tuple[Sort, ...]
    args: Args

    @property
    def applied(self) -> list[Chosen]:
        """Every choice, in the order of the filters."""
        return [Chosen(each, option) for each in self.filters for option in each.chosen(self.args)]

    @property
    def sort(self) -> Sort | None:
        """The order asked for, else the first there is."""
        asked = self.args.get("sort", [])
        return next((sort for sort in self.sorts if sort.name in asked), next(iter(self.sorts), None))

    @property
    def sorted_otherwise(self) -> bool:
        """Whether the address asks for another order than the first."""
        return self.sort is not None and self.sort is not self.sorts[0]

    def of(self, query: Select[*tuple[Any, ...]], *, without: Chosen | None = None) -> Any:
        """The query narrowed and sorted; `without` one of the choices, to tell what that would bring."""
        for clause in self._clauses(without):
            query = query.where(clause)
        return query.order_by(None).order_by(*self.sort.by) if self.sort and self.sort.by else query

    def _clauses(self, without: Chosen | None) -> Iterator[ColumnElement[bool]]:
        kept = [each for each in self.applied if each != without]
        for each in self.filters:
            clauses = [each.where(option.value) for chosen, option in kept if chosen is each]
            if clauses:
                yield and_(*clauses) if each.kind is Kind.ALL else or_(*clauses)

    @property
    def sentence(self) -> str:
        """The choices as an export and a printed page tell them."""
        told = [f"{each.legend} {option.label}" for each, option in self.applied]
        return _(", ").join(told) if told else _("all rows, no filter")

    @property
    def typed(self) -> list[tuple[Filter, str]]:
        """The fields in which people write, with what stands in them."""
        return [
            (each, next((option.value for option in each.chosen(self.args)), ""))
            for each in self.filters
            if each.typed
        ]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The groups of choices as the form shows them; one with nothing to choose is left out."""
        return [self._group(each) for each in self.filters if not each.typed and each.options]

    def _group(self, each: Filter) -> dict[str, Any]:
        chosen = each.chosen(self.args)
        options = [
            {"value": option.value, "label": option.label, "count": option.rows, "checked": option in chosen}
            for option in each.options
        ]
        one = each.kind is Kind.ONE
        if one:
            options.insert(0, {"value": "", "label": _("All"), "count": None, "checked": not chosen})
        return {
            "legend": each.legend,
            "name": each.name,
            "kind": "radio" if one else "checkbox",
            "open": bool(chosen) or len(options) <= SHORT_GROUP,
            "options": options,
        }


def _words(asked: list[str]) -> list[str]:
    words = " ".join(asked[:1]).replace("\x00", "").strip()[:LONGEST_WORDS]
    return [words] if words else []


def _days(asked: list[str]) -> list[str]:
    try:
        days = [date.fromisoformat(text) for text in asked[:1]]
    except ValueError:
        return []
    return [day.isoformat() for day in days if day.year in YEARS]
