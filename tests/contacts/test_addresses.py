"""An address for messages: used only once a code came back, sealed, masked, and nobody else's affair."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.contacts.enums import CODE_MINUTES, CODES_AN_HOUR, FORMER_JOB, WRONG_CODES
from matching.contacts.models import CodeRequest, ContactClaim
from matching.contacts.queries import note, reach_of
from matching.contacts.tasks import forget_requests
from matching.db import db
from matching.jobs.models import Job
from matching.jobs.worker import RunningJob
from matching.outbox.enums import MOST_REFUSALS, Channel
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.outbox.sending import Unreachable
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_student, person_of
from tests.make.contacts import Codes, an_address, codes_go_to
from tests.outbox.office import Bag

EMAIL = "hua.ning@example.cn"


@pytest.fixture
def codes(app: Flask) -> Iterator[Codes]:
    kept = Codes()
    with codes_go_to(dict.fromkeys(Channel, kept)):
        yield kept


def _addresses(of: Person) -> dict[str, str]:
    with acting():
        return {
            channel.value: to for channel, to in reach_of([of.account_id])[of.account_id].addresses.items()
        }


def _ask(inside: Browser, address: str = EMAIL, by: str = "email") -> int:
    return inside.post("contacts.address", {"address": address}, by=by).status


def _confirm(inside: Browser, code: str, by: str = "email") -> int:
    return inside.post("contacts.code", {"code": code}, by=by).status


def test_an_address_is_used_only_once_its_code_came_back(browser: Browser, hua: Person, codes: Codes) -> None:
    inside = browser.as_(hua)
    assert _ask(inside) == 303
    assert (_addresses(hua), [one.to for one in codes.parcels]) == ({}, [EMAIL])
    assert "h***@example.cn" in inside.get("contacts.code", by="email")
    assert _confirm(inside, codes.last) == 303
    assert _addresses(hua) == {"email": EMAIL}
    assert "h***@example.cn" in inside.get("contacts.settings")


def test_the_old_address_stays_in_use_until_the_new_one_is_confirmed(
    app: Flask, browser: Browser, hua: Person, codes: Codes
) -> None:
    an_address(of=hua, address=EMAIL)
    inside = browser.as_(hua)
    _ask(inside, "new@example.cn")
    assert _addresses(hua) == {"email": EMAIL}
    _confirm(inside, codes.last)
    assert _addresses(hua) == {"email": "new@example.cn"}
    with acting():
        told = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == Letter.ADDRESS_CHANGED))
        assert [letter.facts["address"] for letter in told] == ["h***@example.cn", "n***@example.cn"]


def test_an_address_that_is_left_hears_of_it_once_and_is_kept_nowhere(
    *, app: Flask, browser: Browser, hua: Person, codes: Codes
) -> None:
    an_address(of=hua, address=EMAIL)
    inside, told = browser.as_(hua), "消息不再发到这里了"
    for address in ("new@example.cn", "new@example.cn"):
        _ask(inside, address)
        _confirm(inside, codes.last if codes.parcels[-1].to == address else codes.parcels[-2].subject[:6])
    inside.post("contacts.remove", by="email")
    assert [one.to for one in codes.parcels if one.subject == told] == [EMAIL, "new@example.cn"]
    with acting():
        jobs = {job.id: job.payload for job in db.session.scalars(select(Job).where(Job.kind == FORMER_JOB))}
        assert list(jobs.values()) == [{}, {}]
    with app.app_context():
        app.extensions["workshop"].handlers[FORMER_JOB](RunningJob(min(jobs), {}, None, ""))
    assert len([one for one in codes.parcels if one.subject == told]) == 2


def test_a_wrong_code_is_counted_and_after_five_the_right_one_comes_too_late(
    browser: Browser, hua: Person, codes: Codes
) -> None:
    inside = browser.as_(hua)
    _ask(inside)
    wrong = "000000" if codes.last != "000000" else "111111"
    for _try in range(WRONG_CODES):
        assert _confirm(inside, wrong) == 422
    page = inside.post("contacts.code", {"code": codes.last}, by="email")
    assert (page.status, "填错太多次了" in page) == (422, True)
    assert _addresses(hua) == {}


def test_the_second_click_hears_that_it_is_confirmed(browser: Browser, hua: Person, codes: Codes) -> None:
    inside = browser.as_(hua)
    _ask(inside)
    for _click in range(2):
        page = inside.post("contacts.code", {"code": codes.last}, by="email")
        assert (page.status, page.location) == (303, "/me/messages")
        assert "确认好了" in inside.get("contacts.settings")
    assert inside.get("contacts.code", by="email").location == "/me/messages"
    with acting():
        kinds = [one.kind for one in db.session.scalars(select(AuditEvent))]
        assert kinds.count(AuditKind.CONTACT_CONFIRM) == 1


def test_tabs_that_ask_at_the_same_moment_leave_one_address_that_waits(
    browser: Browser, hua: Person, codes: Codes
) -> None:
    inside = browser.as_(hua)
    tabs, start = [inside.twin() for _n in range(CODES_AN_HOUR)], Barrier(CODES_AN_HOUR)

    def ask(number: int) -> int:
        start.wait()
        return _ask(tabs[number], f"hua.{number}@example.cn")

    with ThreadPoolExecutor(CODES_AN_HOUR) as pool:
        assert set(pool.map(ask, range(CODES_AN_HOUR))) == {303}
    with acting():
        assert len(db.session.scalars(select(ContactClaim)).all()) == 1


def test_a_code_lasts_ten_minutes(
    browser: Browser, hua: Person, codes: Codes, clock: time_machine.Traveller
) -> None:
    inside = browser.as_(hua)
    _ask(inside)
    clock.shift(timedelta(minutes=CODE_MINUTES, seconds=1))
    page = inside.post("contacts.code", {"code": codes.last}, by="email")
    assert (page.status, "过期了" in page) == (422, True)


def test_codes_are_throttled_by_person_and_by_address(
    browser: Browser, hua: Person, qi: Person, codes: Codes
) -> None:
    inside, other = browser.as_(hua), browser.as_(qi)
    assert {_ask(inside, "victim@example.cn") for _time in range(CODES_AN_HOUR)} == {303}
    assert (_ask(inside, "another@example.cn"), _ask(other, "VICTIM@example.cn")) == (422, 422)
    assert len(codes.parcels) == CODES_AN_HOUR


def test_only_the_last_hour_counts_and_is_kept(
    browser: Browser, hua: Person, codes: Codes, clock: time_machine.Traveller
) -> None:
    assert [_ask(browser.as_(hua)) for _time in range(CODES_AN_HOUR + 1)][-1] == 422
    clock.shift(timedelta(minutes=61))
    assert _ask(browser.as_(hua)) == 303
    clock.shift(timedelta(minutes=61))
    with acting():
        forget_requests()
    with acting():
        assert db.session.scalars(select(CodeRequest)).all() == []


def test_a_code_opens_only_the_address_it_was_sent_to(
    browser: Browser, hua: Person, qi: Person, codes: Codes
) -> None:
    inside, other = browser.as_(hua), browser.as_(qi)
    _ask(inside)
    first = codes.last
    _ask(other, "qi@example.cn")
    if codes.last != first:
        assert _confirm(other, first) == 422
    _ask(inside, "new@example.cn")
    if codes.last != first:
        assert _confirm(inside, first) == 422


def test_a_code_that_cannot_be_sent_is_told_on_the_page(app: Flask, browser: Browser, hua: Person) -> None:
    away = Bag(raising=lambda: Unreachable("TimeoutError"))
    with codes_go_to(dict.fromkeys(Channel, away)):
        inside = browser.as_(hua)
        _ask(inside)
    assert "验证码没能发到 h***@example.cn" in inside.get("contacts.code", by="email")


@pytest.mark.parametrize(
    ("by", "address"),
    [
        ("email", ""),
        ("email", "hua"),
        ("email", "hua@localhost"),
        ("email", "hua@example.cn\r\nBcc: all@example.cn"),
        ("email", "华宁 <hua@example.cn>"),
        ("email", f"{'h' * 200}@example.cn"),
        ("sms", "12345"),
        ("sms", "0357-1110001"),
    ],
)
def test_what_is_no_address_is_not_taken(browser: Browser, hua: Person, by: str, address: str) -> None:
    assert _ask(browser.as_(hua), address, by) == 422
    assert browser.as_(hua).get("contacts.code", by=by).status == 404


def test_a_student_is_reached_at_the_number_of_the_class_list_without_a_copy(
    browser: Browser, lin: Person, codes: Codes
) -> None:
    student = a_student(of=lin, activated=True, phone="13800002207")
    pupil = person_of(student.id)
    inside = browser.as_(pupil)
    assert _addresses(pupil) == {"sms": "13800002207"}
    page = inside.get("contacts.settings")
    assert "138****2207" in page
    assert "13800002207" not in page.html
    refused = inside.post("contacts.address", {"address": "13900002207"}, by="sms")
    assert (refused.status, "学生名单" in refused) == (422, True)
    with acting():
        assert db.session.scalar(text("SELECT count(*) FROM contact")) == 0


def test_nothing_readable_is_kept_or_told(
    app: Flask, hua: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    an_address(of=hua, address=EMAIL)
    with acting():
        (sealed,) = db.session.execute(text("SELECT address_sealed FROM contact")).one()
        trail = [str(one.facts) for one in db.session.scalars(select(AuditEvent))]
    assert EMAIL.encode() not in bytes(sealed)
    assert EMAIL not in "".join(trail)
    assert EMAIL not in "".join(capsys.readouterr())


def test_an_address_that_refused_three_letters_counts_as_not_working_until_it_is_confirmed_again(
    app: Flask, browser: Browser, hua: Person
) -> None:
    an_address(of=hua, address=EMAIL)
    with app.app_context():
        for works in (False, False, True, False, False):
            note(hua.account_id, Channel.EMAIL, works)
        assert reach_of([hua.account_id])[hua.account_id].not_working == frozenset()
        note(hua.account_id, Channel.EMAIL, False)
        assert MOST_REFUSALS == 3
        assert reach_of([hua.account_id])[hua.account_id].not_working == {Channel.EMAIL}
    assert "收不到" in browser.as_(hua).get("contacts.settings")
    an_address(of=hua, address=EMAIL)
    with app.app_context():
        assert reach_of([hua.account_id])[hua.account_id].not_working == frozenset()


def test_an_address_can_be_taken_away(app: Flask, browser: Browser, hua: Person) -> None:
    an_address(of=hua, address=EMAIL)
    inside = browser.as_(hua)
    assert inside.post("contacts.remove", by="email").status == 303
    assert _addresses(hua) == {}
    assert inside.post("contacts.remove", by="email").status == 422


def test_a_stranger_sees_nothing(browser: Browser, hua: Person, qi: Person) -> None:
    an_address(of=hua, address=EMAIL)
    other = browser.as_(qi)
    assert "h***" not in other.get("contacts.settings")
    assert other.get("contacts.code", by="email").status == 404
    assert other.get("contacts.code", by="pigeon").status == 404
    assert other.post("contacts.remove", by="email").status == 422
    assert _addresses(hua) == {"email": EMAIL}
    assert browser.get("contacts.settings").location.startswith("/sign-in")
