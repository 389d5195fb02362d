"""The last place under fifty hands, one class under two, a queue that moves at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from matching.db import db
from matching.kernel.errors import Refused
from matching.visits.actions import bookings
from matching.visits.enums import BookingState as S
from matching.visits.models import Booking
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.visits.make import A_THURSDAY, a_booking, a_date, broken, done, places_of

CLASSES = 50
Attempt = Callable[[], int | str]


def _at_once(attempts: list[Attempt]) -> list[int | str]:
    with ThreadPoolExecutor(len(attempts)) as crowd:
        return list(crowd.map(lambda attempt: attempt(), attempts))


def _trying(date_id: int, cohort_id: int, *, of: Person, waits: bool = False, students: int = 1) -> Attempt:
    def attempt() -> int | str:
        try:
            return a_booking(date_id, cohort_id, of=of, waits=waits, students=students)
        except Refused as refusal:
            return refusal.sentence

    return attempt


def _classes(of: Person, count: int) -> list[int]:
    return [a_cohort(of=of, students=1).id for _number in range(count)]


def test_of_fifty_at_once_one_gets_the_last_place_and_each_other_is_told(lin: Person, hua: Person) -> None:
    there = a_date(of=hua, seats=1)
    answers = _at_once([_trying(there, each, of=lin) for each in _classes(lin, CLASSES)])
    assert [type(answer) for answer in answers].count(int) == 1
    assert set(map(str, answers)) - {str(one) for one in answers if isinstance(one, int)} == {
        "位置刚被报满了。可以候补，也可以看别的日期。"
    }
    assert (places_of(there), broken()) == ((1, 1), [])


def test_who_waits_at_once_gets_each_a_number_of_its_own(lin: Person, hua: Person) -> None:
    there = a_date(of=hua, seats=1)
    _at_once([_trying(there, each, of=lin, waits=True) for each in _classes(lin, 12)])
    with acting():
        numbers = db.session.scalars(select(Booking.queue_number).where(Booking.state == S.WAITING))
        assert sorted(number or 0 for number in numbers) == list(range(1, 12))
    assert broken() == []


def test_of_two_bookings_of_one_class_for_the_same_hours_one_holds(
    lin: Person, hua: Person, qi: Person
) -> None:
    for number, mine in enumerate(_classes(lin, 8)):
        day = A_THURSDAY + timedelta(days=number)
        here, there = a_date(of=hua, at=day), a_date(of=qi, at=day)
        answers = _at_once([_trying(here, mine, of=lin), _trying(there, mine, of=lin)])
        assert sorted(type(answer).__name__ for answer in answers) == ["int", "str"]
    assert broken() == []


def test_places_given_back_at_once_are_offered_in_the_order_of_the_queue(lin: Person, hua: Person) -> None:
    there = a_date(of=hua, seats=4, most_groups=9)
    made = [a_booking(there, each, of=lin, waits=True, students=1) for each in _classes(lin, 10)]

    def leaving(booking: int) -> Attempt:
        def leave() -> int:
            done(booking, bookings.cancel, by=lin)
            return booking

        return leave

    _at_once([leaving(each) for each in made[:4]])
    with acting():
        states = list(db.session.scalars(select(Booking.state).order_by(Booking.id)))
    assert states == [S.CANCELLED] * 4 + [S.OFFERED] * 4 + [S.WAITING] * 2
    assert broken() == []
