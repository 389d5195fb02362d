"""From booking to coming: who gets places, who waits, who hears of it, and what is refused in a sentence."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from matching.db import db
from matching.kernel import clock as today
from matching.kernel.errors import Conflict, Refused
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.visits import tasks
from matching.visits.actions import bookings, visits
from matching.visits.assembly.terms import group_of
from matching.visits.enums import OFFER_OPEN
from matching.visits.enums import BookingState as S
from matching.visits.models import Booking, Occurrence, Visit
from matching.visits.rules.bookings import open_until
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import MadeCohort, a_cohort, a_student
from tests.visits.make import (
    A_THURSDAY,
    a_booking,
    a_date,
    broken,
    called_off,
    changed,
    done,
    places_of,
    some_dates,
    standing_of,
)


@pytest.fixture
def cohort(lin: Person) -> MadeCohort:
    return a_cohort(of=lin, students=8)


def _heard(person: Person) -> list[Letter]:
    with acting():
        rows = select(OutboxLetter.kind).where(OutboxLetter.to_id == person.account_id)
        return list(db.session.scalars(rows.order_by(OutboxLetter.id)))


def test_a_class_books_and_the_host_hears_of_it(cohort: MadeCohort, lin: Person, hua: Person) -> None:
    there = a_date(of=hua)
    booking = a_booking(there, cohort.id, of=lin, students=8)
    assert (standing_of(booking), places_of(there)) == (S.BOOKED, (8, 20))
    assert _heard(hua) == [Letter.VISIT_BOOKED]
    assert broken() == []


def test_a_host_who_decides_looks_first_and_the_places_are_kept_meanwhile(
    cohort: MadeCohort, lin: Person, hua: Person
) -> None:
    there = a_date(of=hua, decides=True)
    booking = a_booking(there, cohort.id, of=lin)
    assert (standing_of(booking), places_of(there)) == (S.ASKED, (4, 20))
    done(booking, bookings.accept, by=hua)
    assert standing_of(booking) is S.BOOKED
    with pytest.raises(Refused, match="已经没有要你答复的"):
        done(booking, bookings.refuse, by=hua, reason="产线停产检修")
    assert _heard(lin) == [Letter.VISIT_ACCEPTED]


def test_a_refused_class_reads_why_and_its_places_are_free(
    cohort: MadeCohort, lin: Person, hua: Person
) -> None:
    there = a_date(of=hua, decides=True)
    booking = a_booking(there, cohort.id, of=lin)
    done(booking, bookings.refuse, by=hua, reason="那天产线停产检修")
    assert (standing_of(booking), places_of(there)) == (S.REFUSED, (0, 20))
    assert _heard(lin) == [Letter.VISIT_REFUSED]


def test_too_few_places_are_told_with_their_number_and_nothing_is_booked(
    cohort: MadeCohort, lin: Person, hua: Person
) -> None:
    there = a_date(of=hua, seats=6)
    with pytest.raises(Refused, match="位置只剩 6 个") as refusal:
        a_booking(there, cohort.id, of=lin, students=8)
    assert refusal.value.field == "students"
    assert places_of(there) == (0, 6)


def test_a_class_that_waits_gets_the_places_another_gives_back_for_two_hours_of_the_day(
    lin: Person, mo: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    cohort = a_cohort(of=lin, students=8)
    there = a_date(of=hua, seats=10)
    first = a_booking(there, a_cohort(of=mo, students=8).id, of=mo, students=8)
    second = a_booking(there, cohort.id, of=lin, students=8, waits=True)
    assert (standing_of(second), _heard(hua)) == (S.WAITING, [Letter.VISIT_BOOKED])
    done(first, bookings.cancel, by=mo)
    assert (standing_of(second), places_of(there)) == (S.OFFERED, (8, 10))
    assert _heard(lin) == [Letter.VISIT_PLACES_OFFERED]
    done(second, bookings.take_places, by=lin)
    assert standing_of(second) is S.BOOKED
    assert _heard(hua) == [Letter.VISIT_BOOKED, Letter.VISIT_CANCELLED_BY_SCHOOL, Letter.VISIT_BOOKED]
    assert broken() == []


def test_places_not_taken_in_time_go_to_the_next(
    lin: Person, mo: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    cohort = a_cohort(of=lin, students=8)
    there = a_date(of=hua, seats=8)
    other = a_cohort(of=mo, students=8)
    first = a_booking(there, a_cohort(of=mo, students=8).id, of=mo, students=8)
    late = a_booking(there, cohort.id, of=lin, students=8, waits=True)
    last = a_booking(there, other.id, of=mo, students=8, waits=True)
    done(first, bookings.cancel, by=mo)
    clock.shift(OFFER_OPEN + timedelta(minutes=1))
    with pytest.raises(Refused, match="位置给了下一位"):
        done(late, bookings.take_places, by=lin)
    with acting():
        tasks.hand_on_places()
    assert [standing_of(each) for each in (late, last)] == [S.LAPSED, S.OFFERED]
    assert _heard(lin)[-1] is Letter.VISIT_PLACES_LAPSED


def test_a_smaller_group_may_go_where_a_larger_one_that_waits_cannot(
    cohort: MadeCohort, lin: Person, mo: Person, hua: Person
) -> None:
    there = a_date(of=hua, seats=10)
    first = a_booking(there, a_cohort(of=mo, students=8).id, of=mo, students=8)
    large = a_booking(there, cohort.id, of=lin, students=8, waits=True)
    small = a_booking(there, a_cohort(of=mo, students=3).id, of=mo, students=3, waits=True)
    changed(first, by=mo, students=6)
    assert [standing_of(each) for each in (large, small)] == [S.WAITING, S.OFFERED]
    assert broken() == []


def test_nobody_is_at_two_visits_at_once(cohort: MadeCohort, lin: Person, hua: Person, qi: Person) -> None:
    a_booking(a_date(of=hua), cohort.id, of=lin)
    an_hour_later = a_date(of=qi, at=A_THURSDAY + timedelta(hours=1), title="电机装配线")
    with pytest.raises(Refused, match="五轴车间开放日"):
        a_booking(an_hour_later, cohort.id, of=lin)
    a_booking(a_date(of=qi, at=A_THURSDAY + timedelta(hours=2)), cohort.id, of=lin)
    assert broken() == []


def test_who_is_too_young_that_day_is_not_counted(lin: Person, hua: Person) -> None:
    there = a_date(of=hua, least_age=16)
    with acting():
        day = today.local(db.session.get_one(Occurrence, there).starts_at).date()
    birthday = date(day.year - 16, day.month, day.day)
    cohort = a_cohort(of=lin, entry_year=2025)
    for born in (birthday, birthday + timedelta(days=1)):
        a_student(of=lin, cohort=cohort, born=born)
    with pytest.raises(Refused, match="满 16 岁的只有 1 人"):
        a_booking(there, cohort.id, of=lin, students=2)
    assert standing_of(a_booking(there, cohort.id, of=lin, students=1)) is S.BOOKED


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        ({"students": 9}, "这个班有 8 名学生"),
        ({"students": 2}, "3 到 12 名学生"),
        ({"students": 7}, "7 名学生需要 2 位大人"),
        ({"wants_pick_up": True}, "企业不派车"),
    ],
)
def test_a_group_that_does_not_fit_is_told_why(
    lin: Person, hua: Person, group: dict[str, int], sentence: str
) -> None:
    there = a_date(of=hua, least_group=3, most_group=12, students_an_adult=5)
    with pytest.raises(Refused, match=sentence):
        a_booking(there, a_cohort(of=lin, students=8).id, of=lin, **group)
    assert places_of(there)[0] == 0


def test_more_come_only_while_there_are_places(
    cohort: MadeCohort, lin: Person, mo: Person, hua: Person
) -> None:
    there = a_date(of=hua, seats=10)
    mine = a_booking(there, cohort.id, of=lin, students=4)
    a_booking(there, a_cohort(of=mo, students=4).id, of=mo, students=4)
    changed(mine, by=lin, students=6)
    with pytest.raises(Refused, match="位置刚被报满"):
        changed(mine, by=lin, students=7)
    assert places_of(there) == (10, 10)
    assert _heard(hua).count(Letter.VISIT_CHANGED) == 1


def test_of_two_editors_the_second_sees_both_texts(cohort: MadeCohort, lin: Person, hua: Person) -> None:
    mine = a_booking(a_date(of=hua), cohort.id, of=lin)
    changed(mine, by=lin, leader="王老师")
    with acting():
        booking = db.session.get_one(Booking, mine)
        with pytest.raises(Conflict) as conflict:
            bookings.change(booking, group_of(booking), version=1, by=lin.viewer)
    assert not conflict.value.differences  # the second says what stands there already


def test_a_called_off_date_frees_everybody_and_tells_each_why(
    cohort: MadeCohort, lin: Person, mo: Person, hua: Person
) -> None:
    there = a_date(of=hua, seats=8)
    mine = a_booking(there, cohort.id, of=lin, students=8)
    waits = a_booking(there, a_cohort(of=mo, students=2).id, of=mo, students=2, waits=True)
    called_off(there, visits.cancel_date, by=hua, reason="当天停电检修")
    assert [standing_of(each) for each in (mine, waits)] == [S.CANCELLED, S.CANCELLED]
    assert (places_of(there), _heard(lin), _heard(mo)) == (
        (0, 8),
        [Letter.VISIT_DATE_CANCELLED],
        [Letter.VISIT_DATE_CANCELLED],
    )
    with pytest.raises(Refused, match="已经取消"):
        called_off(there, visits.cancel_date, by=hua, reason="当天停电检修")
    with pytest.raises(Refused, match="这一场取消了"):
        a_booking(there, cohort.id, of=lin)
    assert broken() == []


def test_a_withdrawn_visit_takes_all_its_dates_to_come_with_it(
    cohort: MadeCohort, lin: Person, hua: Person
) -> None:
    dates = some_dates(of=hua, at=[A_THURSDAY, A_THURSDAY + timedelta(days=7)])
    mine = a_booking(dates[1], cohort.id, of=lin)
    with acting():
        visit = db.session.scalars(select(Visit)).one()
        visits.withdraw(visit, reason="车间搬迁，暂不接待", by=hua.viewer)
    assert standing_of(mine) is S.CANCELLED
    assert _heard(lin) == [Letter.VISIT_DATE_CANCELLED]


def test_more_seats_find_who_waits_and_nobody_loses_one(
    cohort: MadeCohort, lin: Person, mo: Person, hua: Person
) -> None:
    there = a_date(of=hua, seats=8)
    a_booking(there, cohort.id, of=lin, students=8)
    waits = a_booking(there, a_cohort(of=mo, students=4).id, of=mo, waits=True)
    with pytest.raises(Refused, match="已有 8 个位置被报走"):
        called_off(there, visits.reseat, by=hua, seats=7, most_groups=5)
    called_off(there, visits.reseat, by=hua, seats=12, most_groups=5)
    assert standing_of(waits) is S.OFFERED


def test_once_it_has_begun_nothing_moves_and_waiting_ends(
    lin: Person, mo: Person, hua: Person, clock: time_machine.Traveller
) -> None:
    cohort = a_cohort(of=lin, students=8)
    there = a_date(of=hua, seats=8)
    mine = a_booking(there, cohort.id, of=lin, students=8)
    waits = a_booking(there, a_cohort(of=mo, students=4).id, of=mo, waits=True)
    clock.move_to(A_THURSDAY + timedelta(minutes=1))
    with pytest.raises(Refused, match="参观已经开始"):
        done(mine, bookings.cancel, by=lin)
    with acting():
        tasks.hand_on_places()
    assert [standing_of(each) for each in (mine, waits)] == [S.BOOKED, S.LAPSED]
    assert _heard(mo) == [Letter.VISIT_WAITED_IN_VAIN]


@pytest.mark.parametrize(
    ("offered", "until"),
    [
        ("2026-04-13 09:00", "2026-04-13 11:00"),
        ("2026-04-13 19:00", "2026-04-14 09:00"),
        ("2026-04-13 23:00", "2026-04-14 10:00"),
        ("2026-04-13 05:00", "2026-04-13 10:00"),
        ("2026-04-16 13:00", "2026-04-16 14:00"),
    ],
)
def test_nobody_has_to_answer_at_night(offered: str, until: str) -> None:
    assert today.written(open_until(today.from_written(offered), A_THURSDAY)) == until
