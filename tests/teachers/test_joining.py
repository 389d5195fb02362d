"""A teacher joins by the school's code: the school agrees or says why not, and nobody gets two profiles."""

import re
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from matching.accounts.actions import issue_codes
from matching.accounts.enums import WRONG_TRIES, WRONG_TRIES_MINUTES
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.teachers.enums import PostState
from matching.teachers.models import SchoolCode, Teacher, TeachingPost
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.accounts import Slip, using
from tests.make.teachers import a_new_teacher

TYPED = {
    "name": "郑和",
    "username": "zhenghe",
    "password": "five quiet stone bridges",
    "again": "five quiet stone bridges",
    "kind": "specialised",
    "subject": "01",
    "teaches": "数控车工",
    "teaching_since": "2021-09-01",
    "skill_level": "grade_3",
}


def _another(browser: Browser) -> Browser:
    """Somebody at another phone."""
    return Browser(browser.app)


def _code(inside: Browser) -> str:
    page = inside.follow(inside.post("teachers.code"))
    found = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", page.text, re.ASCII)
    assert found
    return found[0]


def _join(browser: Browser, code: str, **changes: Any) -> Page:
    return browser.post("teachers.join", TYPED | {"code": code} | changes)


def _request() -> int:
    with acting():
        return db.session.scalars(
            select(TeachingPost.id).where(TeachingPost.state == PostState.REQUESTED)
        ).one()


def _counts() -> tuple[int, int]:
    with acting():
        profiles, requests = (
            db.session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Teacher, TeachingPost)
        )
    return profiles, requests


def _read_notice(inside: Browser) -> None:
    inside.post("accounts.privacy_notice", {"read": "y"})


def _letters(account_id: int) -> list[Letter]:
    with acting():
        rows = select(OutboxLetter.kind).where(OutboxLetter.to_id == account_id).order_by(OutboxLetter.id)
        return list(db.session.scalars(rows))


def _account(username: str) -> int:
    with acting():
        return db.session.scalars(select(Account.id).where(Account.username == username)).one()


@pytest.fixture
def code(browser: Browser, lin: Person) -> str:
    return _code(browser.as_(lin))


def test_a_newcomer_asks_waits_calmly_and_sees_nothing_of_the_school(
    browser: Browser, lin: Person, code: str
) -> None:
    newcomer = _another(browser)
    assert _join(newcomer, code.lower()).status == 303
    _read_notice(newcomer)

    page = newcomer.get("teachers.joining")

    assert "申请等待答复" in page
    assert "示例市第一技工学校" in page
    assert newcomer.get("organisations.index").status == 403
    assert newcomer.get("practice.own_record").status == 403
    assert "没有" in newcomer.get("dashboards.home")
    assert Letter.TEACHER_ASKS in _letters(lin.account_id)


def test_the_school_agrees_and_the_teacher_is_in(browser: Browser, lin: Person, code: str) -> None:
    newcomer, school = _another(browser), browser.as_(lin)
    _join(newcomer, code)
    _read_notice(newcomer)
    assert "郑和" in school.get("teachers.requests")
    assert "数控车工" in school.get("teachers.admit", post_id=_request())

    done = school.post("teachers.admit", {"staff_number": "T050"}, post_id=_request())

    assert "郑和" in school.follow(done)
    assert newcomer.get("practice.own_record").status == 200
    assert _letters(_account("zhenghe")) == [Letter.TEACHER_ADMITTED]


def test_a_refusal_says_why_and_the_person_may_ask_again(browser: Browser, lin: Person, code: str) -> None:
    newcomer, school = _another(browser), browser.as_(lin)
    _join(newcomer, code)
    _read_notice(newcomer)
    first = _request()
    assert school.post("teachers.refuse", {"reason": ""}, post_id=first).status == 422
    school.post("teachers.refuse", {"reason": "教务处查无此人"}, post_id=first)

    assert "教务处查无此人" in newcomer.get("teachers.joining")
    assert school.post("teachers.admit", {"staff_number": "T050"}, post_id=first).status == 404
    assert newcomer.post("teachers.joining", {"code": code}).status == 303
    assert _counts() == (1, 2)


def test_a_request_is_taken_back_by_its_owner_alone(
    browser: Browser, lin: Person, tang: Person, code: str
) -> None:
    newcomer = _another(browser)
    _join(newcomer, code)
    _read_notice(newcomer)
    assert browser.as_(tang).post("teachers.take_back").status == 404

    assert newcomer.post("teachers.take_back").status == 303

    assert browser.as_(lin).get("teachers.requests").status == 200
    with acting():
        assert db.session.scalars(select(TeachingPost.state)).one() is PostState.WITHDRAWN


def test_asking_twice_makes_one_request(browser: Browser, code: str) -> None:
    newcomer = _another(browser)
    _join(newcomer, code)
    _read_notice(newcomer)

    again = newcomer.post("teachers.joining", {"code": code})

    assert again.status == 422
    assert "已有一份申请" in again
    assert _counts() == (1, 1)


def test_wrong_codes_have_one_answer_whatever_they_are(browser: Browser, lin: Person, code: str) -> None:
    browser.as_(lin).post("teachers.code")  # the first code is no code any more

    answers = {
        re.findall(r'id="code-error">([^<]+)', _join(_another(browser), typed, username=name).html)[0]
        for typed, name in ((code, "zhenghe"), ("AAAA-AAAA", "zhenghe"), ("x' OR 1=1", "tang"))
    }

    assert len(answers) == 1
    assert _counts() == (0, 0)


def test_whoever_guesses_codes_has_to_wait(
    browser: Browser, code: str, clock: time_machine.Traveller
) -> None:
    for number in range(WRONG_TRIES):
        assert _join(_another(browser), f"AAAA-AA{number:02}").status == 422

    assert _join(_another(browser), code).status == 429
    clock.shift(WRONG_TRIES_MINUTES * 60 + 1)
    assert _join(_another(browser), code).status == 303
    with acting():
        failed = select(func.count()).where(AuditEvent.kind == AuditKind.JOIN_FAILED)
        assert db.session.scalar(failed) == WRONG_TRIES


def test_a_user_name_is_told_to_be_taken_only_to_who_knows_a_code(browser: Browser, code: str) -> None:
    assert "username-error" in _join(_another(browser), code, username="tang").html
    assert "username-error" not in _join(_another(browser), "AAAA-AAAA", username="tang").html


def test_a_password_everybody_tries_is_refused(browser: Browser, code: str) -> None:
    page = _join(_another(browser), code, password="password123456", again="password123456")

    assert page.status == 422
    assert _counts() == (0, 0)


def test_a_switched_off_code_opens_nothing(browser: Browser, lin: Person, code: str) -> None:
    browser.as_(lin).post("teachers.remove_code")

    assert _join(_another(browser), code).status == 422
    with acting():
        assert not list(db.session.scalars(select(SchoolCode)))


def test_a_teacher_moves_with_one_profile_and_teaches_at_one_school_at_a_time(
    browser: Browser, lin: Person, mo: Person
) -> None:
    teacher_id, mover = a_new_teacher(of=lin), _let_in(browser, "S2T017")
    mover.post("teachers.joining", {"code": _code(browser.as_(mo))})
    new, old = browser.as_(mo), browser.as_(lin)
    page = new.post("teachers.admit", {"staff_number": "B9"}, post_id=_request())
    assert page.status == 422
    assert "还在另一所学校任教" in page
    assert "还在 示例市第一技工学校 任教" in mover.get("teachers.joining")

    old.post("practice.leave", {"reason": "调到第二技师学院"}, teacher_id=teacher_id)

    assert new.post("teachers.admit", {"staff_number": "B9"}, post_id=_request()).status == 303
    assert "韩雪" in new.get("teachers.show", teacher_id=teacher_id)
    assert old.get("teachers.show", teacher_id=teacher_id).status == 404
    assert _counts() == (1, 2)


def _let_in(browser: Browser, username: str) -> Browser:
    """A teacher who used the slip."""
    account_id = _account(username)
    with acting():
        code = issue_codes([account_id], by=None)[account_id]
    inside = _another(browser)
    using(inside, Slip(username, code, account_id))
    _read_notice(inside)
    return inside


def test_the_code_is_for_teachers(browser: Browser, hua: Person, code: str) -> None:
    assert browser.as_(hua).post("teachers.joining", TYPED | {"code": code}).status == 422
    assert _counts() == (0, 0)


def test_a_stranger_answers_no_request(browser: Browser, mo: Person, bao: Person, code: str) -> None:
    _join(_another(browser), code)

    assert browser.as_(mo).get("teachers.admit", post_id=_request()).status == 404
    assert browser.as_(mo).post("teachers.admit", {"staff_number": "X1"}, post_id=_request()).status == 404
    assert browser.as_(mo).post("teachers.refuse", {"reason": "不认识"}, post_id=_request()).status == 404
    assert browser.as_(bao).get("teachers.requests").status == 403
    assert browser.as_(bao).get("teachers.code").status == 403
