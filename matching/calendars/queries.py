"""Whose link, and which dates stand in the calendar: rooms register what they know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.calendars.models import CalendarLink, index_of_token


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a calendar: whole days `first` to `last`, a moment `at` by which
    something ends, or hours from `at` `until`."""

    key: str  # stays the same when the dates change: "practice-12"
    title: str
    url: str  # a path of this service
    first: date | None = None
    last: date | None = None
    at: datetime | None = None
    until: datetime | None = None
    place: str = ""
    cancelled: bool = False
    version: int = 1


Source = Callable[[int], Iterable[Entry]]
"""Account -> its dates."""


class _Registered:
    sources: tuple[Source, ...] = ()


def register_sources(*sources: Source) -> None:
    """Say which rooms know dates of people."""
    _Registered.sources = sources


def entries_of(account_id: int) -> list[Entry]:
    """Everything dated that concerns one person."""
    return [entry for source in _Registered.sources for entry in source(account_id)]


def link_of(account_id: int) -> Select[CalendarLink]:
    """The link, if one was made."""
    return select(CalendarLink).where(CalendarLink.account_id == account_id)


def reader_with(token: str) -> Select[Account]:
    """Whose calendar it is; a deactivated account has none any more."""
    return (
        select(Account)
        .join(CalendarLink, CalendarLink.account_id == Account.id)
        .where(CalendarLink.token_index == index_of_token(token), Account.state == AccountState.ACTIVE)
    )
