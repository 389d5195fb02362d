"""Every page for each role that sees it differently: no barrier that a machine can find, no sideways scroll.

By default each template is looked at in Chinese on a desk and in English on a phone; AUDIT=full looks at
every page in both languages, both widths, light and dark.
"""

import os
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab

from matching.web.headers import HEADERS
from tests.grid.walking import City
from tests.journeys.pages import SERVED, collect, laid_out, page_templates
from tests.live import DESK, HEIGHTS, NARROWEST, PHONE, chromium, serving, window

FULL = os.environ.get("AUDIT") == "full"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LOOKS = (
    list(product(("zh", "en"), (DESK, PHONE), (False, True)))
    if FULL
    else [("zh", DESK, False), ("en", PHONE, False)]
)
FEWEST = 150  # pages: so that an empty album does not pass
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _look(look: tuple[str, int, bool]) -> Any:
    language, width, dark = look
    name = f"{language}-{width}{'-dark' if dark else ''}"
    return pytest.param(look, id=name, marks=pytest.mark.xdist_group(f"audit {name}"))


@pytest.mark.browser
@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("look", [_look(look) for look in LOOKS])
def test_every_page(city: City, look: tuple[str, int, bool]) -> None:
    language, width, dark = look
    pages = collect(city, language, every=FULL)
    assert page_templates() - {page.template for page in pages} == set()
    faults = []
    with (
        chromium() as browser,
        laid_out(city.app, pages, HEADERS) as answer,
        serving(answer) as address,
        window(browser, address, width=width, language=language, dark=dark) as opened,
    ):
        for number, page in enumerate(pages):
            opened.open(f"{SERVED}{number}")
            faults += [f"{page}: {fault}" for fault in _barriers(opened.page)]
        faults += opened.complaints
    assert not faults, "\n".join(faults)
    assert len(pages) > FEWEST


def _barriers(tab: Tab) -> list[str]:
    found = Axe().run(tab, options=OPTIONS).response["violations"]
    faults = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]
    before = tab.viewport_size
    assert before is not None
    tab.set_viewport_size({"width": NARROWEST, "height": HEIGHTS[NARROWEST]})
    if (over := tab.evaluate(SIDEWAYS)) > 0:
        faults.append(f"{over} px wider than {NARROWEST}")
    tab.set_viewport_size(before)
    return faults
