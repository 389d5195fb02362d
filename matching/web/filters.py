"""How dates, numbers and money are written in both languages: plain functions, also as Jinja filters.

A moment is an aware datetime, shown as the clock in Linfen shows it; hours and scores are integer tenths,
money is whole yuan.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache, wraps
from typing import Any

from babel.dates import format_date
from flask import Flask, request, url_for
from jinja2 import pass_context, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup, escape

from matching.kernel import clock, identity
from matching.kernel.i18n import _, _n, current_locale, speaking

PATTERNS = {
    "zh_CN": {
        "short": "M月d日",
        "weekday": "M月d日 EEE",
        "full": "y年M月d日",
        "eyebrow": "M月d日 EEEE",
        "month": "y年M月",
        "day_of_week": "EEE",
        "join": "–",
    },
    "en": {
        "short": "d MMMM",
        "weekday": "EEE d MMMM",
        "full": "d MMMM y",
        "eyebrow": "EEEE d MMMM",
        "month": "MMMM y",
        "day_of_week": "EEE",
        "join": " to ",
    },
}
LONG_SPAN_DAYS = 14
MISSING = "--"


def day(value: date | datetime) -> str:
    """3月20日 周五 in this year, 2027年3月20日 in another."""
    on = _on(value)
    return _written(on, "weekday" if on.year == clock.today().year else "full")


def short_day(value: date | datetime) -> str:
    """3月20日 in this year, 2027年3月20日 in another."""
    on = _on(value)
    return _written(on, "short" if on.year == clock.today().year else "full")


def long_day(value: date | datetime) -> str:
    """3月16日 星期一: the line above the heading of a home page."""
    return _written(_on(value), "eyebrow")


def moment(value: date | datetime) -> str:
    """今天 18:00, 昨天 16:02, 3月20日 周五 18:00 to come, 3月2日 10:24 gone by; a date has no time of day."""
    on = _on(value)
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((on - clock.today()).days)
    written = near or (day(on) if on > clock.today() else short_day(on))
    return f"{written} {clock.local(value):%H:%M}" if isinstance(value, datetime) else written


def hour(value: datetime) -> str:
    """14:00."""
    return f"{clock.local(value):%H:%M}"


def month_name(value: date) -> str:
    """2026年4月."""
    return _written(value, "month")


def weekday(value: date) -> str:
    """周四."""
    return _written(value, "day_of_week")


def as_told(written: str) -> str:
    """A moment as a letter carries it: 3月31日 18:00, on whatever day it is read."""
    value = clock.from_written(str(written))  # a fact the letter does not carry says so here
    return f"{short_day(value)} {clock.local(value):%H:%M}"


def deadline(value: date | datetime) -> str:
    """When it ends and how long that is: 3月20日 周五 18:00，还有 4 天."""
    return _("{when}, {left}").format(when=moment(value), left=remaining(value))


def remaining(value: date | datetime) -> str:
    """还有 4 天, 还有 7 小时 20 分, 已过期 2 天; a date lasts until its midnight."""
    left = _end_of(value) - clock.now()
    if left < timedelta(0):
        return _late(-left)
    if left >= timedelta(days=1):
        return _n("{n} day left", "{n} days left", left.days).format(n=left.days)
    hours, minutes = divmod(left.seconds // 60, 60)
    if hours == 0:
        return _n("{n} minute left", "{n} minutes left", minutes).format(n=minutes)
    return _("{hours} h {minutes} min left").format(hours=hours, minutes=minutes)


def _late(by: timedelta) -> str:
    if by < timedelta(hours=1):
        return _("just ended")
    if by < timedelta(days=1):
        hours = by.seconds // 3600
        return _n("{n} hour late", "{n} hours late", hours).format(n=hours)
    return _n("{n} day late", "{n} days late", by.days).format(n=by.days)


def overdue(value: date | datetime) -> bool:
    """Whether the deadline has passed."""
    return _end_of(value) < clock.now()


def span(start: date, end: date) -> str:
    """4月13日–10月9日，26 周; up to two weeks in days. Both ends belong to it."""
    days = (end - start).days + 1
    weeks = round(days / 7)
    if days <= LONG_SPAN_DAYS:
        length = _n("{n} day", "{n} days", days).format(n=days)
    else:
        length = _n("{n} week", "{n} weeks", weeks).format(n=weeks)
    return _("{dates}, {length}").format(dates=dates(start, end), length=length)


def dates(start: date, end: date) -> str:
    """4月13日–10月9日; the year is written where it is not this one."""
    return short_day(start) + PATTERNS[current_locale()]["join"] + short_day(end)


def iso(value: date | datetime) -> str:
    """For the datetime attribute and for files: 2026-03-20T18:00+08:00, or 2026-03-20."""
    if isinstance(value, datetime):
        return clock.local(value).isoformat(timespec="minutes")
    return value.isoformat()


def stamp() -> str:
    """2026-03-20 18:00, this moment: when a page was printed, a file written."""
    return clock.written(clock.now())


def number(value: float) -> str:
    """1,284."""
    return f"{value:,}"


def money(yuan_a_month: int) -> str:
    """每月 3,200 元."""
    return _("CNY {amount} a month").format(amount=number(yuan_a_month))


def yuan(amount: int) -> str:
    """3,200 元."""
    return _("CNY {amount}").format(amount=number(amount))


def percent(share: float) -> str:
    """97.1% of a share between 0 and 1; always one decimal."""
    return f"{share:.1%}"


def tenths(value: int) -> str:
    """88.5 of 885, and 81 of 810: scores and hours are kept in integer tenths."""
    whole, part = divmod(abs(value), 10)
    return f"{'-' if value < 0 else ''}{whole}{f'.{part}' if part else ''}"


def hours(value: int) -> str:
    """7.5 小时 of 75 tenths."""
    return _n("{n} hour", "{n} hours", 1 if value == 10 else 2).format(n=tenths(value))


def missing(value: object) -> object:
    """Two dashes where there is nothing to show."""
    return MISSING if value is None or value == "" else value


def with_count(title: str, n: int | None) -> Markup:
    """The title with its {n} filled in and set in bold, so that the eye finds the number."""
    if n is None:
        return escape(title)
    return escape(title).replace("{n}", Markup("<b>{}</b>").format(number(n)))


def url_with(**changes: Any) -> str:
    """The address of this page with other query values; None takes one away, a list gives several."""
    kept: dict[str, Any] = dict(request.args.lists())
    kept.pop("lang", None)
    kept |= changes
    values = {name: value for name, value in kept.items() if value is not None}
    return url_for(request.endpoint or "", **(request.view_args or {}), **values)


def url_without(name: str, value: object) -> str:
    """The address of this page with one of the values of a filter taken away, on its first page again."""
    left = [given for given in request.args.getlist(name) if given != str(value)]
    return url_with(**{"page": None, name: left or None})


def init_filters(app: Flask) -> None:
    """Give the templates these formats by their names, counting messages, and the two makers of addresses."""
    filters = app.jinja_env.filters
    for spoken in (
        day,
        short_day,
        long_day,
        moment,
        hour,
        month_name,
        weekday,
        as_told,
        deadline,
        remaining,
        overdue,
        span,
        dates,
        money,
        yuan,
        hours,
    ):
        filters[spoken.__name__] = _when_shown(spoken)
    for written in (iso, number, percent, tenths, missing, with_count):
        filters[written.__name__] = written
    filters["score"] = tenths
    filters["mask_phone"] = identity.mask_mobile
    filters["mask_id"] = identity.mask_id_number
    filters["mask_name"] = identity.mask_name
    app.jinja_env.globals.update(_=_told, _n=_n, stamp=stamp, url_with=url_with, url_without=url_without)


@pass_eval_context
def _told(context: EvalContext, message: str) -> str:
    # Our own messages may stand in a page as they are; what is filled in with `format` is escaped.
    return _trusted(current_locale(), message) if context.autoescape else _(message)


class _Message(Markup):
    """A message of ours; what is filled in is escaped. Our messages name whole values, no parts of them,
    which spares Markup's own slow reading of every field.
    """

    __slots__ = ()

    def format(self, *args: Any, **values: Any) -> "_Message":
        """The message with its fields filled in."""
        told = {name: escape(value) for name, value in values.items()}
        return _Message(str.format(self, *map(escape, args), **told))


# A page says some four hundred messages.
@lru_cache(maxsize=8192)
def _trusted(locale: str, message: str) -> Markup:
    with speaking(locale):
        return _Message(_(message))


def _when_shown(made: Callable[..., Any]) -> Callable[..., Any]:
    """Jinja works out filters of constants as it compiles a template, before time and language are known."""

    @pass_context
    @wraps(made)
    def shown(_context: Context, *args: Any) -> Any:
        return made(*args)

    return shown


def _on(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def _end_of(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value
    return clock.from_local(datetime.combine(value + timedelta(days=1), time()))


def _written(on: date, form: str) -> str:
    return _written_in(current_locale(), on, form)


# A list shows the same few days again and again, and Babel looks its locale up anew for each.
@lru_cache(maxsize=4096)
def _written_in(locale: str, on: date, form: str) -> str:
    return format_date(on, PATTERNS[locale][form], locale=locale)
