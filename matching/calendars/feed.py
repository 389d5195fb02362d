"""Entries as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from matching.calendars.queries import Entry
from matching.kernel import clock

PRODUCT = "-//matching//school-enterprise cooperation//ZH"
MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)


def as_calendar(entries: Iterable[Entry], *, name: str, site: str, now: datetime) -> bytes:
    """The file. `site`: the address people type, which also makes the ids of events unique."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, site=site, now=now))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, *, site: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{site.partition('://')[2]}")
    event.add("dtstamp", now)
    event.add("summary", entry.title)
    event.add("url", site + entry.url)
    event.add("sequence", entry.version)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    begins, ends = _span(entry)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    return event


def _span(entry: Entry) -> tuple[date, date]:
    """Whole days end before the next begins; a deadline has no length."""
    if entry.at is not None:
        return clock.local(entry.at), clock.local(entry.until or entry.at)
    if entry.first is None:
        raise ValueError(f"no date in {entry.key}")
    return entry.first, (entry.last or entry.first) + timedelta(days=1)
