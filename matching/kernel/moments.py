"""A moment inside a sentence, as the clock in Linfen shows it: for rules, which know no templates."""

from datetime import date, datetime

from babel.dates import format_date

from matching.kernel import clock
from matching.kernel.i18n import current_locale

_PATTERNS = {"zh_CN": ("M月d日 EEE", "y年M月d日"), "en": ("EEE d MMMM", "d MMMM y")}


def spoken(moment: datetime | date) -> str:
    """3月20日 周五 18:00 in this year, 2027年3月20日 18:00 in another; a date has no time of day."""
    on = clock.local(moment).date() if isinstance(moment, datetime) else moment
    this_year, another = _PATTERNS[current_locale()]
    locale = current_locale()
    day = format_date(on, this_year if on.year == clock.today().year else another, locale=locale)
    return f"{day} {clock.local(moment):%H:%M}" if isinstance(moment, datetime) else day
