"""The explanation on paper: at most two pages, whatever the number of wishes."""

import re
from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests.browser import Browser
from tests.cast import Person
from tests.live import chromium_path
from tests.make.cohorts import activate
from tests.make.placements import a_published_round

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
EIGHT = tuple(range(8))


@pytest.fixture
def chromium() -> Iterator[Chromium]:
    path = chromium_path()
    with sync_playwright() as play:
        yield play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("who", [0, 13])
def test_a_result_with_eight_wishes_prints_on_two_pages(
    *, browser: Browser, chromium: Chromium, served: str, lin: Person, hua: Person, who: int, lang: str
) -> None:
    lists = [tuple(reversed(EIGHT))] * 5 + [EIGHT] * 9
    published = a_published_round(of=lin, at=hua, lists=lists, seats=(1,) * 7 + (3,))
    pupil = browser.as_(activate(published.students[who]))
    cookie = pupil.client.get_cookie("session")
    assert cookie is not None
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": served}])
    page.goto(f"{served}/rounds/{published.id}/result?lang={lang}")
    printed = page.pdf(format="A4", margin={"top": "18mm", "bottom": "18mm", "left": "16mm", "right": "16mm"})
    assert 1 <= len(PAGE.findall(printed)) <= 2
