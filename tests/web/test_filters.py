"""How dates, numbers and money are written, in both languages, on Monday 16 March 2026, 10:40 in Linfen."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from markupsafe import Markup

from matching.kernel.i18n import speaking
from matching.web import filters

NOW = datetime(2026, 3, 16, 2, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday(clock: time_machine.Traveller) -> None:
    clock.move_to(NOW, tick=False)


def at(day: int, hour: int, minute: int = 0, *, month: int = 3, year: int = 2026) -> datetime:
    """A moment as the clock in Linfen shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        (lambda: filters.day(date(2026, 3, 20)), "3月20日 周五", "Fri 20 March"),
        (lambda: filters.day(date(2027, 3, 20)), "2027年3月20日", "20 March 2027"),
        (lambda: filters.day(at(20, 0, 30)), "3月20日 周五", "Fri 20 March"),
        (lambda: filters.short_day(date(2026, 3, 2)), "3月2日", "2 March"),
        (lambda: filters.long_day(NOW), "3月16日 星期一", "Monday 16 March"),
        (lambda: filters.moment(at(16, 18)), "今天 18:00", "today 18:00"),
        (lambda: filters.moment(at(15, 16, 2)), "昨天 16:02", "yesterday 16:02"),
        (lambda: filters.moment(at(17, 9)), "明天 09:00", "tomorrow 09:00"),
        (lambda: filters.moment(at(20, 18)), "3月20日 周五 18:00", "Fri 20 March 18:00"),
        (lambda: filters.moment(at(2, 10, 24)), "3月2日 10:24", "2 March 10:24"),
        (lambda: filters.moment(at(2, 10, 24, year=2025)), "2025年3月2日 10:24", "2 March 2025 10:24"),
        (lambda: filters.moment(date(2026, 3, 16)), "今天", "today"),
        (lambda: filters.as_told("2026-03-16 18:00"), "3月16日 18:00", "16 March 18:00"),
        (lambda: filters.as_told("2025-12-31 00:30"), "2025年12月31日 00:30", "31 December 2025 00:30"),
        (
            lambda: filters.deadline(at(20, 18)),
            "3月20日 周五 18:00，还有 4 天",
            "Fri 20 March 18:00, 4 days left",
        ),
        (lambda: filters.remaining(at(16, 18)), "还有 7 小时 20 分", "7 h 20 min left"),
        (lambda: filters.remaining(at(16, 11)), "还有 20 分", "20 minutes left"),
        (lambda: filters.remaining(at(17, 11)), "还有 1 天", "1 day left"),
        (lambda: filters.remaining(date(2026, 3, 16)), "还有 13 小时 20 分", "13 h 20 min left"),
        (lambda: filters.remaining(at(16, 10)), "刚刚截止", "just ended"),
        (lambda: filters.remaining(at(16, 7)), "已过期 3 小时", "3 hours late"),
        (lambda: filters.remaining(at(14, 10)), "已过期 2 天", "2 days late"),
        (
            lambda: filters.span(date(2026, 4, 13), date(2026, 10, 9)),
            "4月13日–10月9日，26 周",
            "13 April to 9 October, 26 weeks",
        ),
        (
            lambda: filters.span(date(2026, 4, 13), date(2026, 4, 13)),
            "4月13日–4月13日，1 天",
            "13 April to 13 April, 1 day",
        ),
        (
            lambda: filters.dates(date(2026, 12, 1), date(2027, 3, 1)),
            "12月1日–2027年3月1日",
            "1 December to 1 March 2027",
        ),
        (lambda: filters.number(1284), "1,284", "1,284"),
        (lambda: filters.money(3200), "每月 3,200 元", "CNY 3,200 a month"),
        (lambda: filters.yuan(50), "50 元", "CNY 50"),
        (lambda: filters.percent(0.971), "97.1%", "97.1%"),
        (lambda: filters.percent(1), "100.0%", "100.0%"),
        (lambda: filters.hours(80), "8 小时", "8 hours"),
        (lambda: filters.hours(75), "7.5 小时", "7.5 hours"),
        (lambda: filters.hours(10), "1 小时", "1 hour"),
        (lambda: filters.tenths(885), "88.5", "88.5"),
        (lambda: filters.tenths(-5), "-0.5", "-0.5"),
        (lambda: filters.iso(at(20, 18)), "2026-03-20T18:00+08:00", "2026-03-20T18:00+08:00"),
        (lambda: filters.iso(date(2026, 3, 20)), "2026-03-20", "2026-03-20"),
        (lambda: filters.missing(None), "--", "--"),
        (lambda: filters.missing(""), "--", "--"),
        (lambda: filters.missing(0), 0, 0),
    ],
)
def test_a_value_is_written_as_people_write_it(written, zh, en):
    assert written() == zh
    with speaking("en"):
        assert written() == en


def test_a_deadline_that_is_a_date_lasts_until_its_midnight():
    assert not filters.overdue(date(2026, 3, 16))
    assert filters.overdue(date(2026, 3, 15))
    assert filters.overdue(at(16, 10))


def test_the_count_of_a_task_is_bold_and_nothing_else_is_markup():
    title = filters.with_count("<i> {n}", 1284)
    assert title == Markup("&lt;i&gt; <b>1,284</b>")
    assert filters.with_count("a & b", None) == Markup("a &amp; b")


@pytest.fixture
def app() -> Flask:
    app = Flask("filters", static_folder=None)
    filters.init_filters(app)
    app.add_url_rule("/slots/<int:school>", "slots", lambda school: "")
    return app


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"page": 3}, "/slots/7?major=cnc&major=auto&page=3"),
        ({"page": None, "major": None}, "/slots/7"),
        ({"page": None, "major": ["cnc"]}, "/slots/7?major=cnc"),
    ],
)
def test_an_address_keeps_the_filters_and_changes_what_is_named(app, changes, address):
    with app.test_request_context("/slots/7?major=cnc&major=auto&page=2&lang=en"):
        assert filters.url_with(**changes) == address


def test_a_chip_takes_only_itself_away_and_leads_to_the_first_page(app):
    with app.test_request_context("/slots/7?major=cnc&major=auto&page=2"):
        assert filters.url_without("major", "cnc") == "/slots/7?major=auto"


def test_a_constant_in_a_template_follows_the_language_of_the_reader(app):
    template = app.jinja_env.from_string("{{ 3200 | money }}")
    assert template.render() == "每月 3,200 元"
    with speaking("en"):
        assert template.render() == "CNY 3,200 a month"
