"""The printed record: a PDF, a code only its paper knows, and the page where anybody checks it."""

import re
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel import clock
from matching.practice import document
from matching.practice.actions import records
from matching.practice.actions.statements import keep_statement
from matching.practice.assembly.standings import ledgers_of
from matching.practice.assembly.statements import LETTERS, digest_of, new_code, said_by
from matching.practice.models import PracticeRecord, RecordStatement
from matching.practice.queries.records import one_post
from matching.practice.telling.statements import paper
from matching.practice.views.statements import WRONG_CODES
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_recognition, a_sign_up, a_teacher, an_offer, some_days_at, teacher_id_of

CLAIM = {
    "kind": "improvement",
    "enterprise_name": "汾河重工",
    "starts_on": "2024-07-01",
    "ends_on": "2024-07-30",
    "outcome": "改进了夹具",
    "document": "合同 17",
}
YES, NO = {"answer": "yes", "reason": ""}, {"answer": "no", "reason": "合同上没有日期"}


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


def _entry() -> int:
    with acting():
        return db.session.scalars(select(PracticeRecord.id).order_by(PracticeRecord.id.desc())).first() or 0


def _certified(browser: Browser, teacher: Person, lin: Person, **change: str) -> int:
    browser.as_(teacher).post("practice.add_own_record", CLAIM | change)
    browser.as_(lin).post("practice.decide_record", YES, record_id=_entry())
    return _entry()


def _printed(teacher: Person, *, by: Person) -> str:
    """A record as it stands now was printed; the code on it."""
    code, teacher_id = new_code(), teacher_id_of(teacher)
    with acting():
        post = db.session.scalars(one_post(teacher_id, frozenset({by.organisation_id}))).one()
        said = said_by(post, ledgers_of([post.teacher], clock.today())[teacher_id])
        keep_statement(post, said, code=code, by=by.viewer)
    return code


def _paper(teacher: Person, *, by: Person) -> dict[str, Any]:
    teacher_id = teacher_id_of(teacher)
    with acting():
        post = db.session.scalars(one_post(teacher_id, frozenset({by.organisation_id}))).one()
        return paper(post, ledgers_of([post.teacher], clock.today())[teacher_id], made_by="林敏")


@pytest.mark.parametrize("who", ["tang", "lin", "bao"])
def test_teacher_school_and_bureau_get_a_document_and_the_trail_knows(
    browser: Browser, teacher: Person, who: str, request: pytest.FixtureRequest
) -> None:
    reader = browser.as_(request.getfixturevalue(who))
    if who == "tang":
        page = reader.post("practice.own_statement")
    else:
        page = reader.post("practice.statement", teacher_id=teacher_id_of(teacher))
    assert page.body.startswith(b"%PDF-")
    assert page.headers["Content-Type"] == "application/pdf"
    assert "唐老师" in unquote(page.headers["Content-Disposition"])
    with acting():
        kinds = select(AuditEvent.kind).where(AuditEvent.subject_type == "practice_statement")
        assert db.session.scalars(kinds).all() == [AuditKind.STATEMENT_PRINT]
        kept = db.session.scalars(select(RecordStatement)).one()
        assert len(kept.token_digest) == 32
        assert kept.said["name"] == "唐*"


def test_the_paper_says_what_counts_by_whom_and_how_a_month_is_counted(
    browser: Browser, teacher: Person, lin: Person, hua: Person
) -> None:
    _certified(browser, teacher, lin)
    some_days_at(a_sign_up(an_offer(of=hua), of=teacher), date(2026, 1, 5), date(2026, 1, 6))
    a_recognition(teacher_id_of(teacher), by=lin)
    told = _paper(teacher, by=lin)
    assert told["figures"] == [["已认定", "32 天"], ["待认定", "0 天"], ["要求天数", "180 天"]]
    assert "30 天/月 × 6 个月" in told["sentences"][0]
    stays, _earlier, services, recognitions = told["parts"]
    assert stays["rows"][0][1:3] == [["海川精密制造有限公司", "数控产线改造"], ["2"]]
    assert services["rows"][0][1] == ["汾河重工", "为企业做技术改进", "改进了夹具", "合同 17"]
    assert services["rows"][0][4][0] == "示例市第一技工学校"
    assert services["rows"][0][4][1].startswith("林敏")
    assert recognitions["rows"] == [[["初级"], ["2025-06-30"], [""], ["晋人社 12 号"]]]


def test_a_letter_without_shape_is_found_and_a_rare_name_has_all_of_its_own() -> None:
    assert document.without_shape(["张䶮㛃", "abc 12，。"]) == ""
    assert document.without_shape(["王\U000e0041\U000e0041"]) == "\U000e0041"


def test_anybody_checks_a_record_and_learns_no_more_than_needed(
    browser: Browser, teacher: Person, lin: Person
) -> None:
    _certified(browser, teacher, lin)
    code = _printed(teacher, by=lin)
    for typed in (code, code.replace("-", "").lower()):
        page = Browser(browser.app).get("practice.verify", token=typed)
        assert page.status == 200
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "30 天" in page
        assert "与平台上的记录一致" in page
        assert "唐*" in page
        assert not {"唐老师", "汾河重工", "tang"} & set(re.findall(r"[\w*]+", page.text))


def test_days_that_came_later_or_were_taken_back_are_told(
    browser: Browser, teacher: Person, lin: Person
) -> None:
    first, anybody = _certified(browser, teacher, lin), Browser(browser.app)
    code = _printed(teacher, by=lin)
    _certified(browser, teacher, lin, starts_on="2025-07-01", ends_on="2025-07-30")
    assert "又认定了新的天数" in anybody.get("practice.verify", token=code)
    with acting():
        records.refuse(db.session.get_one(PracticeRecord, first), reason="合同是另一年的", by=lin.viewer)
    assert "有天数被撤回" in anybody.get("practice.verify", token=code)


def test_a_wrong_code_is_answered_calmly_in_both_languages(browser: Browser) -> None:
    anybody = Browser(browser.app)
    page = anybody.get("practice.verify", token="nobodys")
    assert page.status == 404
    assert "没有打印过这个编号" in page
    anybody.client.set_cookie("lang", "en")
    assert "No record with this number" in anybody.get("practice.verify", token="nobodys")


def test_who_tries_too_often_waits(browser: Browser) -> None:
    anybody = Browser(browser.app)
    WRONG_CODES.forget()
    try:
        for _try in range(WRONG_CODES.most):
            WRONG_CODES.count("127.0.0.1")
        assert anybody.get("practice.verify", token="nobodys").status == 429
    finally:
        WRONG_CODES.forget()


def test_codes_differ_and_are_easy_to_type() -> None:
    codes = {new_code() for _n in range(100)}
    assert len({digest_of(code) for code in codes}) == 100
    assert all(re.fullmatch(f"([{LETTERS}]{{5}}-){{3}}[{LETTERS}]{{5}}", code) for code in codes)


def test_a_stranger_prints_nothing(browser: Browser, teacher: Person, mo: Person, hua: Person) -> None:
    here = {"teacher_id": teacher_id_of(teacher)}
    assert browser.as_(mo).post("practice.statement", **here).status == 404
    assert browser.as_(hua).post("practice.statement", **here).status == 403
    with acting():
        assert db.session.scalars(select(RecordStatement)).all() == []
