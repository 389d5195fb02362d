"""A teacher leaves and moves: what was agreed to ends, what was done stays, the next school reads it all."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from matching.db import db
from matching.organisations.models import Organisation
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.practice.actions import leaving, sign_ups
from matching.practice.enums import SignUpState as S
from matching.practice.models import SignUp
from matching.practice.queries.records import one_post
from matching.teachers import actions as teachers
from matching.teachers.enums import PostState
from matching.teachers.models import TeachingPost
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import (
    a_sign_up,
    a_teacher,
    an_earlier_practice,
    an_offer,
    broken,
    decided,
    going,
    some_days_at,
    standing_of,
    teacher_id_of,
)

AUGUST = {"starts_on": date(2026, 8, 3), "ends_on": date(2026, 8, 7)}
IN_JULY = datetime(2026, 7, 15, 9, tzinfo=UTC)


def _leaves(teacher: Person, *, by: Person) -> int:
    teacher_id = teacher_id_of(teacher)
    with acting():
        post = db.session.scalars(one_post(teacher_id, frozenset({by.organisation_id}))).one()
        leaving.leave(post, reason="调到第二技师学院", by=by.viewer)
    return teacher_id


def _joins(teacher: Person, *, at: Person) -> None:
    with acting():
        school = teachers.make_code(_school(at), by=at.viewer)
        code = school.code
    with acting():
        asked = teachers.ask(code, None, by=teacher.viewer).id
    with acting():
        teachers.admit(db.session.get_one(TeachingPost, asked), staff_number="B9", by=at.viewer)


def _former() -> int:
    with acting():
        return db.session.scalars(select(TeachingPost.id).where(TeachingPost.state == PostState.LEFT)).one()


def _school(person: Person) -> Organisation:
    return db.session.get_one(Organisation, person.organisation_id)


def _heard(person: Person) -> list[Letter]:
    with acting():
        rows = select(OutboxLetter.kind).where(OutboxLetter.to_id == person.account_id)
        return list(db.session.scalars(rows.order_by(OutboxLetter.id)))


def _last_day(sign_up_id: int) -> date:
    with acting():
        return db.session.get_one(SignUp, sign_up_id).ends_on


def test_what_has_not_begun_is_withdrawn_and_the_seat_goes_on(lin: Person, hua: Person) -> None:
    teacher = a_teacher()
    agreed, asked = going(teacher, school=lin, host=hua), an_offer(of=hua, seats=1, **AUGUST)
    waits_for_school = a_sign_up(asked, of=teacher)
    next_in_line = a_sign_up(asked, of=a_teacher("wen"))

    _leaves(teacher, by=lin)

    assert [standing_of(one) for one in (agreed, waits_for_school)] == [S.WITHDRAWN, S.WITHDRAWN]
    assert standing_of(next_in_line) is S.OFFERED
    assert Letter.PRACTICE_WITHDRAWN in _heard(hua)
    assert _heard(teacher)[-1] is Letter.TEACHER_LEFT
    assert broken() == []


def test_practice_under_way_ends_and_its_days_stay_with_the_school_that_agreed(
    lin: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    teacher = a_teacher()
    mine = going(teacher, school=lin, host=hua)
    clock.move_to(IN_JULY)

    _leaves(teacher, by=lin)

    assert (standing_of(mine), _last_day(mine)) == (S.ACCEPTED, IN_JULY.date())
    assert _heard(hua)[-1] is Letter.PRACTICE_ENDS_EARLY
    assert broken() == []


def test_practice_that_is_over_stays_as_it_is(
    lin: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    teacher = a_teacher()
    mine = going(teacher, school=lin, host=hua)
    clock.move_to(datetime(2026, 8, 20, 9, tzinfo=UTC))

    _leaves(teacher, by=lin)

    assert (standing_of(mine), _last_day(mine)) == (S.ACCEPTED, date(2026, 7, 31))


def test_the_page_says_what_becomes_of_each_sign_up(browser: Browser, lin: Person, hua: Person) -> None:
    teacher, inside = a_teacher(), browser.as_(lin)
    going(teacher, school=lin, host=hua)
    teacher_id = teacher_id_of(teacher)

    page = inside.get("practice.leave", teacher_id=teacher_id)

    assert "撤销报名，名额给候补的下一位" in page
    assert inside.post("practice.leave", {"reason": ""}, teacher_id=teacher_id).status == 422
    assert inside.post("practice.leave", {"reason": "调走"}, teacher_id=teacher_id).status == 303


def test_the_next_school_reads_all_and_the_one_before_what_was_its_own(
    browser: Browser, people: Callable[[str], Person], clock: time_machine.Traveller
) -> None:
    teacher, lin, mo = a_teacher(), people("lin"), people("mo")
    mine = going(teacher, school=lin, host=people("hua"))
    earlier = an_earlier_practice(of=teacher)
    some_days_at(mine, date(2026, 7, 6), date(2026, 7, 7))
    clock.move_to(IN_JULY)
    teacher_id = _leaves(teacher, by=lin)
    _joins(teacher, at=mo)

    new, old = browser.as_(mo), browser.as_(lin)
    whole = new.get("practice.record", teacher_id=teacher_id)
    assert "数控产线改造" in whole
    assert f"/sign-ups/{mine}" not in whole.html
    assert f"/practice-records/{earlier}" not in whole.html
    assert "唐老师" in new.get("practice.records")
    assert "唐老师" in old.get("teachers.former")
    left = old.get("practice.former_record", former_id=_former())
    assert f"/sign-ups/{mine}" in left.html
    assert f"/practice-records/{earlier}" in left.html
    assert old.get("practice.sign_up", sign_up_id=mine).status == 200
    assert "唐老师" not in old.get("practice.records").html
    assert old.get("practice.decide_record", record_id=earlier).status == 200
    assert browser.as_(teacher).get("practice.own_record").status == 200


def test_what_the_next_school_certifies_is_not_read_by_the_one_before(
    browser: Browser, lin: Person, mo: Person, hua: Person
) -> None:
    teacher = a_teacher()
    teacher_id = _leaves(teacher, by=lin)
    _joins(teacher, at=mo)
    later = a_sign_up(an_offer(of=hua), of=teacher)
    decided(later, sign_ups.approve, by=mo)

    left = browser.as_(lin).get("practice.former_record", former_id=_former())

    assert "数控产线改造" not in left
    assert browser.as_(lin).get("practice.record", teacher_id=teacher_id).status == 404
    assert browser.as_(mo).get("practice.former_record", former_id=_former()).status == 404
    assert browser.as_(lin).get("practice.sign_up", sign_up_id=later).status == 404


@pytest.mark.parametrize("who", ["mo", "bao", "hua"])
def test_a_stranger_lets_nobody_go(browser: Browser, people: Callable[[str], Person], who: str) -> None:
    teacher_id = teacher_id_of(a_teacher())
    stranger = browser.as_(people(who))

    assert stranger.post("practice.leave", {"reason": "x"}, teacher_id=teacher_id).status in (403, 404)
    with acting():
        assert db.session.scalars(select(TeachingPost.left_on)).one() is None
