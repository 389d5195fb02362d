"""Deeds in any order, and after each: places are counted, the queue keeps its order, nobody is lost."""

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
from matching.visits import tasks
from matching.visits.actions import bookings, visits
from matching.visits.enums import ALIVE, HOLDING, OFFER_OPEN
from matching.visits.enums import BookingState as S
from matching.visits.models import Booking, Occurrence
from tests.cast import Person
from tests.conftest import A_MONDAY_MORNING, House
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.visits.make import a_booking, a_date, broken, called_off, changed, done, places_of

CLASSES = 5
SEATS = (5, 7)  # of two dates at the same time, so no class holds places of both
DEEDS = ("accept", "refuse", "take", "sweep", "hours_pass", "change", "more_seats", "call_off")
BUSY = ("book", "wait", "wait", "cancel")  # most of what happens: then there are queues
STEPS = st.lists(
    st.tuples(
        st.sampled_from(BUSY) | st.sampled_from(DEEDS),
        st.integers(0, CLASSES - 1),
        st.integers(0, len(SEATS) - 1),
        st.integers(1, 4),
    ),
    min_size=20,
    max_size=60,
)


class Standing(NamedTuple):
    """A booking as it stands."""

    date_id: int
    cohort_id: int
    state: S
    number: int | None
    students: int


Standings = dict[int, Standing]


class City:
    """Five classes and two dates. A refusal is an answer; whatever else goes wrong is a bug."""

    def __init__(self, clock: time_machine.Traveller, house: House, people: dict[str, Person]) -> None:
        self.clock, self.house, self.people = clock, house, people
        self.dates = [
            a_date(of=people[host], seats=seats, most_groups=3, decides=host == "qi")
            for host, seats in zip(("hua", "qi"), SEATS, strict=True)
        ]
        self.cohorts = [a_cohort(of=people["lin"], students=4).id for _number in range(CLASSES)]
        house.keep("visits")

    def begin_anew(self) -> None:
        """The first morning, nothing booked."""
        self.clock.move_to(A_MONDAY_MORNING)
        self.house.reset("visits")

    def do(self, deed: str, who: int, where: int, students: int) -> None:
        """One step, as far as the rules allow it."""
        there, lin, host = self.dates[where], self.people["lin"], self.people[("hua", "qi")[where]]
        with suppress(Refused):
            if deed == "hours_pass":
                self.clock.shift(OFFER_OPEN + timedelta(hours=14))
            elif deed == "sweep":
                with acting():
                    tasks.hand_on_places()
            elif deed in ("book", "wait"):
                a_booking(there, self.cohorts[who], of=lin, waits=deed == "wait", students=students)
            elif deed == "more_seats":
                seats = places_of(there)[1] + students
                called_off(there, visits.reseat, by=host, seats=seats, most_groups=4)
            elif deed == "call_off":
                if (who, students) == (0, 4):  # seldom: it ends the play
                    called_off(there, visits.cancel_date, by=host, reason="当天停电检修")
            elif (mine := self._newest(who, where)) is not None:
                self._deed(deed, host, students)(mine)

    def standings(self) -> Standings:
        """Every booking by its id."""
        with acting():
            return {
                one.id: Standing(one.occurrence_id, one.cohort_id, one.state, one.queue_number, one.students)
                for one in db.session.scalars(select(Booking).order_by(Booking.id))
            }

    def free(self, date_id: int) -> int:
        """Places a group could have now."""
        with acting():
            return db.session.get_one(Occurrence, date_id).free

    def _deed(self, deed: str, host: Person, students: int) -> Callable[[int], None]:
        lin = self.people["lin"]
        if deed == "change":
            return lambda mine: changed(mine, by=lin, students=students)
        act, by, told = {
            "accept": (bookings.accept, host, {}),
            "refuse": (bookings.refuse, host, {"reason": "产线停产检修"}),
            "cancel": (bookings.cancel, lin, {}),
            "take": (bookings.take_places, lin, {}),
        }[deed]
        return lambda mine: done(mine, act, by=by, **told)

    def _newest(self, who: int, where: int) -> int | None:
        mine = select(Booking.id).where(
            Booking.occurrence_id == self.dates[where], Booking.cohort_id == self.cohorts[who]
        )
        with acting():
            return db.session.scalars(mine.order_by(Booking.id.desc()).limit(1)).first()


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
def test_whatever_happens_places_and_queues_stay_whole(
    city: City, steps: list[tuple[str, int, int, int]]
) -> None:
    city.begin_anew()
    before: Standings = {}
    for step in steps:
        city.do(*step)
        after = city.standings()
        assert broken() == []
        assert list(_twice(after)) == []
        assert list(_overtaken(before, after)) == []
        before = after
    city.do("sweep", 0, 0, 1)
    after = city.standings()
    idle = [
        one
        for one in after.values()
        if one.state is S.WAITING and not _busy(one, after) and city.free(one.date_id) >= one.students
    ]
    assert idle == []


def _twice(standings: Standings) -> Iterator[Standing]:
    """Second living bookings of a class for a date."""
    seen = set()
    for one in standings.values():
        if one.state in ALIVE:
            if (one.date_id, one.cohort_id) in seen:
                yield one
            seen.add((one.date_id, one.cohort_id))


def _overtaken(before: Standings, after: Standings) -> Iterator[tuple[int, int]]:
    """(who got places in this step, who waited longer for no more places and was free to come)."""
    for lucky_id, lucky in after.items():
        was = before.get(lucky_id)
        if lucky.state not in HOLDING or (was is not None and was.state in HOLDING):
            continue
        for waiting_id, waiting in after.items():
            longer = was is None or (waiting.number or 0) < (was.number or 0)
            beside = waiting.date_id == lucky.date_id and waiting.state is S.WAITING
            fits = waiting.students <= lucky.students
            if beside and longer and fits and not _busy(waiting, before) and not _busy(waiting, after):
                yield lucky_id, waiting_id


def _busy(one: Standing, standings: Standings) -> bool:
    return any(other.cohort_id == one.cohort_id and other.state in HOLDING for other in standings.values())
