"""Long lists come a page at a time; the address says which, and what is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import request, url_for
from sqlalchemy import Select, func, select

from matching.db import db
from matching.web.arguments import whole
from matching.web.filters import url_with, url_without
from matching.web.listing import Filter, Listing, Sort

PAGE = 50
LAST_PAGE = 100_000
OF_THE_PAGE = ("page", "lang")  # what belongs to one page and not to the list


class Page(NamedTuple):
    """One page of a list: the rows, which of how many, and where the others are."""

    rows: list[Any]
    number: int
    total: int
    size: int
    sums: tuple[int, ...] = ()  # of the columns that were to be summed, over all pages

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    def url(self, number: int) -> str:
        """The same list, filters kept, at another page."""
        return url_with(page=number)

    @property
    def previous_url(self) -> str | None:
        """The page before, if any."""
        return self.url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        """The page after, if any."""
        return self.url(self.number + 1) if self.number < self.pages else None


class Link(NamedTuple):
    """Where a choice leads: a chip, an order, a way out of an empty list."""

    label: str
    url: str
    current: bool = False
    rows: int = 0
    falling: bool = False


@dataclass(frozen=True)
class Found:
    """A list as its page shows it: the rows, what was asked for, and from an empty list the ways out."""

    page: Page
    listing: Listing
    ways: list[Link]

    @property
    def chips(self) -> list[Link]:
        """What is applied; each link takes its own away."""
        return [
            Link(option.label, url_without(each.name, option.value)) for each, option in self.listing.applied
        ]

    @property
    def orders(self) -> list[Link]:
        """The orders to choose from."""
        return [self._order(sort) for sort in self.listing.sorts]

    def order(self, name: str) -> Link:
        """The order of that name, for the head of a column."""
        return next(self._order(sort) for sort in self.listing.sorts if sort.name == name)

    def _order(self, sort: Sort) -> Link:
        usual = sort is self.listing.sorts[0]
        url = url_with(sort=None if usual else sort.name, page=None)
        return Link(sort.label, url, current=sort is self.listing.sort, falling=sort.falling)

    @property
    def kept(self) -> dict[str, str]:
        """What the filter form carries along: the order."""
        sort = self.listing.sort
        return {"sort": sort.name} if sort and self.listing.sorted_otherwise else {}

    @property
    def clear_url(self) -> str:
        """The list without any filter."""
        values: dict[str, Any] = {**(request.view_args or {}), **self.kept}
        return url_for(str(request.endpoint), **values)

    def url_at(self, endpoint: str) -> str:
        """The same choices at another address: the export of the list."""
        values: dict[str, Any] = dict(request.view_args or {})
        values |= {name: given for name, given in request.args.lists() if name not in OF_THE_PAGE}
        return url_for(endpoint, **values)


def asked_for(filters: Iterable[Filter] = (), sorts: Iterable[Sort] = ()) -> Listing:
    """The list as this request's address asks for it."""
    return Listing(tuple(filters), tuple(sorts), request.args.to_dict(flat=False))


def find(
    query: Select[*tuple[Any, ...]], listing: Listing, *, entities: bool = True, summed: Sequence[str] = ()
) -> Found:
    """The page of the list; where it is empty, one more statement tells which filter to take away."""
    page = page_of(listing.of(query), entities=entities, summed=summed)
    return Found(page, listing, [] if page.total else _ways_out(query, listing))


def page_of(
    query: Select[*tuple[Any, ...]], *, size: int = PAGE, entities: bool = True, summed: Sequence[str] = ()
) -> Page:
    """Two statements whatever the length: the count with the sums, and the rows the address asks for."""
    number = min(whole(request.args.get("page")) or 1, LAST_PAGE)
    rows = rows_of(query.limit(size).offset((number - 1) * size), entities=entities)
    total, *sums = db.session.execute(_count(query, summed)).one()
    return Page(rows, number, total, size, tuple(sums))


def rows_of(query: Select[*tuple[Any, ...]], *, entities: bool = True) -> list[Any]:
    """The rows of a query: things, or tuples where it asks for several of each."""
    return list(db.session.scalars(query).unique() if entities else db.session.execute(query))


def count_of(query: Select[*tuple[Any, ...]]) -> int:
    """How many rows a query has."""
    return db.session.scalar(_count(query)) or 0


def _count(query: Select[*tuple[Any, ...]], summed: Sequence[str] = ()) -> Select[int, *tuple[Any, ...]]:
    rows = query.order_by(None).subquery()
    sums = [func.coalesce(func.sum(rows.c[name]), 0) for name in summed]
    return select(func.count(), *sums).select_from(rows)


def _ways_out(query: Select[*tuple[Any, ...]], listing: Listing) -> list[Link]:
    applied = listing.applied
    if not applied:
        return []
    counts = [_count(listing.of(query, without=each)).scalar_subquery() for each in applied]
    told = zip(applied, db.session.execute(select(*counts)).one(), strict=True)
    return [
        Link(option.label, url_without(each.name, option.value), rows=count)
        for (each, option), count in told
        if count
    ]
