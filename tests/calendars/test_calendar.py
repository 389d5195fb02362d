"""A calendar by a secret link: one's own dates, for as long as one wants."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from matching.accounts.actions import deactivate
from matching.accounts.models import Account
from matching.calendars import queries
from matching.calendars.queries import Entry, register_sources
from matching.db import db
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting

LINK = re.compile(r"/calendar/[\w-]+\.ics")
VISIT = Entry(
    key="visit-7",
    title="Practice, 启衡机电",
    url="/practices/7",
    first=date(2026, 7, 6),
    last=date(2026, 7, 31),
    place="尧都区; 1 号",
)
ENDS = Entry(key="wishes-1", title="Wishes", url="/rounds/1", at=datetime(2026, 3, 20, 10, tzinfo=UTC))


@pytest.fixture(autouse=True)
def dates_of_hua(hua: Person) -> Iterator[None]:
    before = queries._Registered.sources
    register_sources(lambda account_id: [VISIT, ENDS] if account_id == hua.account_id else [])
    yield
    register_sources(*before)


def _link(browser: Browser) -> str:
    found = LINK.search(browser.get("calendars.mine").text)
    assert found is not None
    return found[0]


def _read(browser: Browser, address: str) -> list[Any]:
    answer = browser.client.get(address)
    assert answer.content_type.startswith("text/calendar")
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def test_the_link_opens_ones_own_dates_without_signing_in(browser: Browser, hua: Person) -> None:
    mine = browser.as_(hua)
    mine.post("calendars.make")
    practice, deadline = _read(browser, _link(mine))
    assert practice["summary"] == VISIT.title
    assert (practice.decoded("dtstart"), practice.decoded("dtend")) == (date(2026, 7, 6), date(2026, 8, 1))
    assert practice["location"] == VISIT.place
    assert practice["url"].endswith(VISIT.url)
    assert deadline.decoded("dtstart") == ENDS.at


def test_a_new_link_stops_the_old_one(browser: Browser, hua: Person) -> None:
    mine = browser.as_(hua)
    mine.post("calendars.make")
    old = _link(mine)
    mine.post("calendars.make")
    assert browser.client.get(old).status_code == 404
    assert len(_read(browser, _link(mine))) == 2


def test_a_link_taken_back_opens_nothing(browser: Browser, hua: Person) -> None:
    mine = browser.as_(hua)
    mine.post("calendars.make")
    address = _link(mine)
    mine.post("calendars.remove")
    assert browser.client.get(address).status_code == 404
    assert browser.client.get("/calendar/whatever.ics").status_code == 404


def test_nobody_reads_the_dates_of_another(browser: Browser, hua: Person, lin: Person) -> None:
    browser.as_(hua).post("calendars.make")
    browser.as_(lin).post("calendars.make")
    assert _read(browser, _link(browser.as_(lin))) == []


def test_the_calendar_of_a_deactivated_account_is_gone(browser: Browser, hua: Person, ada: Person) -> None:
    mine = browser.as_(hua)
    mine.post("calendars.make")
    address = _link(mine)
    with acting():
        deactivate(db.session.get_one(Account, hua.account_id), reason="has left the firm", by=ada.viewer)
    assert browser.client.get(address).status_code == 404
