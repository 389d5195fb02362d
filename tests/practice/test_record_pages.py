"""The record of practice: the teacher's own page, what is added to it, and the school's word on that."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel import clock
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.practice.models import PracticeRecord
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_sign_up, a_teacher, an_offer, some_days_at, teacher_id_of
from tests.statements import MOST, Counting

CLAIM = {
    "kind": "earlier",
    "enterprise_name": "汾河重工",
    "starts_on": "2024-07-01",
    "ends_on": "2024-07-30",
    "outcome": "",
    "document": "证书 2024-17",
}
YES, NO = {"answer": "yes", "reason": ""}, {"answer": "no", "reason": "证书上没有日期"}


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


def _entry() -> int:
    with acting():
        return db.session.scalars(select(PracticeRecord.id)).one()


def _trail() -> list[AuditKind]:
    with acting():
        steps = select(AuditEvent.kind).where(AuditEvent.subject_type == "practice_record")
        return list(db.session.scalars(steps.order_by(AuditEvent.id)))


def _heard(person: Person) -> list[Letter]:
    with acting():
        rows = select(OutboxLetter.kind).where(OutboxLetter.to_id == person.account_id)
        return list(db.session.scalars(rows.order_by(OutboxLetter.id)))


def test_nothing_yet_is_a_gap_of_six_months_by_our_own_default(browser: Browser, teacher: Person) -> None:
    page = browser.as_(teacher).get("practice.own_record")
    assert "已认定 0 天，还差 180 天（按 30 天/月 × 6 个月，平台默认）" in page
    assert "还没有实践" in page


def test_days_from_elsewhere_count_when_the_school_has_certified_them(
    browser: Browser, teacher: Person, lin: Person
) -> None:
    inside, school = browser.as_(teacher), browser.as_(lin)
    assert inside.post("practice.add_own_record", CLAIM).status == 303
    page = inside.get("practice.own_record")
    assert "还差 180 天" in page
    assert "计入 30 天" in page
    entry = _entry()
    assert "证书 2024-17" in school.get("practice.decide_record", record_id=entry)
    assert school.post("practice.decide_record", YES, record_id=entry).status == 303
    assert school.post("practice.decide_record", YES, record_id=entry).status == 422
    assert "已认定 30 天，还差 150 天" in inside.get("practice.own_record")
    assert _trail() == [AuditKind.RECORD_ADD, AuditKind.RECORD_CERTIFY]


def test_a_no_has_a_reason_the_teacher_reads(browser: Browser, teacher: Person, lin: Person) -> None:
    inside, school = browser.as_(teacher), browser.as_(lin)
    inside.post("practice.add_own_record", CLAIM)
    entry = _entry()
    assert school.post("practice.decide_record", NO | {"reason": ""}, record_id=entry).status == 422
    assert school.post("practice.decide_record", YES, record_id=entry).status == 303
    assert school.post("practice.decide_record", NO, record_id=entry).status == 303  # a correction
    page = inside.get("practice.own_record")
    assert "证书上没有日期" in page
    assert "还差 180 天" in page
    assert _trail()[-1] is AuditKind.RECORD_REFUSE
    assert _heard(teacher) == [Letter.RECORD_CERTIFIED, Letter.RECORD_REFUSED]


def test_days_that_are_not_over_are_not_recorded(browser: Browser, teacher: Person) -> None:
    inside, tomorrow = browser.as_(teacher), clock.today().replace(year=clock.today().year + 1)
    page = inside.post("practice.add_own_record", CLAIM | {"ends_on": tomorrow.isoformat()})
    assert page.status == 422
    assert "这段时间还没结束" in page
    page = inside.post("practice.add_own_record", CLAIM | {"ends_on": "2024-06-01"})
    assert page.status == 422
    assert "最后一天早于第一天" in page


def test_the_school_records_for_a_teacher_and_the_bureau_reads(
    browser: Browser, teacher: Person, lin: Person, bao: Person
) -> None:
    here = {"teacher_id": teacher_id_of(teacher)}
    assert browser.as_(lin).post("practice.add_record", CLAIM, **here).status == 303
    for reader in (lin, bao):
        assert "汾河重工" in browser.as_(reader).get("practice.record", **here)
    assert browser.as_(bao).get("practice.add_record", **here).status == 403
    assert browser.as_(bao).get("practice.decide_record", record_id=_entry()).status == 403


def test_another_school_finds_nothing(browser: Browser, teacher: Person, mo: Person) -> None:
    browser.as_(teacher).post("practice.add_own_record", CLAIM)
    outside, here = browser.as_(mo), {"teacher_id": teacher_id_of(teacher)}
    assert outside.get("practice.record", **here).status == 404
    assert outside.post("practice.add_record", CLAIM, **here).status == 404
    assert outside.post("practice.decide_record", YES, record_id=_entry()).status == 404


def test_days_at_a_post_stand_on_the_page_and_at_home(browser: Browser, teacher: Person, hua: Person) -> None:
    mine = a_sign_up(an_offer(of=hua), of=teacher)
    some_days_at(mine, date(2026, 1, 5), date(2026, 1, 6))
    inside = browser.as_(teacher)
    page = inside.get("practice.own_record")
    assert "数控产线改造" in page
    assert "计入 2 天" in page
    assert "已认定 2 天，还差 178 天" in inside.get("dashboards.home")


def test_a_teacher_without_a_profile_is_told_so(browser: Browser, tang: Person) -> None:
    assert "还没有把你登记为教师" in browser.as_(tang).get("practice.own_record")
    assert browser.as_(tang).get("practice.add_own_record").status == 404


def test_a_long_history_costs_as_many_statements_as_none(
    browser: Browser, teacher: Person, hua: Person, statements: Counting
) -> None:
    inside, costs = browser.as_(teacher), []
    for year in (2020, 2021):
        for month in range(1, 1 + 6 * (year - 2020)):
            days = {"starts_on": f"{year}-0{month}-01", "ends_on": f"{year}-0{month}-20"}
            inside.post("practice.add_own_record", CLAIM | days)
        with statements() as asked:
            inside.get("practice.own_record")
        costs.append(len(asked))
    assert costs[0] == costs[1] <= MOST
