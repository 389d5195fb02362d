"""The keyboard alone: wherever the focus goes it can be seen, and nothing lies over it."""

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.grid.walking import City
from tests.live import DESK, PHONE, chromium, seat, serving, window

WALKS = [
    ("lin", "/cohorts/1", DESK),
    ("hua", "/slots/new", PHONE),
    ("白鹭丁", "/rounds/4/choices", PHONE),
    ("白鹭甲", "/rounds/1/result", PHONE),
]
STEPS = 60
SEEN = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 1), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  return {
    name: one.outerHTML.slice(0, 120),
    inside: box.bottom > 0 && box.top < innerHeight,
    free: Boolean(top) && (one.contains(top) || top.contains(one)),
    ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
  };
}"""


@pytest.mark.browser
@pytest.mark.only_on("sqlite")
@pytest.mark.xdist_group("keyboard")
def test_the_focus_is_seen_wherever_it_goes(city: City) -> None:
    faults = []
    with chromium() as browser, serving(city.app) as address:
        for who, path, width in WALKS:
            with window(browser, address, width=width) as opened:
                seat(opened, city.browsers[who])
                opened.open(path)
                seen, hidden = _walk(opened.page)
                assert seen > 5, path
                faults += [f"{path}: {one}" for one in hidden]
                faults += opened.complaints
    assert not faults, "\n".join(faults)


@pytest.mark.browser
@pytest.mark.only_on("sqlite")
@pytest.mark.xdist_group("keyboard")
def test_wishes_are_ordered_with_the_keyboard_alone(city: City) -> None:
    with chromium() as browser, serving(city.app) as address, window(browser, address, width=PHONE) as opened:
        seat(opened, city.browsers["白鹭甲"])
        opened.open("/rounds/4/choices")
        titles = opened.page.locator("#ranking .who")
        before = titles.all_inner_texts()
        opened.page.locator("button.mover:not([disabled])").last.focus()
        opened.page.keyboard.press("Enter")
        expect(titles).to_have_text([*reversed(before)])
        expect(opened.page.locator("button.mover:focus")).to_have_count(1)
        assert opened.complaints == []


def _walk(tab: Tab) -> tuple[int, list[str]]:
    """How many places the focus went to, and those where it could not be seen."""
    seen, hidden = 0, []
    for _step in range(STEPS):
        tab.keyboard.press("Tab")
        told = tab.evaluate(SEEN)
        if told is None:
            break
        seen += 1
        if not (told["inside"] and told["free"] and told["ring"]):
            hidden.append(str(told))
    return seen, hidden
