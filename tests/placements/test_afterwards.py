"""What holds after a publication: terms stay, who left is gone, seats count once, letters lead somewhere."""

import re
from datetime import datetime

import pytest
import time_machine
from sqlalchemy import update

from matching.audit.kinds import AuditKind
from matching.audit.telling import sentence
from matching.cohorts import actions as cohorts
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel.errors import Refused
from matching.kernel.i18n import speaking
from matching.outbox.letters import Letter
from matching.placements.enums import Answer, PlacementState
from matching.rounds.models import MatchRound
from matching.slots import actions as slots
from matching.slots.enums import SlotState
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import activate, person_of
from tests.make.placements import Market, a_market, answered, asked, confirmed, placements_of, publish
from tests.make.rounds import after_the_deadline
from tests.make.slots import a_slot
from tests.placements.reading import letters, standing, trail_of
from tests.statements import Counting

TOO_LONG = "9" * 5000


def _leave(student: int, *, by: Person) -> None:
    with acting():
        cohorts.withdraw(db.session.get_one(Student, student), reason="转学", by=by.viewer)


def _last_moment(market: Market) -> datetime:
    with acting():
        return db.session.get_one(MatchRound, market.id).answer_by


def test_nothing_is_published_that_nobody_could_answer(market: Market, clock: time_machine.Traveller) -> None:
    request_id = asked(market)
    clock.move_to(_last_moment(market))
    with pytest.raises(Refused, match="先把这一轮的答复截止推后"):
        confirmed(request_id, market)
    assert standing(market.id).placements == 0


def test_nor_asked_for(market: Market, clock: time_machine.Traveller) -> None:
    clock.move_to(_last_moment(market))
    with pytest.raises(Refused, match="先把这一轮的答复截止推后"):
        asked(market)


def test_the_terms_of_a_slot_with_students_stay(hua: Person, published: Market) -> None:
    with acting():
        assert db.session.get_one(Slot, published.slots[0]).settled_at is not None
    with pytest.raises(Refused), acting():
        slots.withdraw(db.session.get_one(Slot, published.slots[0]), reason="停产", by=hua.viewer)


def test_accepted_are_the_published_terms(browser: Browser, published: Market) -> None:
    with acting():
        db.session.execute(update(Slot).values(title="改过的岗位", pay_monthly=9999))
    page = browser.as_(activate(published.students[0])).get("placements.accept", round_id=published.id)
    assert ("数控岗位1" in page, "3,200" in page, "改过的岗位" in page) == (True, True, False)


def test_a_withdrawn_slot_cannot_be_accepted(browser: Browser, hua: Person, published: Market) -> None:
    with acting():
        slot = db.session.get_one(Slot, published.slots[0])
        slot.state, slot.withdrawn_at, slot.withdrawn_by_id = (
            SlotState.WITHDRAWN,
            slot.created_at,
            hua.account_id,
        )
    pupil = browser.as_(activate(published.students[0]))
    page = pupil.post("placements.accept", {"consent": "y"}, round_id=published.id)
    assert (page.status, "企业撤回了这个岗位" in page) == (422, True)
    assert placements_of(published)[published.students[0]].state is PlacementState.OFFERED
    assert pupil.post("placements.decline", round_id=published.id).status == 303


def test_who_left_is_named_nowhere_and_counted_nowhere(
    browser: Browser, lin: Person, hua: Person, published: Market
) -> None:
    first = published.students[0]
    answered(published, first, Answer.ACCEPT, by=person_of(first))
    with acting():
        name = db.session.get_one(Student, first).name
    inside = browser.as_(hua)
    assert name in inside.get("placements.results", round_id=published.id)
    assert "准备接收 1 名学生" in inside.get("dashboards.home")
    _leave(first, by=lin)
    page = inside.get("placements.results", round_id=published.id)
    assert (name in page, "1 人进了" in page) == (False, True)
    assert "准备接收" not in inside.get("dashboards.home")
    assert name not in browser.as_(lin).get("placements.results", round_id=published.id)


def test_a_seat_that_was_given_up_is_left_again(browser: Browser, hua: Person, published: Market) -> None:
    def left() -> list[str]:
        page = browser.as_(hua).get("placements.results", round_id=published.id)
        return re.findall(r'data-label="剩余名额"[^>]*>\s*(\d+)', page.html)

    before = left()
    first = published.students[0]
    answered(published, first, Answer.DECLINE, by=person_of(first))
    assert before == ["0", "0"]
    assert left() == ["1", "0"]


def test_whoever_took_part_hears_of_it_and_finds_the_page_even_after_withdrawing(
    browser: Browser, lin: Person, hua: Person, qi: Person
) -> None:
    took_part = a_slot(of=qi)
    market = a_market(of=lin, at=hua)
    publish(market)
    with after_the_deadline(market.round), acting():
        slots.withdraw(db.session.get_one(Slot, took_part), reason="停产", by=qi.viewer)
    assert {to for to, _url, _facts in letters(Letter.RESULT_ENTERPRISE)} == {hua.account_id, qi.account_id}
    for somebody in (hua, qi):
        assert browser.as_(somebody).get("placements.results", round_id=market.id).status == 200


def test_a_slot_posted_after_the_lock_takes_no_part(
    browser: Browser, lin: Person, hua: Person, qi: Person
) -> None:
    market = a_market(of=lin, at=hua)
    with after_the_deadline(market.round):
        a_slot(of=qi)
    publish(market)
    assert [to for to, _url, _facts in letters(Letter.RESULT_ENTERPRISE)] == [hua.account_id]
    assert browser.as_(qi).get("placements.results", round_id=market.id).status == 404


def test_the_bureau_reads_pseudonyms_in_their_own_order(
    browser: Browser, bao: Person, published: Market
) -> None:
    with acting():
        known = sorted(db.session.get_one(Student, one).pseudonym for one in published.students)
    page = browser.as_(bao).get("placements.results", round_id=published.id, **{"class": "nobody"}).text
    assert sorted(known, key=page.index) == known


@pytest.mark.parametrize("number", [TOO_LONG[:1500], "-1", "x", "²"])
def test_a_number_that_is_none_narrows_nothing(
    browser: Browser, hua: Person, published: Market, number: str
) -> None:
    page = browser.as_(hua).get("placements.results", round_id=published.id, slot=number)
    assert (page.status, "2 人进了" in page) == (200, True)


def test_looking_at_the_publication_computes_nothing(
    browser: Browser, bao: Person, market: Market, statements: Counting
) -> None:
    page = browser.as_(bao).get("placements.publication", round_id=market.id)
    assert "没有学生退出，给出的岗位都还在" in page
    with statements() as asked_for:
        browser.as_(bao).get("placements.publication", round_id=market.id)
    assert [one for one in asked_for if "snapshot" in one] == []


def test_the_page_says_at_a_glance_that_somebody_left(
    browser: Browser, lin: Person, bao: Person, market: Market
) -> None:
    _leave(market.students[0], by=lin)
    page = browser.as_(bao).get("placements.publication", round_id=market.id)
    assert "重新算一次" in page
    with pytest.raises(Refused, match="重新算一次"):
        asked(market)


@pytest.mark.parametrize(("locale", "told"), [("zh_CN", "已接受"), ("en", "Accepted")])
def test_the_trail_tells_an_answer_in_words(app: object, market: Market, locale: str, told: str) -> None:
    publish(market)
    first = market.students[0]
    answered(market, first, Answer.ACCEPT, by=person_of(first))
    (event,) = trail_of(AuditKind.PLACEMENT_ANSWER)
    with speaking(locale):
        assert told in sentence(event, by="某人")
