"""From signing up to going: who decides what, who hears of it, and what nobody can do twice."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel import clock as today
from matching.kernel.errors import Conflict, Refused
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.practice import tasks
from matching.practice.actions import offers, sign_ups
from matching.practice.assembly.sign_ups import Wish
from matching.practice.enums import OFFER_OPEN, Timetable
from matching.practice.enums import SignUpState as S
from matching.practice.models import PracticeOffer, SignUp
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_sign_up, a_teacher, an_offer, decided, offer_terms, standing_of

FIRST = date(2026, 7, 6)


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


def _heard(person: Person) -> list[Letter]:
    with acting():
        rows = select(OutboxLetter.kind).where(OutboxLetter.to_id == person.account_id)
        return list(db.session.scalars(rows.order_by(OutboxLetter.id)))


def _trail() -> list[AuditKind]:
    with acting():
        steps = select(AuditEvent.kind).where(AuditEvent.subject_type == "practice_sign_up")
        return list(db.session.scalars(steps.order_by(AuditEvent.id)))


def _seats(offer_id: int) -> tuple[int, int]:
    with acting():
        offer = db.session.get_one(PracticeOffer, offer_id)
        return offer.taken, offer.seats


def test_a_teacher_goes_when_school_and_enterprise_agree(teacher: Person, lin: Person, hua: Person) -> None:
    offer = an_offer(of=hua)
    mine = a_sign_up(offer, of=teacher)
    assert (standing_of(mine), _seats(offer)) == (S.ASKED, (1, 3))
    decided(mine, sign_ups.approve, by=lin)
    decided(mine, sign_ups.accept, by=hua)
    assert standing_of(mine) is S.ACCEPTED
    assert _heard(teacher) == [Letter.PRACTICE_APPROVED, Letter.PRACTICE_ACCEPTED]
    assert _heard(lin) == [Letter.PRACTICE_ASKED]
    assert _heard(hua) == [Letter.PRACTICE_TO_ACCEPT]
    assert _trail() == [AuditKind.SIGN_UP, AuditKind.SIGN_UP_APPROVE, AuditKind.SIGN_UP_ACCEPT]


def test_a_no_has_a_reason_and_frees_the_seat(teacher: Person, lin: Person, hua: Person) -> None:
    offer = an_offer(of=hua)
    mine = a_sign_up(offer, of=teacher)
    with pytest.raises(Refused, match="原因"):
        decided(mine, sign_ups.refuse_by_school, by=lin, reason="不行")
    decided(mine, sign_ups.refuse_by_school, by=lin, reason="那两周要带毕业班考证")
    assert (standing_of(mine), _seats(offer)) == (S.REFUSED, (0, 3))
    assert _heard(teacher) == [Letter.PRACTICE_REFUSED]
    again = a_sign_up(offer, of=teacher)
    decided(again, sign_ups.approve, by=lin)
    decided(again, sign_ups.refuse_by_enterprise, by=hua, reason="这条产线七月停产检修")
    assert (standing_of(again), _seats(offer)) == (S.REFUSED, (0, 3))


def test_the_enterprise_decides_after_the_school_and_each_once(
    teacher: Person, lin: Person, hua: Person
) -> None:
    mine = a_sign_up(an_offer(of=hua), of=teacher)
    for deed in (sign_ups.accept, sign_ups.refuse_by_enterprise):
        with pytest.raises(Refused, match="学校还没有同意"):
            decided(mine, deed, by=hua, **({"reason": "现在不方便"} if deed is not sign_ups.accept else {}))
    decided(mine, sign_ups.approve, by=lin)
    with pytest.raises(Refused, match="现在的状态"):
        decided(mine, sign_ups.approve, by=lin)
    decided(mine, sign_ups.accept, by=hua)
    with pytest.raises(Refused, match="现在的状态"):
        decided(mine, sign_ups.accept, by=hua)


def test_who_comes_late_waits_and_moves_up(teacher: Person, lin: Person, hua: Person) -> None:
    offer = an_offer(of=hua, seats=1)
    holder = a_sign_up(offer, of=teacher)
    wen, yu = a_teacher("wen"), a_teacher("yu")
    first, second = a_sign_up(offer, of=wen), a_sign_up(offer, of=yu)
    with acting():
        assert [db.session.get_one(SignUp, one).queue_number for one in (first, second)] == [1, 2]
    decided(holder, sign_ups.withdraw, by=teacher)
    assert [standing_of(one) for one in (holder, first, second)] == [S.WITHDRAWN, S.OFFERED, S.WAITING]
    assert _heard(wen) == [Letter.PRACTICE_SEAT_OFFERED]
    assert _seats(offer) == (1, 1)
    decided(first, sign_ups.take_seat, by=wen)
    assert standing_of(first) is S.ASKED
    assert _heard(lin) == [Letter.PRACTICE_ASKED, Letter.PRACTICE_WITHDRAWN, Letter.PRACTICE_ASKED]


def test_whoever_declines_an_offered_seat_hands_it_on(teacher: Person, hua: Person) -> None:
    offer = an_offer(of=hua, seats=1)
    holder = a_sign_up(offer, of=teacher)
    wen, yu = a_teacher("wen"), a_teacher("yu")
    first, second = a_sign_up(offer, of=wen), a_sign_up(offer, of=yu)
    decided(holder, sign_ups.withdraw, by=teacher)
    decided(first, sign_ups.withdraw, by=wen)
    assert [standing_of(one) for one in (first, second)] == [S.WITHDRAWN, S.OFFERED]


def test_more_seats_find_those_who_wait(teacher: Person, hua: Person) -> None:
    offer = an_offer(of=hua, seats=1)
    a_sign_up(offer, of=teacher)
    waiting = a_sign_up(offer, of=a_teacher("wen"))
    with acting():
        post = db.session.get_one(PracticeOffer, offer)
        offers.edit(post, offer_terms(seats=2), version=post.version, by=hua.viewer)
    assert (standing_of(waiting), _seats(offer)) == (S.OFFERED, (2, 2))


def test_nobody_is_at_two_enterprises_on_one_day(teacher: Person, hua: Person, qi: Person) -> None:
    a_sign_up(an_offer(of=hua), of=teacher)
    beside = an_offer(of=qi)
    with pytest.raises(Refused, match="已经占了「数控产线改造」的名额"):
        a_sign_up(beside, of=teacher)
    assert _seats(beside) == (0, 3)


def test_one_sign_up_of_a_teacher_for_a_post(teacher: Person, hua: Person) -> None:
    offer = an_offer(of=hua)
    a_sign_up(offer, of=teacher)
    with pytest.raises(Refused, match="已经报名"):
        a_sign_up(offer, of=teacher)


def test_a_post_that_has_begun_or_is_withdrawn_takes_nobody(teacher: Person, hua: Person) -> None:
    begun = an_offer(of=hua, starts_on=today.today())
    with pytest.raises(Refused, match="已经开始"):
        a_sign_up(begun, of=teacher)
    gone = an_offer(of=hua)
    with acting():
        offers.withdraw(db.session.get_one(PracticeOffer, gone), reason="产线停产", by=hua.viewer)
    with pytest.raises(Refused, match="不再提供"):
        a_sign_up(gone, of=teacher)


def test_the_words_can_be_changed_until_the_school_has_decided(
    teacher: Person, lin: Person, hua: Person
) -> None:
    mine = a_sign_up(an_offer(of=hua), of=teacher)
    moved = Wish(wants="学质检", timetable=Timetable.MOVED, timetable_note="王老师代两节")
    decided(mine, sign_ups.edit, by=teacher, wish=moved, version=1)
    with pytest.raises(Conflict) as conflict:
        decided(mine, sign_ups.edit, by=teacher, wish=Wish(wants="学编程"), version=1)
    assert [each.theirs for each in conflict.value.differences] == ["学质检", "要调课", "王老师代两节"]
    decided(mine, sign_ups.approve, by=lin)
    with pytest.raises(Refused, match="不能再改"):
        decided(mine, sign_ups.edit, by=teacher, wish=moved, version=3)


def test_whoever_is_free_again_comes_before_a_newcomer(teacher: Person, hua: Person, qi: Person) -> None:
    here, there = an_offer(of=hua, seats=1), an_offer(of=qi, seats=1)
    holder, elsewhere = a_sign_up(here, of=teacher), a_sign_up(there, of=(wen := a_teacher("wen")))
    waiting = a_sign_up(here, of=wen)
    decided(holder, sign_ups.withdraw, by=teacher)
    assert (standing_of(waiting), _seats(here)) == (S.WAITING, (0, 1))
    decided(elsewhere, sign_ups.withdraw, by=wen)
    newcomer = a_sign_up(here, of=a_teacher("yu"))
    assert [standing_of(one) for one in (waiting, newcomer)] == [S.OFFERED, S.WAITING]


def test_a_seat_not_taken_in_time_goes_on(
    teacher: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    offer = an_offer(of=hua, seats=1)
    holder, wen = a_sign_up(offer, of=teacher), a_teacher("wen")
    first, second = a_sign_up(offer, of=wen), a_sign_up(offer, of=a_teacher("yu"))
    decided(holder, sign_ups.withdraw, by=teacher)
    clock.shift(OFFER_OPEN)
    with pytest.raises(Refused, match="过期没有接受"):
        decided(first, sign_ups.take_seat, by=wen)
    with acting():
        tasks.hand_on_seats()
    assert [standing_of(one) for one in (first, second)] == [S.LAPSED, S.OFFERED]
    assert _heard(wen) == [Letter.PRACTICE_SEAT_OFFERED, Letter.PRACTICE_SEAT_LAPSED]


def test_whoever_still_waits_when_the_days_begin_waits_no_longer(
    teacher: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    offer = an_offer(of=hua, seats=1)
    a_sign_up(offer, of=teacher)
    waiting = a_sign_up(offer, of=(wen := a_teacher("wen")))
    clock.move_to(today.from_local(datetime.combine(FIRST - timedelta(days=1), time(23, 59))))
    with acting():
        tasks.hand_on_seats()
    assert standing_of(waiting) is S.WAITING
    clock.shift(timedelta(minutes=1))
    with acting():
        tasks.hand_on_seats()
    assert (standing_of(waiting), _seats(offer)) == (S.LAPSED, (1, 1))
    assert _heard(wen) == [Letter.PRACTICE_QUEUE_OVER]
