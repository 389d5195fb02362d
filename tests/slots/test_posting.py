"""An enterprise posts a slot; the law answers before anything is posted."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.organisations.models import Organisation
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort, activate
from tests.make.slots import a_slot
from tests.slots.typing import REASON, Typed, beside, checked, enterprise_of, posted, typed

HANDS = 20


def test_the_form_begins_with_what_is_known(browser: Browser, hua: Person) -> None:
    page = browser.as_(hua).get("slots.new")
    assert page.status == 200
    assert 'value="8"' in page.html
    assert 'value="40"' in page.html
    assert "海川精密制造有限公司的地址" in page.html
    assert "全部在岗职工 400 人" in page


def test_the_next_slot_begins_with_the_last_ones_conditions(browser: Browser, hua: Person) -> None:
    a_slot(of=hua, hours_day=75, address="尧都区五一路 3 号")
    page = browser.as_(hua).get("slots.new")
    assert 'value="7.5"' in page.html
    assert "尧都区五一路 3 号" in page.html
    assert 'value="数控车床操作"' not in page.html


def test_night_work_is_asked_anew_for_every_slot(browser: Browser, hua: Person) -> None:
    here = browser.as_(hua)
    slot = a_slot(of=hua)
    assert re.search(r'name="night_work"[^>]*value="no"[^>]*checked', here.get("slots.new").html)
    with acting():
        db.session.get_one(Slot, slot).night_work = True
    assert not re.search(r'name="night_work"[^>]*checked', here.get("slots.new").html)


def test_a_copy_holds_everything(browser: Browser, hua: Person, clock) -> None:
    slot = a_slot(of=hua)
    here = browser.as_(hua)
    page = here.get("slots.new", copy=slot)
    assert 'value="数控车床操作"' in page.html
    assert 'value="2026-04-13"' in page.html
    clock.move_to("2026-05-01 10:00+08:00")
    assert 'value="2026-04-13"' not in browser.as_(hua).get("slots.new", copy=slot).html


def test_posting_takes_a_second_look_and_a_second_click(browser: Browser, hua: Person) -> None:
    here = browser.as_(hua)
    page = checked(here)
    assert page.status == 200
    assert "学生看到的是这样" in page
    assert "在师傅指导下操作数控车床" in page
    assert "每天不超过 8 小时" in page
    assert _slots() == []
    page = here.follow(posted(here))
    assert "已发布" in page
    assert [slot.title for slot in _slots()] == ["数控车床操作"]


def test_going_back_from_the_last_look_loses_nothing(browser: Browser, hua: Person) -> None:
    here = browser.as_(hua)
    page = checked(here, pay_monthly="2000", change="1", **{"reason-INT-20": REASON})
    assert page.status == 200
    assert "发布岗位" in page
    assert 'value="2000"' in page.html
    assert REASON in page.html
    assert _slots() == []


# What is typed, whether it blocks (hard), wants a reason (soft) or passes, the rule, and what would pass.
LAW: list[tuple[Typed, str, str, str]] = [
    ({"hours_day": "8"}, "passes", "", ""),
    ({"hours_day": "8.1"}, "hours_day", "《劳动法》第三十六条", "不能超过 8 小时"),
    ({"hours_week": "40.5"}, "INT-18b", "平台默认，不是法律规定", "改成 40 小时"),
    ({"hours_week": "44"}, "INT-18b", "平台默认，不是法律规定", "改成 40 小时"),
    ({"hours_week": "44.5"}, "hours_week", "《劳动法》第三十六条", "不能超过 44 小时"),
    ({"rest_days_week": "1"}, "passes", "", ""),
    ({"rest_days_week": "0"}, "rest_days_week", "《劳动法》第三十八条", "至少休息 1 天"),
    ({"night_work": "yes"}, "night_work", "《职业学校学生实习管理规定》", "没有夜班"),
    (
        {"night_work": "yes", "exemption_number": "临人社备〔2026〕3 号", "exemption_filed_on": "2026-04-12"},
        "passes",
        "",
        "",
    ),
    (
        {"night_work": "yes", "exemption_number": "临人社备〔2026〕3 号", "exemption_filed_on": "2026-04-13"},
        "exemption_number",
        "《职业学校学生实习管理规定》",
        "早于到岗日期",
    ),
    ({"venue": "karaoke"}, "venue", "《职业学校学生实习管理规定》第十六条", "不能安排学生实习"),
    ({"intensity": "3"}, "intensity", "《职业学校学生实习管理规定》第十六条", "低于第 3 级"),
    ({"hazards": ["height"]}, "hazards", "《职业学校学生实习管理规定》", "备案"),
    ({"hazards": ["dust"]}, "passes", "", ""),
    ({"pay_monthly": "2880"}, "passes", "", ""),
    ({"pay_monthly": "2879"}, "INT-20", "《职业学校学生实习管理规定》第十八条", "改成 2,880 元"),
    ({"pay_form": "goods"}, "pay_form", "《职业学校学生实习管理规定》第十八条", "货币"),
    ({"seats": "12"}, "passes", "", ""),
    ({"seats": "13"}, "INT-26", "《职业学校学生实习管理规定》", "最多招 12 人"),
    ({"seats": "40", "same_post_staff": "500"}, "passes", "", ""),
    ({"seats": "41", "same_post_staff": "500"}, "INT-25", "《职业学校学生实习管理规定》", "最多招 40 人"),
    ({"ends_on": "2026-10-13"}, "passes", "", ""),
    ({"ends_on": "2026-10-14"}, "INT-27", "《职业学校学生实习管理规定》", "改短或写明理由"),
    ({"ends_on": "2026-04-13"}, "ends_on", "平台默认，不是法律规定", "要晚于到岗日期"),
]


@pytest.mark.parametrize(("changes", "answer", "article", "passing"), LAW, ids=lambda value: str(value)[:40])
def test_the_law_answers_at_its_boundaries(
    browser: Browser, hua: Person, *, changes: Typed, answer: str, article: str, passing: str
) -> None:
    here = browser.as_(hua)
    page = checked(here, **changes)
    if answer == "passes":
        assert page.status == 200
        assert "学生看到的是这样" in page
        return
    assert page.status == 422
    assert page.html.count("错误：") == 1
    assert article in page
    assert passing in page
    if not answer.startswith("INT"):
        assert passing in beside(page, answer)
        assert posted(here, **changes).status == 422
        assert _slots() == []


@pytest.mark.parametrize("case", [case for case in LAW if case[1].startswith("INT")], ids=lambda c: c[1])
def test_a_soft_rule_passes_with_a_written_reason_that_is_kept(
    browser: Browser, hua: Person, case: tuple[Typed, str, str, str]
) -> None:
    changes, rule, _article, _passing = case
    here = browser.as_(hua)
    page = posted(here, **changes)
    assert page.status == 422
    assert beside(page, f"reason-{rule}")
    assert posted(here, **changes, **{f"reason-{rule}": "  好  "}).status == 422
    assert _slots() == []
    last_look = checked(here, **changes, **{f"reason-{rule}": REASON})
    assert last_look.status == 200
    assert f"理由：{REASON}" in last_look
    shown = here.follow(posted(here, **changes, **{f"reason-{rule}": REASON}))
    assert f"理由：{REASON}" in shown
    assert [slot.reasons for slot in _slots()] == [{rule: REASON}]
    assert _trail(AuditKind.SLOT_POST)[0]["reasons"] == {rule: REASON}


def test_a_reason_nobody_asked_for_is_not_kept(browser: Browser, hua: Person) -> None:
    here = browser.as_(hua)
    here.follow(posted(here, **{"reason-INT-20": REASON}))
    assert [slot.reasons for slot in _slots()] == [{}]


def test_a_reason_is_not_lost_while_something_else_is_mended(browser: Browser, hua: Person) -> None:
    page = checked(browser.as_(hua), pay_monthly="2000", title="", **{"reason-INT-20": REASON})
    assert page.status == 422
    assert f'name="reason-INT-20" value="{REASON}"' in page.html


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "长" * 61}, "title"),
        ({"work": "短"}, "work"),
        ({"major_codes": None}, "major_codes"),
        ({"major_codes": ["9999"]}, "major_codes"),
        ({"seats": "0"}, "seats"),
        ({"seats": "501"}, "seats"),
        ({"seats": "many"}, "seats"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"starts_on": "2026-03-15"}, "starts_on"),
        ({"starts_on": "2021-01-04"}, "starts_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"hours_day": "nan"}, "hours_day"),
        ({"hours_day": "inf"}, "hours_day"),
        ({"hours_day": "7.25"}, "hours_day"),
        ({"hours_day": "0"}, "hours_day"),
        ({"hours_week": "7"}, "hours_week"),
        ({"rest_days_week": "8"}, "rest_days_week"),
        ({"night_work": None}, "night_work"),
        ({"venue": "castle"}, "venue"),
        ({"hazards": ["dragons"]}, "hazards"),
        ({"same_post_wage": "0"}, "same_post_wage"),
        ({"county": "110000"}, "county"),
        ({"address": ""}, "address"),
    ],
    ids=str,
)
def test_what_cannot_be_a_slot_is_told_beside_its_field(
    browser: Browser, hua: Person, changes: Typed, field: str
) -> None:
    page = posted(browser.as_(hua), **changes)
    assert page.status == 422
    assert beside(page, field)
    assert _slots() == []


def test_no_character_breaks_the_form(browser: Browser, hua: Person) -> None:
    here = browser.as_(hua)
    shown = here.follow(posted(here, title="车工 100% {x} %(y)s <b>"))
    assert "车工 100% {x} %(y)s <b>" in shown


def test_an_enterprise_tells_its_staff_before_it_posts(browser: Browser, hua: Person) -> None:
    with acting():
        db.session.get_one(Organisation, hua.organisation_id).on_post_staff = 0
    here = browser.as_(hua)
    page = posted(here)
    assert page.status == 422
    assert "先在企业资料里填全部在岗职工人数" in beside(page, "seats")
    assert _slots() == []


def test_students_schools_and_the_bureau_cannot_post(browser: Browser, *, lin, bao, tang, shi) -> None:
    student = activate(a_cohort(of=lin, students=1).students[0])
    for who in (student, lin, bao, tang, shi):
        here = browser.as_(who)
        assert here.get("slots.new").status == 403
        assert here.post("slots.new", typed(enterprise="4", confirm="1")).status == 403
    assert _slots() == []


def test_nobody_posts_for_another_enterprise(browser: Browser, hua: Person, qi: Person) -> None:
    slot = a_slot(of=qi)
    here = browser.as_(hua)
    assert here.get("slots.new", copy=slot).status == 404
    assert here.get("slots.new", copy="99999999999999999999").status == 404
    sent = typed(enterprise=str(qi.organisation_id), confirm="1")
    assert here.post("slots.new", sent).status == 422
    assert len(_slots()) == 1


def test_twenty_threads_with_one_form_post_one_slot(browser: Browser, hua: Person) -> None:
    hands = [browser.as_(hua) for _hand in range(HANDS)]
    sent = typed(enterprise=enterprise_of(hands[0]), confirm="1", once="one key for all")

    def click(hand: Browser) -> tuple[int, str]:
        page = hand.post("slots.new", sent)
        return page.status, page.location

    with ThreadPoolExecutor(HANDS) as pool:
        answers = set(pool.map(click, hands))
    slots = _slots()
    assert len(slots) == 1
    assert answers == {(303, f"/slots/{slots[0].id}")}


def test_slots_posted_at_once_count_each_others_seats(browser: Browser, hua: Person) -> None:
    hands = [browser.as_(hua) for _hand in range(4)]
    enterprise = enterprise_of(hands[0])
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(
                lambda hand: (
                    hand.post("slots.new", typed(enterprise=enterprise, confirm="1", seats="6")).status
                ),
                hands,
            )
        )
    # Twelve interns are the share of this post; two times six.
    assert sorted(answers) == [303, 303, 422, 422]


def _slots() -> list[Slot]:
    with acting():
        slots = list(db.session.scalars(select(Slot).order_by(Slot.id)))
        db.session.expunge_all()
        return slots


def _trail(kind: AuditKind) -> list[dict[str, object]]:
    with acting():
        assert db.session.scalar(select(func.count(AuditEvent.id)))
        return list(db.session.scalars(select(AuditEvent.facts).where(AuditEvent.kind == kind)))
