"""Make the pictures of the README anew from the demo city: `python -m tests.journeys.pictures`."""

import logging
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import structlog
from flask_migrate import upgrade
from playwright.sync_api import Browser as Chromium

from matching.app import create_app
from matching.demo import city
from matching.demo.cast import PASSWORD, STUDENT, STUDENT2
from matching.demo.plan import Size
from matching.kernel.i18n import DEFAULT, _, speak
from matching.settings import Settings
from tests.architecture.source import ROOT
from tests.live import chromium, serving

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 250_000


class Picture(NamedTuple):
    """Who sees it, where, and on how big a screen."""

    name: str
    username: str
    path: str
    language: str
    width: int
    height: int


PICTURES = (
    Picture("result.zh.png", STUDENT2, "/results/mine", "zh", 1180, 1240),
    Picture("home.zh.png", "bureau", "/home", "zh", 1180, 820),
    Picture("rank.zh.png", STUDENT, "/wishes", "zh", 390, 844),
    Picture("slots.en.png", "school", "/slots", "en", 1180, 820),
)


def main() -> None:
    """Build the city in a folder that is thrown away, and look at it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environ({"DATA_DIR": folder, "QUEUE_URL": "memory"}))
        with app.app_context():
            upgrade()
            city.build(app.extensions["workshop"], size=Size.SMALL, tell=lambda _moment, _sentence: None)
        with chromium() as browser, serving(app) as address:
            for picture in PICTURES:
                size = _take(browser, address, picture)
                sys.stdout.write(f"{picture.name}: {size:,} bytes\n")


def _take(browser: Chromium, address: str, picture: Picture) -> int:
    speak(DEFAULT)
    context = browser.new_context(viewport={"width": picture.width, "height": picture.height}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/sign-in?lang=zh")
    page.get_by_label(_("User name"), exact=True).fill(picture.username)
    page.get_by_label(_("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=_("Sign in")).click()
    page.goto(f"{address}{picture.path}")
    page.goto(f"{page.url}?lang={picture.language}")
    target = Path(FOLDER / picture.name)
    page.screenshot(path=target)
    context.close()
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{target} is too big")
    return target.stat().st_size


if __name__ == "__main__":
    main()
