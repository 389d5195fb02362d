"""Which matters a letter tells: new ones once, and again, once a day, when their deadline is near."""

from datetime import datetime, timedelta

from matching.kernel import clock
from matching.matters.enums import OF_STUDENTS, PRESSING, TOLD_BY_THE_DEED
from matching.matters.found import Found

NEAR = 1  # day before the deadline
NO_LONGER = 3  # days after it: then it stands on the home page, and a mail a day would be noise


def is_to_tell(found: Found, told_at: datetime | None) -> bool:
    """Whether the summary that is written now says so; `told_at` is when one last did."""
    if found.kind in OF_STUDENTS:
        return False
    if told_at is None and found.kind not in TOLD_BY_THE_DEED:
        return True
    if told_at is not None and clock.local(told_at).date() >= clock.today():
        return False
    return found.ends is not None and -NO_LONGER < _days_to(found.ends) <= NEAR


def is_to_tell_at_once(found: Found, told_at: datetime | None) -> bool:
    """Whether it cannot wait for the summary: it came up today, is due today, and nobody was told."""
    deed = OF_STUDENTS | TOLD_BY_THE_DEED
    return told_at is None and found.urgency in PRESSING and found.kind not in deed


def _days_to(ends: datetime) -> int:
    """By the calendar; what ends at midnight ends on the day before."""
    return (clock.local(ends - timedelta(seconds=1)).date() - clock.today()).days
