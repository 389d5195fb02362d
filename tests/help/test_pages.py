"""Help is read by anybody, costs next to nothing, and shows one's own role first."""

import pytest

from matching.help.readers import Reader
from matching.help.topics import TOPICS
from tests.browser import Browser
from tests.cast import Person
from tests.help.texts import LINK
from tests.statements import Counting

HEAVIEST = 150_000


@pytest.mark.parametrize("language", ["zh", "en"])
def test_anybody_reads_every_page_of_help(browser: Browser, language: str) -> None:
    browser.client.set_cookie("lang", language)
    pages = {slug: browser.get(f"/help/{slug}") for slug in TOPICS}
    assert [slug for slug, page in pages.items() if page.status != 200] == []
    assert max(len(page.html.encode()) for page in pages.values()) < HEAVIEST


@pytest.mark.parametrize("language", ["zh", "en"])
def test_links_inside_help_arrive(browser: Browser, language: str) -> None:
    browser.client.set_cookie("lang", language)
    led = {link for slug in TOPICS for link in LINK.findall(browser.get(f"/help/{slug}").html)}
    inside = sorted(link for link in led if link.startswith("/") and not link.startswith("/static/"))
    broken = [link for link in inside if browser.get(link).status not in (200, 303)]
    assert broken == []


def test_all_help_is_listed(browser: Browser) -> None:
    page = browser.get("help.index")
    assert len(page.html.encode()) < HEAVIEST
    assert [slug for slug in TOPICS if f'href="/help/{slug}"' not in page.html] == []


def test_an_unknown_page_of_help_is_not_there(browser: Browser) -> None:
    assert browser.get("/help/nothing").status == 404


@pytest.mark.parametrize(
    ("who", "reader"),
    [
        ("lin", Reader.SCHOOL),
        ("hua", Reader.ENTERPRISE),
        ("bao", Reader.BUREAU),
        ("ada", Reader.ADMINISTRATOR),
    ],
)
def test_ones_own_role_stands_first_and_open(
    browser: Browser, who: str, reader: Reader, request: pytest.FixtureRequest
) -> None:
    page = browser.as_(request.getfixturevalue(who)).get("help.index").html
    first, *others = page.split('<details class="fold"')[1:]
    assert first.startswith(" open>")
    assert reader.label in first
    assert [other for other in others if other.startswith(" open")] == []


def test_help_asks_nothing_of_the_database(browser: Browser, statements: Counting) -> None:
    with statements() as asked:
        assert browser.get("help.index").status == 200
        assert browser.get("help.index", q="志愿").status == 200
        assert browser.get("/help/ranking").status == 200
    assert asked == []


def test_help_costs_somebody_signed_in_no_more_than_any_page(
    browser: Browser, lin: Person, statements: Counting
) -> None:
    here = browser.as_(lin)
    with statements() as usual:
        here.get("accounts.accessibility")
    with statements() as asked:
        here.get("help.index", q="志愿")
    assert len(asked) == len(usual)
