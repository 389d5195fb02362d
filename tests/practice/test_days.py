"""The days at the enterprise: entered once, looked at by the enterprise, certified by the school."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind as A
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel import clock as today
from matching.kernel.errors import Refused
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.practice.actions import days, sign_ups
from matching.practice.enums import DaySource
from matching.practice.enums import DayState as D
from matching.practice.enums import SignUpState as S
from matching.practice.models import PracticeDay
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_teacher, decided, going, standing_of

FIRST = date(2026, 7, 6)
THIRD = date(2026, 7, 8)
KINDS = (
    A.DAY_ENTER,
    A.DAY_TAKE_BACK,
    A.DAYS_CONFIRM,
    A.DAYS_REFUSE,
    A.PRACTICE_CERTIFY,
    A.PRACTICE_REOPEN,
)


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


@pytest.fixture
def mine(teacher: Person, lin: Person, hua: Person, clock: time_machine.Traveller) -> int:
    """A sign-up that everybody agreed to, on its third day, a Wednesday."""
    made = going(teacher, school=lin, host=hua)
    clock.move_to(today.from_local(datetime.combine(THIRD, time(9))))
    return made


def _enter(sign_up: int, by: Person, day: date = FIRST, reason: str = "手机没电没能扫码") -> int:
    decided(sign_up, days.enter, by=by, day=day, source=DaySource.HAND, reason=reason)
    with acting():
        return _ids(sign_up)[day]


def _ids(sign_up: int) -> dict[date, int]:
    found = db.session.scalars(select(PracticeDay).where(PracticeDay.sign_up_id == sign_up))
    return {each.day: each.id for each in found}


def _states(sign_up: int) -> list[D]:
    with acting():
        asked = select(PracticeDay.state).where(PracticeDay.sign_up_id == sign_up)
        return list(db.session.scalars(asked.order_by(PracticeDay.day)))


def _history(day_id: int) -> list[tuple[D, int | None, str]]:
    with acting():
        changes = db.session.get_one(PracticeDay, day_id).changes
        return [(each.state, each.by_id, each.why) for each in changes]


def _trail() -> list[A]:
    with acting():
        asked = select(AuditEvent.kind).where(AuditEvent.kind.in_(KINDS)).order_by(AuditEvent.id)
        return list(db.session.scalars(asked))


def _heard(person: Person) -> list[Letter]:
    with acting():
        rows = select(OutboxLetter.kind).where(OutboxLetter.to_id == person.account_id)
        return list(db.session.scalars(rows.order_by(OutboxLetter.id)))


def test_days_are_entered_confirmed_and_certified(
    mine: int, teacher: Person, lin: Person, hua: Person
) -> None:
    entered = [_enter(mine, teacher), _enter(mine, teacher, date(2026, 7, 8), reason="")]
    decided(mine, days.confirm, by=hua, day_ids=entered)
    decided(mine, days.certify, by=lin)
    assert (standing_of(mine), _states(mine)) == (S.CERTIFIED, [D.CERTIFIED, D.CERTIFIED])
    assert _history(entered[0]) == [
        (D.ENTERED, teacher.account_id, "手机没电没能扫码"),
        (D.CONFIRMED, hua.account_id, ""),
        (D.CERTIFIED, lin.account_id, ""),
    ]
    assert _trail() == [A.DAY_ENTER, A.DAY_ENTER, A.DAYS_CONFIRM, A.PRACTICE_CERTIFY]
    assert _heard(teacher)[-1] is Letter.PRACTICE_CERTIFIED


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 7, 9), "还没到"),
        (date(2026, 7, 5), "不在这次实践的日期里"),
    ],
)
def test_only_days_within_the_dates_that_have_come(mine: int, teacher: Person, day: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        _enter(mine, teacher, day)
    assert _states(mine) == []


def test_a_day_before_today_needs_a_reason(mine: int, teacher: Person) -> None:
    with pytest.raises(Refused, match="为什么没有当天打卡"):
        _enter(mine, teacher, reason="")


def test_a_day_stands_once(mine: int, teacher: Person) -> None:
    _enter(mine, teacher)
    with pytest.raises(Refused, match="已经打过卡"):
        _enter(mine, teacher)
    assert _states(mine) == [D.ENTERED]


def test_nobody_enters_days_before_everybody_agreed(
    teacher: Person, lin: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    made = going(teacher, school=lin, host=hua, until=sign_ups.approve)
    clock.move_to(today.from_local(datetime.combine(THIRD, time(9))))
    with pytest.raises(Refused, match="都同意以后"):
        _enter(made, teacher)


def test_a_day_taken_back_may_be_entered_again_and_keeps_its_history(mine: int, teacher: Person) -> None:
    entered = _enter(mine, teacher)
    decided(mine, days.take_back, by=teacher, day_id=entered)
    with pytest.raises(Refused, match="已收回"):
        decided(mine, days.take_back, by=teacher, day_id=entered)
    assert _enter(mine, teacher, reason="扫码时没有信号") == entered
    assert [state for state, _by, _why in _history(entered)] == [D.ENTERED, D.REMOVED, D.ENTERED]


def test_a_refused_day_is_told_with_its_reason_and_may_be_entered_again(
    mine: int, teacher: Person, hua: Person
) -> None:
    entered = _enter(mine, teacher)
    with pytest.raises(Refused, match="说明原因"):
        decided(mine, days.refuse, by=hua, day_ids=[entered], reason="没来")
    decided(mine, days.refuse, by=hua, day_ids=[entered], reason="这天停电，全厂放假")
    assert _heard(teacher)[-1] is Letter.PRACTICE_DAYS_REFUSED
    assert _enter(mine, teacher, reason="停电前到岗半天") == entered
    decided(mine, days.refuse, by=hua, day_ids=[entered], reason="门禁没有记录")
    assert _heard(teacher)[-2:] == [Letter.PRACTICE_DAYS_REFUSED] * 2


def test_a_confirmed_day_is_not_confirmed_or_taken_back_again(
    mine: int, teacher: Person, hua: Person
) -> None:
    entered = _enter(mine, teacher)
    decided(mine, days.confirm, by=hua, day_ids=[entered])
    for deed, by, told in (
        (days.confirm, hua, {"day_ids": [entered]}),
        (days.take_back, teacher, {"day_id": entered}),
    ):
        with pytest.raises(Refused, match="企业已确认"):
            decided(mine, deed, by=by, **told)
    assert _trail() == [A.DAY_ENTER, A.DAYS_CONFIRM]


def test_days_of_another_sign_up_choose_nothing(
    mine: int, teacher: Person, people: Callable[[str], Person], clock: time_machine.Traveller
) -> None:
    entered, lin, hua = _enter(mine, teacher), people("lin"), people("hua")
    clock.move_to(today.from_local(datetime.combine(FIRST - timedelta(days=7), time(9))))
    other = going(a_teacher("wen"), school=lin, host=hua)
    for deed, told in ((days.confirm, {}), (days.refuse, {"reason": "没有来上班"})):
        with pytest.raises(Refused, match="至少勾选一天"):
            decided(other, deed, by=hua, day_ids=[entered], **told)
    assert _states(mine) == [D.ENTERED]


def test_the_school_waits_for_the_enterprise(mine: int, teacher: Person, lin: Person, hua: Person) -> None:
    with pytest.raises(Refused, match="还没有一天"):
        decided(mine, days.certify, by=lin)
    first, second = _enter(mine, teacher), _enter(mine, teacher, FIRST + timedelta(days=1))
    decided(mine, days.confirm, by=hua, day_ids=[first])
    with pytest.raises(Refused, match="还有 1 天等企业确认"):
        decided(mine, days.certify, by=lin)
    decided(mine, days.refuse, by=hua, day_ids=[second], reason="这天请假了")
    decided(mine, days.certify, by=lin)
    assert _states(mine) == [D.CERTIFIED, D.REFUSED]


def test_a_certificate_is_given_once_and_closes_the_days(
    mine: int, teacher: Person, lin: Person, hua: Person
) -> None:
    entered = _enter(mine, teacher)
    decided(mine, days.confirm, by=hua, day_ids=[entered])
    decided(mine, days.certify, by=lin)
    with pytest.raises(Refused, match="现在的状态"):
        decided(mine, days.certify, by=lin)
    for deed, by, told in (
        (days.refuse, hua, {"day_ids": [entered], "reason": "门禁没有记录"}),
        (days.take_back, teacher, {"day_id": entered}),
    ):
        with pytest.raises(Refused, match="学校已经认定"):
            decided(mine, deed, by=by, **told)
    with pytest.raises(Refused, match="学校已经认定"):
        _enter(mine, teacher, FIRST + timedelta(days=1))


def test_the_school_opens_what_it_certified_for_a_correction(
    mine: int, teacher: Person, lin: Person, hua: Person
) -> None:
    entered = _enter(mine, teacher)
    decided(mine, days.confirm, by=hua, day_ids=[entered])
    with pytest.raises(Refused, match="现在的状态"):
        decided(mine, days.reopen, by=lin, reason="漏记了一天")
    decided(mine, days.certify, by=lin)
    with pytest.raises(Refused, match="说明原因"):
        decided(mine, days.reopen, by=lin, reason="")
    decided(mine, days.reopen, by=lin, reason="漏记了一天")
    assert (standing_of(mine), _states(mine)) == (S.ACCEPTED, [D.CONFIRMED])
    assert _history(entered)[-1] == (D.CONFIRMED, lin.account_id, "漏记了一天")
    decided(mine, days.certify, by=lin)
    assert _states(mine) == [D.CERTIFIED]
    letters = [Letter.PRACTICE_CERTIFIED, Letter.PRACTICE_REOPENED, Letter.PRACTICE_CERTIFIED]
    assert _heard(teacher)[-3:] == letters
