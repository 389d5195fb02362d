"""The one door through which time comes in. Stored in UTC, shown in Asia/Shanghai."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
WRITTEN = "%Y-%m-%d %H:%M"

_shift: ContextVar[timedelta] = ContextVar("shift", default=timedelta())


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC) + _shift.get()


@contextmanager
def living_at(moment: datetime) -> Iterator[None]:
    """Let the demo city have a past: in this context the clock shows `moment` and goes on from there."""
    token = _shift.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _shift.reset(token)


def today() -> date:
    """The calendar day in Linfen."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment as the clock on the wall shows it."""
    return moment.astimezone(SHANGHAI)


def written(moment: datetime) -> str:
    """As letters, files and prints carry it, whatever the language: 2026-03-31 18:00."""
    return f"{local(moment):{WRITTEN}}"


def from_written(text: str) -> datetime:
    """The moment of what was written so."""
    return datetime.strptime(text, WRITTEN).replace(tzinfo=SHANGHAI).astimezone(UTC)


def from_local(wall: datetime) -> datetime:
    """What somebody typed, without a zone, as a moment in UTC."""
    return wall.replace(tzinfo=SHANGHAI).astimezone(UTC)
