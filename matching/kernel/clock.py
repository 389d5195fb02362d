"""The one door through which time comes in. Stored in UTC, shown in Asia/Shanghai."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in Linfen."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment as the clock on the wall shows it."""
    return moment.astimezone(SHANGHAI)


def from_local(wall: datetime) -> datetime:
    """What somebody typed, without a zone, as a moment in UTC."""
    return wall.replace(tzinfo=SHANGHAI).astimezone(UTC)
