"""A teacher with a phone, from the home page to a kept seat: every tap is counted."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Locator

from matching.kernel.i18n import _
from tests.cast import Person
from tests.live import PHONE, Window, chromium, seat, serving, session_of, window
from tests.practice.make import a_teacher, an_offer

MOST_TAPS = 5


class Thumb:
    """Taps, and nothing else moves anything."""

    def __init__(self) -> None:
        self.taps = 0

    def on(self, thing: Locator) -> None:
        """One tap."""
        self.taps += 1
        thing.first.tap()


@pytest.fixture
def phone(app: Flask) -> Iterator[Window]:
    with chromium() as browser, serving(app) as address, window(browser, address, width=PHONE) as one:
        yield one
    assert one.complaints == []


@pytest.mark.browser
def test_signing_up_takes_at_most_five_taps(app: Flask, phone: Window, hua: Person) -> None:
    an_offer(of=hua)
    seat(phone, session_of(app, a_teacher()))
    phone.open("/home")
    main, thumb = phone.page.get_by_role("main"), Thumb()
    posts = main.get_by_role("region", name=_("Posts that fit you"))
    thumb.on(posts.get_by_role("link", name=_("Sign up")))
    wants = phone.page.get_by_label(_("What I want to learn"), exact=True)
    thumb.on(wants)
    wants.press_sequentially("学五轴编程")
    thumb.on(phone.page.get_by_label(_("My department agrees")))
    thumb.on(main.get_by_role("button", name=_("Sign up")))
    phone.sees("等示例市第一技工学校答复")
    assert thumb.taps <= MOST_TAPS
