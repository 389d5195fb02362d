"""The part of the pool that the address asks for: filtered, and a page at a time."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from flask import request

from matching.kernel.i18n import _
from matching.kernel.regions import county
from matching.web.filters import url_with
from matching.web.paging import Page
from matching.wishes.assembly.desk import Choice

LONGEST_NUMBER = 6


class PoolPage(Page):
    """A page of the pool: its links lead to the pool, not to the card that was moved last."""

    def url(self, number: int) -> str:
        """The same filters, another page."""
        return url_with(page=number, moved=None) + "#pool"


class Pool(NamedTuple):
    """What is shown of the slots still to choose from, and how it was asked for."""

    page: PoolPage
    counties: list[tuple[str, str]]  # code, and name with the number of slots
    county: str
    lodging: bool
    total: int  # before filtering

    @property
    def is_filtered(self) -> bool:
        """Whether the address leaves some out."""
        return bool(self.county or self.lodging)


def pool_asked_for(choices: Sequence[Choice], size: int) -> Pool:
    """Filter by `county` and `lodging`, then the page `page`."""
    counts = Counter(choice.slot.county for choice in choices)
    wanted = request.args.get("county", "")
    wanted = wanted if wanted in counts else ""
    lodging = request.args.get("lodging") == "1"
    kept = [
        choice
        for choice in choices
        if (not wanted or choice.slot.county == wanted) and (choice.slot.lodging or not lodging)
    ]
    names = {code: unit.name if (unit := county(code)) else code for code in counts}
    options = [
        (code, _("{name} ({count})").format(name=names[code], count=counts[code])) for code in sorted(counts)
    ]
    return Pool(PoolPage(*part_of(kept, size)), options, wanted, lodging, len(choices))


def part_of(rows: Sequence[Choice], size: int) -> Page:
    """The page of a list already in memory that the address asks for; the last one if it is beyond."""
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
    number = max(1, min(number, -(-len(rows) // size)))
    return Page(list(rows[(number - 1) * size : number * size]), number, len(rows), size)
