"""Deeds in any order, and after each: seats are counted, the queue keeps its order, nobody is skipped."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matching.db import db
from matching.kernel.errors import Refused
from matching.practice import tasks
from matching.practice.actions import sign_ups
from matching.practice.enums import HOLDING, OFFER_OPEN
from matching.practice.enums import SignUpState as S
from matching.practice.models import PracticeOffer, SignUp
from tests.cast import Person
from tests.conftest import A_MONDAY_MORNING, House
from tests.make import acting
from tests.practice.make import a_sign_up, a_teacher, an_offer, broken, decided

TEACHERS = 5
SEATS = (1, 2)  # of two posts on the same days, so nobody holds seats of both
DEEDS = ("approve", "refuse", "accept", "turn_down", "withdraw", "take", "sweep", "days_pass")
BUSY = ("sign_up", "sign_up", "withdraw")  # most of what happens: then there are queues
STEPS = st.lists(
    st.tuples(
        st.sampled_from(BUSY) | st.sampled_from(DEEDS),
        st.integers(0, TEACHERS - 1),
        st.integers(0, len(SEATS) - 1),
    ),
    min_size=20,
    max_size=60,
)
FULL = [("sign_up", who, where) for who in range(TEACHERS) for where in range(len(SEATS))]


class Standing(NamedTuple):
    """A sign-up as it stands."""

    offer_id: int
    teacher_id: int
    state: S
    number: int | None


Standings = dict[int, Standing]


class City:
    """Five teachers and two posts. A refusal is an answer; whatever else goes wrong is a bug."""

    def __init__(self, clock: time_machine.Traveller, house: House, people: dict[str, Person]) -> None:
        self.clock, self.house, self.people = clock, house, people
        self.posts = [
            an_offer(of=people[host], seats=seats) for host, seats in zip(("hua", "qi"), SEATS, strict=True)
        ]
        self.teachers = [a_teacher(f"teacher{number}") for number in range(TEACHERS)]
        house.keep("practice")

    def begin_anew(self) -> None:
        """The first morning, nobody signed up."""
        self.clock.move_to(A_MONDAY_MORNING)
        self.house.reset("practice")

    def do(self, deed: str, who: int, where: int) -> None:
        """One step, as far as the rules allow it."""
        if deed == "days_pass":
            self.clock.shift(OFFER_OPEN + timedelta(minutes=1))
        elif deed == "sweep":
            with acting():
                tasks.hand_on_seats()
        elif deed == "sign_up":
            with suppress(Refused):
                a_sign_up(self.posts[where], of=self.teachers[who])
        elif (mine := self._newest(who, where)) is not None:
            with suppress(Refused):
                self._deed(deed, where, self.teachers[who])(mine)

    def standings(self) -> Standings:
        """Every sign-up by its id."""
        with acting():
            return {
                one.id: Standing(one.offer_id, one.teacher_id, one.state, one.queue_number)
                for one in db.session.scalars(select(SignUp).order_by(SignUp.id))
            }

    def has_free_seat(self, offer_id: int) -> bool:
        """Whether one is left."""
        with acting():
            offer = db.session.get_one(PracticeOffer, offer_id)
            return offer.taken < offer.seats

    def _deed(self, deed: str, where: int, teacher: Person) -> Callable[[int], None]:
        lin, host = self.people["lin"], self.people[("hua", "qi")[where]]
        act, by, told = {
            "approve": (sign_ups.approve, lin, {}),
            "refuse": (sign_ups.refuse_by_school, lin, {"reason": "那两周要带考证"}),
            "accept": (sign_ups.accept, host, {}),
            "turn_down": (sign_ups.refuse_by_enterprise, host, {"reason": "产线停产检修"}),
            "withdraw": (sign_ups.withdraw, teacher, {}),
            "take": (sign_ups.take_seat, teacher, {}),
        }[deed]
        return lambda mine: decided(mine, act, by=by, **told)

    def _newest(self, who: int, where: int) -> int | None:
        mine = select(SignUp.id).join(SignUp.teacher).where(SignUp.offer_id == self.posts[where])
        with acting():
            account = self.teachers[who].account_id
            return db.session.scalars(
                mine.where(SignUp.teacher.has(account_id=account)).order_by(SignUp.id.desc()).limit(1)
            ).first()


@pytest.fixture
def city(
    app: Flask,
    house: House,
    clock: time_machine.Traveller,
    people: Callable[[str], Person],
) -> City:
    del app
    return City(clock, house, {name: people(name) for name in ("lin", "hua", "qi")})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_seats_and_queues_stay_whole(city: City, steps: list[tuple[str, int, int]]) -> None:
    city.begin_anew()
    before: Standings = {}
    for step in [*FULL, *steps]:
        city.do(*step)
        after = city.standings()
        assert broken() == []
        assert list(_overtaken(before, after)) == []
        before = after
    city.do("sweep", 0, 0)
    after = city.standings()
    idle = [
        one.offer_id
        for one in after.values()
        if one.state is S.WAITING and not _busy(one, after) and city.has_free_seat(one.offer_id)
    ]
    assert idle == []


def _overtaken(before: Standings, after: Standings) -> Iterator[tuple[int, int]]:
    """(who got a seat in this step, who waited longer for it and was free to take it)."""
    for lucky_id, lucky in after.items():
        was = before.get(lucky_id)
        if lucky.state not in HOLDING or (was is not None and was.state in HOLDING):
            continue
        for waiting_id, waiting in after.items():
            longer = was is None or (waiting.number or 0) < (was.number or 0)
            beside = waiting.offer_id == lucky.offer_id and waiting.state is S.WAITING
            if beside and longer and not _busy(waiting, before) and not _busy(waiting, after):
                yield lucky_id, waiting_id


def _busy(one: Standing, standings: Standings) -> bool:
    return any(other.teacher_id == one.teacher_id and other.state in HOLDING for other in standings.values())
