"""From rows to the ledger: days by how far they are, rest between them, posts to come, other records."""

from datetime import date, timedelta

import pytest
from flask import Flask

from matching.db import db
from matching.kernel import holidays
from matching.practice.actions import sign_ups
from matching.practice.assembly.standings import standings_of
from matching.practice.enums import DayState
from matching.practice.ledger import Standing, Tally
from matching.teachers.enums import TeacherKind
from matching.teachers.models import Teacher
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_sign_up, a_teacher, an_offer, decided, some_days_at, teacher_id_of
from tests.statements import Counting

MONDAY = date(2026, 7, 6)
LATER = date(2026, 9, 1)


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


def _stands(teacher: Person, on: date = LATER) -> Standing:
    teacher_id = teacher_id_of(teacher)
    with acting():
        return standings_of([teacher_id], on)[teacher_id]


def _at_a_post(teacher: Person, lin: Person, hua: Person, **terms: int) -> int:
    mine = a_sign_up(an_offer(of=hua, **terms), of=teacher)
    decided(mine, sign_ups.approve, by=lin)
    decided(mine, sign_ups.accept, by=hua)
    return mine


def test_days_of_rest_are_weekends_and_holidays_but_not_weekends_that_were_moved() -> None:
    assert holidays.is_rest(date(2026, 7, 4))
    assert not holidays.is_rest(MONDAY)
    assert holidays.is_rest(date(2026, 10, 1))
    assert not holidays.is_rest(date(2025, 1, 26))  # the Sunday before the Spring Festival


def test_a_day_is_certified_only_when_the_school_has_certified_it(
    teacher: Person, lin: Person, hua: Person
) -> None:
    mine = _at_a_post(teacher, lin, hua, days_week=3)
    for number, state in enumerate(DayState):
        some_days_at(mine, MONDAY + timedelta(days=2 * number), state=state)
    assert _stands(teacher).days == Tally(certified=1, waiting=2, planned=0)


def test_a_weekend_between_two_days_of_a_full_week_counts(teacher: Person, lin: Person, hua: Person) -> None:
    mine = _at_a_post(teacher, lin, hua)
    friday = MONDAY + timedelta(days=4)
    some_days_at(mine, friday, friday + timedelta(days=3))
    some_days_at(mine, friday + timedelta(days=5))  # the Tuesday between is no day of rest
    assert _stands(teacher).days.certified == 5


def test_rest_is_as_far_as_the_less_far_of_its_neighbours(teacher: Person, lin: Person, hua: Person) -> None:
    mine = _at_a_post(teacher, lin, hua)
    friday = MONDAY + timedelta(days=4)
    some_days_at(mine, friday)
    some_days_at(mine, friday + timedelta(days=3), state=DayState.CONFIRMED)
    assert _stands(teacher).days == Tally(certified=1, waiting=3, planned=0)


def test_where_the_post_takes_part_of_the_week_only_days_present_count(
    teacher: Person, lin: Person, hua: Person
) -> None:
    mine = _at_a_post(teacher, lin, hua, days_week=3)
    friday = MONDAY + timedelta(days=4)
    some_days_at(mine, friday, friday + timedelta(days=3))
    assert _stands(teacher).days.certified == 2


def test_a_post_to_come_is_planned_and_what_went_by_without_a_day_is_nothing(
    teacher: Person, hua: Person
) -> None:
    a_sign_up(an_offer(of=hua), of=teacher)  # from 6 to 31 July, a Monday and a Friday
    assert _stands(teacher, date(2026, 7, 1)).ahead == 26
    assert _stands(teacher, date(2026, 7, 12)).ahead == 19
    assert _stands(teacher, LATER).days == Tally(0, 0, 0)


def test_a_place_in_the_queue_plans_nothing(teacher: Person, hua: Person) -> None:
    offer = an_offer(of=hua, seats=1)
    a_sign_up(offer, of=a_teacher("wen"))
    a_sign_up(offer, of=teacher)
    assert _stands(teacher, date(2026, 7, 1)).ahead == 0


def test_no_number_is_asked_of_those_who_teach_general_subjects(teacher: Person) -> None:
    assert (_stands(teacher).required, _stands(teacher).gap) == (180, 180)
    teacher_id = teacher_id_of(teacher)
    with acting():
        db.session.get_one(Teacher, teacher_id).kind = TeacherKind.GENERAL
    assert (_stands(teacher).required, _stands(teacher).is_fulfilled) == (0, True)


def test_forty_teachers_cost_as_many_statements_as_two(
    app: Flask, lin: Person, hua: Person, statements: Counting
) -> None:
    everybody = [a_teacher(f"t{number:02}") for number in range(40)]
    offer = an_offer(of=hua, seats=40)
    for each in everybody:
        some_days_at(a_sign_up(offer, of=each), MONDAY)
    ids = [teacher_id_of(each) for each in everybody]
    costs = []
    for some in (ids[:2], ids):
        with acting(), statements() as asked:
            assert {one.days.certified for one in standings_of(some, LATER).values()} == {1}
        costs.append(len(asked))
    assert costs == [4, 4]
