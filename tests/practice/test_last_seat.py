"""The last seat under fifty hands, one teacher under two, queues that move at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from matching.db import db
from matching.kernel.errors import Refused
from matching.practice.actions import sign_ups
from matching.practice.enums import SignUpState as S
from matching.practice.models import PracticeOffer, SignUp
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_sign_up, a_teacher, an_offer, broken, decided

TEACHERS = 50
Attempt = Callable[[], int | str]


def _at_once(attempts: list[Attempt]) -> list[int | str]:
    with ThreadPoolExecutor(len(attempts)) as crowd:
        return list(crowd.map(lambda attempt: attempt(), attempts))


def _trying(offer: int, teacher: Person) -> Attempt:
    def attempt() -> int | str:
        try:
            return a_sign_up(offer, of=teacher)
        except Refused as refusal:
            return refusal.sentence

    return attempt


@pytest.fixture
def crowd(app: Flask) -> list[Person]:
    return [a_teacher(f"teacher{number:02}") for number in range(TEACHERS)]


def test_of_fifty_at_once_one_gets_the_last_seat_and_each_other_is_told_its_place(
    crowd: list[Person], hua: Person
) -> None:
    offer = an_offer(of=hua, seats=1)
    made = _at_once([_trying(offer, teacher) for teacher in crowd])
    with acting():
        rows = db.session.scalars(select(SignUp).where(SignUp.id.in_(made))).all()
        standings = [(row.state, row.queue_number) for row in rows]
        post = db.session.get_one(PracticeOffer, offer)
        assert (post.taken, post.queued) == (1, TEACHERS - 1)
    assert standings.count((S.ASKED, None)) == 1
    numbers = [number for state, number in standings if state is S.WAITING]
    assert sorted(number or 0 for number in numbers) == list(range(1, TEACHERS))
    assert broken() == []


def test_of_two_sign_ups_of_one_teacher_for_the_same_days_one_holds(
    app: Flask, hua: Person, qi: Person
) -> None:
    for number in range(10):
        teacher = a_teacher(f"teacher{number}")
        days = {"starts_on": date(2026, 5 + number % 3, 4), "ends_on": date(2026, 5 + number % 3, 29)}
        here, there = an_offer(of=hua, **days), an_offer(of=qi, **days)
        answers = _at_once([_trying(here, teacher), _trying(there, teacher)])
        assert sorted(type(answer).__name__ for answer in answers) == ["int", "str"]
    assert broken() == []


def test_one_teacher_who_presses_twenty_times_signs_up_once(app: Flask, hua: Person) -> None:
    teacher, offer = a_teacher(), an_offer(of=hua)
    answers = _at_once([_trying(offer, teacher)] * 20)
    assert [type(answer) for answer in answers].count(int) == 1
    assert broken() == []


def test_holders_who_leave_at_once_are_followed_by_as_many_in_their_order(
    crowd: list[Person], hua: Person
) -> None:
    offer = an_offer(of=hua, seats=5)
    made = [a_sign_up(offer, of=teacher) for teacher in crowd[:15]]

    def leaving(number: int) -> Attempt:
        def leave() -> int:
            decided(made[number], sign_ups.withdraw, by=crowd[number])
            return made[number]

        return leave

    _at_once([leaving(number) for number in range(5)])
    with acting():
        states = list(db.session.scalars(select(SignUp.state).order_by(SignUp.id)))
    assert states == [S.WITHDRAWN] * 5 + [S.OFFERED] * 5 + [S.WAITING] * 5
    assert broken() == []


def test_two_queues_of_the_same_teachers_move_at_once_and_nobody_waits_for_ever(
    crowd: list[Person], hua: Person, qi: Person
) -> None:
    here, there = (an_offer(of=host, seats=2) for host in (hua, qi))
    first = [a_sign_up(here, of=teacher) for teacher in crowd[:2]]
    second = [a_sign_up(there, of=teacher) for teacher in crowd[2:4]]
    for teacher in crowd[4:14]:
        a_sign_up(here, of=teacher)
    for teacher in reversed(crowd[4:14]):
        a_sign_up(there, of=teacher)
    owners = list(zip([*first, *second], crowd[:4], strict=True))

    def leaving(mine: int, teacher: Person) -> Attempt:
        def leave() -> int:
            decided(mine, sign_ups.withdraw, by=teacher)
            return mine

        return leave

    assert sorted(map(str, _at_once([leaving(*one) for one in owners]))) == sorted(
        str(mine) for mine, _teacher in owners
    )
    assert broken() == []
