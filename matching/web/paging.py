"""Long lists come a page at a time; the address says which."""

from typing import Any, NamedTuple

from flask import request, url_for
from sqlalchemy import Select, func, select

from matching.db import db
from matching.web.arguments import whole

PAGE = 50
LAST_PAGE = 100_000


class Page(NamedTuple):
    """One page of a list: the rows, which of how many, and where the others are."""

    rows: list[Any]
    number: int
    total: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    def url(self, number: int) -> str:
        """The same list, filters kept, at another page."""
        kept = {k: request.args.getlist(k) for k in request.args if k != "page"}
        return url_for(str(request.endpoint), **{**(request.view_args or {}), **kept, "page": number})

    @property
    def previous_url(self) -> str | None:
        """The page before, if any."""
        return self.url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        """The page after, if any."""
        return self.url(self.number + 1) if self.number < self.pages else None


def page_of(query: Select[*tuple[Any, ...]], *, size: int = PAGE, entities: bool = True) -> Page:
    """Two statements whatever the length: the count, and the rows of the page the address asks for."""
    number = min(whole(request.args.get("page")) or 1, LAST_PAGE)
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    limited = query.limit(size).offset((number - 1) * size)
    rows = db.session.scalars(limited).unique() if entities else db.session.execute(limited)
    return Page(list(rows), number, total, size)
