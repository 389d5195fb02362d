"""The list people choose from, and one slot as they read it."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from matching.db import db
from matching.organisations.models import Organisation
from matching.slots import actions
from matching.slots.models import Slot, SlotMajor
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort, activate
from tests.make.slots import a_slot
from tests.slots.typing import REASON
from tests.statements import MOST, Counting

BYTES = 150_000


@pytest.fixture
def four(hua: Person, qi: Person) -> None:
    """Two slots of Hua's, two of Qi's, each different in something."""
    a_slot(of=hua, title="车工", pay_monthly=3000)
    a_slot(of=hua, title="铣工", lodging=False, seats=6, rest_days_week=1)
    a_slot(of=qi, title="钳工", county="141024", pay_monthly=4000, major_codes=frozenset({"0106", "0107"}))
    a_slot(
        of=qi,
        title="护理 100%",
        major_codes=frozenset({"0107"}),
        night_work=True,
        exemption_number="备 7",
        exemption_filed_on=date(2026, 3, 2),
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["车工", "铣工", "钳工", "护理 100%"]),
        ({"sort": "pay"}, ["钳工", "铣工", "护理 100%", "车工"]),
        ({"sort": "seats"}, ["铣工", "车工", "钳工", "护理 100%"]),
        ({"major": "0107"}, ["钳工", "护理 100%"]),
        ({"county": "141024"}, ["钳工"]),
        ({"only": "lodging"}, ["车工", "钳工", "护理 100%"]),
        ({"only": ["lodging", "no_night"]}, ["车工", "钳工"]),
        ({"only": "two_days_off"}, ["车工", "钳工", "护理 100%"]),
        ({"q": "启衡"}, ["钳工", "护理 100%"]),
        ({"q": "100%"}, ["护理 100%"]),
        ({"q": "_工"}, []),
        ({"q": "启衡", "major": "0107", "only": ["lodging", "no_night"], "county": "141024"}, ["钳工"]),
        (
            {"sort": "luck", "major": "9", "county": "x", "enterprise": "-1"},
            ["车工", "铣工", "钳工", "护理 100%"],
        ),
        ({"enterprise": "9" * 30}, ["车工", "铣工", "钳工", "护理 100%"]),
        ({"enterprise": "999999999"}, []),
    ],
    ids=str,
)
def test_filters_narrow_and_combine(
    browser: Browser, lin: Person, four: None, *, asked: dict[str, object], found: list[str]
) -> None:
    page = browser.as_(lin).get("slots.index", **asked)
    assert page.status == 200
    assert _titles(page) == found


def test_chosen_filters_are_taken_away_one_by_one(
    browser: Browser, lin: Person, four: None, qi: Person
) -> None:
    here = browser.as_(lin)
    page = here.get("slots.index", major="0107", only=["lodging", "no_night"], enterprise=qi.organisation_id)
    chips = dict(re.findall(r'<a class="chip" href="([^"]+)">([^<]+?)\s*<', page.html))
    assert set(chips.values()) == {"有住宿", "不上夜班", "数控加工(数控铣工)", "启衡机电有限公司"}
    away = next(url for url, label in chips.items() if label == "不上夜班").replace("&amp;", "&")
    assert _titles(here.get(away)) == ["钳工", "护理 100%"]


def test_the_order_survives_a_filter_and_a_filter_the_order(
    browser: Browser, lin: Person, four: None
) -> None:
    here = browser.as_(lin)
    page = here.get("slots.index", sort="pay", q="工")
    assert '<input type="hidden" name="sort" value="pay">' in page.html
    other = re.search(r'<a href="([^"]+)">名额多的在前</a>', page.html)
    assert other is not None
    assert _titles(here.get(other[1].replace("&amp;", "&"))) == ["铣工", "车工", "钳工", "护理 100%"]


def test_everybody_sees_what_concerns_them(browser: Browser, four: None, *, lin, hua, shi, bao, tang) -> None:
    with acting():
        lathe = db.session.scalars(select(Slot).where(Slot.title == "车工")).one()
        actions.withdraw(lathe, reason="订单减少", by=hua.viewer)
    student = activate(a_cohort(of=lin, students=1).students[0])
    for who in (lin, tang, student):
        assert _titles(browser.as_(who).get("slots.index")) == ["铣工", "钳工", "护理 100%"]
    for who in (hua, shi):
        assert _titles(browser.as_(who).get("slots.index")) == ["车工", "铣工"]
        assert _titles(browser.as_(who).get("slots.index", state="open")) == ["铣工"]
    assert _titles(browser.as_(bao).get("slots.index")) == ["车工", "铣工", "钳工", "护理 100%"]
    assert _titles(browser.as_(bao).get("slots.index", state="withdrawn")) == ["车工"]


def test_a_stranger_sees_nothing(browser: Browser, hua: Person, qi: Person, ada: Person) -> None:
    slot_id = a_slot(of=qi)
    for who in (hua, ada):
        here = browser.as_(who)
        foreign = 404 if who is hua else 403
        for endpoint in ("slots.show", "slots.edit", "slots.withdraw"):
            assert here.get(endpoint, slot_id=slot_id).status == foreign
        for endpoint in ("slots.edit", "slots.withdraw"):
            assert here.post(endpoint, {"reason": "我要撤下它"}, slot_id=slot_id).status == foreign
    assert "数控车床操作" not in browser.as_(hua).get("slots.index")
    assert "数控车床操作" not in browser.as_(hua).get("slots.index", enterprise=qi.organisation_id)
    assert browser.as_(ada).get("slots.index").status == 403
    assert browser.get("slots.show", slot_id=slot_id).status == 303
    assert browser.get("slots.index").status == 303


def test_a_mentor_reads_but_does_not_change(browser: Browser, hua: Person, shi: Person) -> None:
    slot_id = a_slot(of=hua)
    here = browser.as_(shi)
    page = here.get("slots.show", slot_id=slot_id)
    assert page.status == 200
    assert f"/slots/{slot_id}/edit" not in page.html
    assert here.get("slots.edit", slot_id=slot_id).status == 403


def test_the_page_tells_rule_article_and_what_is_only_our_default(browser: Browser, lin, hua) -> None:
    slot_id = a_slot(of=hua, pay_monthly=2000, reasons={"INT-20": REASON})
    page = browser.as_(lin).get("slots.show", slot_id=slot_id)
    assert "《劳动法》第三十六条" in page
    assert "通常每周 40 小时平台默认，不是法律规定" in page
    assert f"理由：{REASON}" in page
    assert "企业发布时承诺的 5 项" in page


def test_who_posted_is_named_to_colleagues_and_the_bureau_only(
    browser: Browser, *, lin, hua, shi, bao
) -> None:
    slot_id = a_slot(of=hua)
    for who, knows in ((shi, True), (bao, True), (lin, False)):
        page = browser.as_(who).get("slots.show", slot_id=slot_id)
        assert ("华宁" in page) is knows
        assert "海川精密制造有限公司" in page


@pytest.mark.parametrize("rows", [10, 1000])
def test_twelve_statements_and_150_kb_with_many_slots(
    browser: Browser, statements: Counting, rows: int, *, lin, hua, bao
) -> None:
    first = a_slot(of=hua)
    _copies(first, rows)
    student = activate(a_cohort(of=lin, students=1).students[0])
    for who in (hua, bao, lin, student):
        here = browser.as_(who)
        pages = [("slots.index", {}), ("slots.show", {"slot_id": first})]
        pages += [("slots.index", {"q": "数控", "only": ["lodging"], "sort": "pay"})]
        pages += [("slots.new", {}), ("slots.edit", {"slot_id": first})] if who is hua else []
        for endpoint, values in pages:
            with statements() as asked:
                page = here.get(endpoint, **values)
            assert page.status == 200
            assert len(asked) <= MOST, asked
            assert len(page.body) < BYTES, endpoint


def test_every_slot_is_reached_by_links(browser: Browser, lin: Person, hua: Person) -> None:
    _copies(a_slot(of=hua), 119)
    here = browser.as_(lin)
    found: list[str] = []
    page = here.get("slots.index", q="数控")
    while True:
        found += re.findall(r'href="/slots/(\d+)"', page.html)
        onward = re.search(r'<a href="([^"]+)" rel="next"', page.html)
        if onward is None:
            break
        page = here.get(onward[1].replace("&amp;", "&"))
    assert len(set(found)) == len(found) == 120


def _titles(page: Page) -> list[str]:
    return re.findall(r'<a class="main" href="/slots/\d+">([^<]+)</a>', page.html)


def _copies(slot_id: int, n: int) -> None:
    """Slots like a posted one, of many enterprises. Rows: walking through the form takes minutes."""
    with acting():
        posted = db.session.get_one(Slot, slot_id)
        host = posted.enterprise
        kept = {c.key: getattr(posted, c.key) for c in Slot.__table__.columns if c.key != "id"}
        firm = {c.key: getattr(host, c.key) for c in Organisation.__table__.columns if c.key != "id"}
        others = [
            Organisation(**firm | {"name": f"第{number}机械厂", "social_credit_code": f"9114{number:014}"})
            for number in range(n // 2)
        ]
        db.session.add_all(others)
        db.session.flush()
        db.session.add_all(
            Slot(
                **kept | {"enterprise_id": [host, *others][number % (len(others) + 1)].id},
                majors=[SlotMajor(major_code=code) for code in posted.major_codes],
            )
            for number in range(n)
        )
