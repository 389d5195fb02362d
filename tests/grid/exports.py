"""Every file the house gives out, taken by somebody, cell by cell."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import load_workbook

from matching.web.downloads import XLSX
from tests.browser import Browser, Page
from tests.grid.walking import City, Oracle, Place, access_of, places, rules
from tests.grid.world import NOBODY

GONE = {303, 404}
REASON = {"reason": "上报人社局"}


class Taken(NamedTuple):
    """One cell of a file, and where it was found."""

    place: Place
    value: Any
    kind: str


def addresses(city: City, oracle: Oracle, who: str) -> Iterator[Place]:
    """Where this person may take a file."""
    for rule in rules(city.app, "GET"):
        if rule.rule.endswith(".xlsx") and oracle.is_let_in(who, access_of(city.app, rule.endpoint)):
            for place in places(city.app, rule, oracle.ids):
                if who != NOBODY and not oracle.is_foreign(who, place):
                    yield place


def taken(inside: Browser, place: Place, **ticked: str) -> Page:
    """The file; where a reason is asked for, one is given."""
    page = inside.get(place.address)
    if page.status == 200 and page.html:
        page = inside.post(place.address, REASON | ticked)
    return page


def files(city: City, who: str, **ticked: str) -> Iterator[tuple[Place, Page]]:
    """Every file of this person; of a decided class list, of a round without results, there is none."""
    for place in addresses(city, Oracle(city.world), who):
        page = taken(city.browsers[who], place, **ticked)
        if page.status not in GONE:
            yield place, page


def cells(place: Place, page: Page) -> Iterator[Taken]:
    """All cells of all sheets of a file."""
    for sheet in load_workbook(BytesIO(page.body)).worksheets:
        for row in sheet.iter_rows():
            yield from (Taken(place, cell.value, cell.data_type) for cell in row if cell.value is not None)


def is_file(page: Page) -> bool:
    """Whether it is a workbook to be saved, and not to be kept on the way."""
    kept_nowhere = page.headers.get("Cache-Control") == "no-store"
    saved = page.headers.get("Content-Disposition", "").startswith("attachment")
    return page.headers["Content-Type"] == XLSX and saved and kept_nowhere
