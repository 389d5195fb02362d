"""Whether an enterprise may be reminded of its duty now."""

from datetime import datetime

from matching.kernel.i18n import _
from matching.kernel.moments import spoken
from matching.practice.enums import REMIND_AGAIN


def why_not_remind(last: datetime | None, now: datetime) -> str | None:
    """A reminder that comes often is read by nobody."""
    if last is None or now >= last + REMIND_AGAIN:
        return None
    return _("Reminded {day}. Again from {again} on.").format(
        day=spoken(last), again=spoken(last + REMIND_AGAIN)
    )


def why_not_reach(readers: int) -> str | None:
    """A letter needs a reader."""
    if not readers:
        return _("Nobody has an account there who could read it. Call the contact person.")
    return None
