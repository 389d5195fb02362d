"""Invitations: once each, told by letter and on the home page, until a sign-up, a no, or the first day."""

from datetime import datetime

import pytest
from sqlalchemy import select

from matching.dashboards.questions import matters_of
from matching.db import db
from matching.kernel.errors import Refused
from matching.matters.enums import MatterKind
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.practice.actions import invitations as actions
from matching.practice.actions import sign_ups
from matching.practice.enums import MOST_INVITED
from matching.practice.models import Invitation, PracticeOffer
from matching.teachers.models import Teacher
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_sign_up, a_teacher, an_invitation, an_offer, decided, teacher_id_of


def _letters() -> list[int]:
    with acting():
        kind = OutboxLetter.kind == Letter.PRACTICE_INVITED
        return list(db.session.scalars(select(OutboxLetter.to_id).where(kind)))


def _invite(browser: Browser, offer: int, *teachers: Person, by: Person) -> Page:
    ids = [str(teacher_id_of(each)) for each in teachers]
    return browser.as_(by).post("practice.invitations", {"teacher": ids}, offer_id=offer)


def test_twenty_clicks_invite_once(browser: Browser, lin: Person, hua: Person) -> None:
    tang, wen, offer = a_teacher(), a_teacher("wen"), an_offer(of=hua)
    for _click in range(20):
        _invite(browser, offer, tang, wen, by=lin)
    assert sorted(_letters()) == sorted([tang.account_id, wen.account_id])
    with acting():
        assert len(db.session.scalars(select(Invitation)).all()) == 2


def test_an_invitation_stands_on_the_home_page_until_the_teacher_signs_up(
    browser: Browser, lin: Person, hua: Person
) -> None:
    tang, offer = a_teacher(), an_offer(of=hua)
    an_invitation(offer, of=tang, by=lin)
    asks = "示例市第一技工学校邀请你去“数控产线改造”"
    assert asks in browser.as_(tang).get("dashboards.home")
    mine = a_sign_up(offer, of=tang)
    assert asks not in browser.as_(tang).get("dashboards.home")
    assert "等学校" in browser.as_(lin).get("practice.invitations", offer_id=offer)
    decided(mine, sign_ups.withdraw, by=tang)
    assert asks not in browser.as_(tang).get("dashboards.home")  # it was answered


def test_a_teacher_declines_and_the_school_reads_it(browser: Browser, lin: Person, hua: Person) -> None:
    tang, offer = a_teacher(), an_offer(of=hua)
    invitation = an_invitation(offer, of=tang, by=lin)
    reader = browser.as_(tang)
    assert "邀请你去这个岗位" in reader.get("practice.show", offer_id=offer)
    reader.post("practice.decline", invitation_id=invitation)
    assert MatterKind.INVITED not in _waits_for(tang)
    assert "你没有去" in reader.get("practice.show", offer_id=offer)
    assert "没有接受" in browser.as_(lin).get("practice.invitations", offer_id=offer)
    with pytest.raises(Refused, match="没有接受"):
        decided(invitation, actions.decline, by=tang, of=Invitation)


def test_after_the_first_day_nobody_waits_for_an_answer(
    browser: Browser, lin: Person, hua: Person, clock
) -> None:
    tang, offer = a_teacher(), an_offer(of=hua)
    an_invitation(offer, of=tang, by=lin)
    clock.move_to(datetime.fromisoformat("2026-07-06T02:00+00:00"))
    assert "逾期未答复" in browser.as_(lin).get("practice.invitations", offer_id=offer)
    with pytest.raises(Refused):
        an_invitation(offer, of=a_teacher("wen"), by=lin)


def test_whoever_has_signed_up_is_not_invited(lin: Person, hua: Person) -> None:
    tang, offer = a_teacher(), an_offer(of=hua)
    a_sign_up(offer, of=tang)
    assert an_invitation(offer, of=tang, by=lin) == 0
    assert _letters() == []


def test_nobody_and_a_crowd_are_refused(lin: Person, hua: Person) -> None:
    tang, offer = a_teacher(), an_offer(of=hua)
    with acting():
        teacher = db.session.get_one(Teacher, teacher_id_of(tang))
        for crowd in ([], [teacher] * (MOST_INVITED + 1)):
            with pytest.raises(Refused):
                actions.invite(db.session.get_one(PracticeOffer, offer), crowd, by=lin.viewer)


def test_teachers_of_another_school_cannot_be_named(
    browser: Browser, lin: Person, mo: Person, hua: Person
) -> None:
    offer, gao = an_offer(of=hua), a_teacher("gao", at="second school")
    assert _invite(browser, offer, gao, by=lin).status == 404
    assert _letters() == []
    invitation = an_invitation(offer, of=gao, by=mo)
    assert browser.as_(a_teacher()).post("practice.decline", invitation_id=invitation).status == 404
    assert "gao" not in browser.as_(lin).get("practice.invitations", offer_id=offer)


def test_one_teacher_is_invited_to_a_post_that_fits(browser: Browser, lin: Person, hua: Person) -> None:
    tang = a_teacher()
    an_offer(of=hua, title="别的专业", subjects=frozenset({"12"}))
    fits, there = an_offer(of=hua), teacher_id_of(tang)
    page = browser.as_(lin).get("practice.invite_one", teacher_id=there)
    assert "数控产线改造" in page
    assert "26 / 180 天" in page
    assert "别的专业" not in page
    browser.as_(lin).post("practice.invite_one", {"offer": str(fits)}, teacher_id=there)
    assert "还没答复" in browser.as_(lin).get("practice.invite_one", teacher_id=there)
    assert _letters() == [tang.account_id]


def _waits_for(teacher: Person) -> set[MatterKind]:
    with acting():
        viewer = teacher.viewer
        assert viewer.hat is not None
        return {each.kind for each in matters_of(viewer.id, viewer.hat, db.session())}
