"""The application behind a real server in this process, and people with real browsers in front of it.

The server shares the tests' clock, so a test may travel past a deadline while browsers are open.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from matching.kernel.i18n import _
from matching.web.session import TOKEN
from tests.browser import Browser
from tests.cast import PASSWORD, Person

DESK, PHONE, NARROWEST = 1280, 360, 320
HEIGHTS = {DESK: 900, PHONE: 740, NARROWEST: 640}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PATIENCE_MILLISECONDS = 20_000
EXPECTED = ("status of 422", "status of 409", "status of 404")  # Chromium calls every such page an error


def chromium_path() -> str:
    """The installed browser; without one the test is skipped loudly, in CI it fails."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        missing = "No Chromium on this machine: install it (apt-get install chromium) or set CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@contextmanager
def chromium() -> Iterator[Chromium]:
    """One browser process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """A WSGI application on a free port of this machine; its address."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join()


@dataclass
class Window:
    """One person's browser, and everything it complained of."""

    address: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.address + path)

    def fill(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def tick(self, label: str) -> None:
        """Tick a box or a choice."""
        self.page.get_by_label(label, exact=True).check()

    def press(self, button: str) -> None:
        """Press the button whose name begins so; hidden words may say more."""
        self.page.get_by_role("button", name=button).first.click()

    def follow(self, link: str) -> None:
        """Follow the link whose name begins so."""
        self.page.get_by_role("main").get_by_role("link", name=link).first.click()

    def sees(self, text: str) -> None:
        """Wait until the text stands on the page."""
        self.page.get_by_role("main").get_by_text(text).first.wait_for()

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Through the door."""
        self.open("/sign-in")
        self.fill(_("User name"), username)
        self.fill(_("Password"), password)
        self.press(_("Sign in"))
        self.page.wait_for_url("**/home")


@contextmanager
def window(
    chromium: Chromium,
    address: str,
    *,
    width: int = DESK,
    scripts: bool = True,
    language: str = "zh",
    dark: bool = False,
) -> Iterator[Window]:
    """A browser of one's own, which notes errors, strangers and broken promises."""
    context = chromium.new_context(
        locale="zh-CN",
        viewport={"width": width, "height": HEIGHTS[width]},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        has_touch=width < DESK,
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    context.add_cookies([{"name": "lang", "value": language, "url": address}])
    opened = Window(address, context, context.new_page())
    _listen(opened)
    yield opened
    context.close()


def seat(window: Window, inside: Browser) -> None:
    """Put the session of a test's browser into a real one: signed in without the door."""
    cookie = inside.client.get_cookie("session")
    assert cookie is not None
    window.context.add_cookies([{"name": "session", "value": cookie.value, "url": window.address}])


def session_of(app: Flask, person: Person) -> Browser:
    """Signed in by the real action."""
    inside = Browser(app).as_(person)
    with inside.client.session_transaction() as session:
        assert TOKEN in session
    return inside


def _listen(window: Window) -> None:
    said, address = window.complaints, window.address

    def console(message: ConsoleMessage) -> None:
        wrong = message.type in ("error", "warning")
        if wrong and not any(word in message.text for word in EXPECTED):
            said.append(f"console: {message.text}")

    def request(sent: Request) -> None:
        if not sent.url.startswith((address, "data:")):
            said.append(f"stranger: {sent.url}")

    def response(answer: Response) -> None:
        if answer.status >= 500:
            said.append(f"{answer.status}: {answer.url}")

    window.page.on("console", console)
    window.page.on("pageerror", lambda error: said.append(f"script: {error}"))
    window.page.on("request", request)
    window.page.on("response", response)
