"""The days of the demo city hold together on whatever day it is built."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from matching.accounts.passwords import why_not_password
from matching.demo.calendar import COURSES, Calendar
from matching.demo.cast import PASSWORD
from matching.demo.people import IdNumbers, phone
from matching.demo.plan import FIRST, PAST, SECOND, THIRD, Size, plan_of
from matching.kernel.identity import id_number_fault, mobile_fault
from matching.law.ages import study_year_on

EVERY_DAY = [date(2026, 1, 1) + timedelta(days=number) for number in range(0, 1100, 3)]
SEPTEMBER = 9
WHOLE = plan_of(Size.FULL)


def test_no_slot_belongs_to_two_rounds() -> None:
    for today in EVERY_DAY:
        terms = [Calendar(today).terms(key) for key in (PAST, FIRST, THIRD, SECOND)]
        assert all(a.internship_until < b.internship_from for a, b in pairwise(terms)), today
        assert len({one.name for one in terms}) == 4


@pytest.mark.parametrize("key", COURSES)
def test_dates_follow_each_other_and_every_slot_starts_inside_its_round(key: str) -> None:
    latest = timedelta(weeks=max(posting.week for posting in WHOLE.postings if posting.round == key))
    for today in EVERY_DAY:
        calendar, terms = Calendar(today), Calendar(today).terms(key)
        results = calendar.at(COURSES[key].results, 9)
        assert terms.opens_at < terms.closes_at < results < terms.answer_by, today
        assert terms.answer_by.date() < terms.internship_from
        assert terms.internship_from + latest <= terms.internship_until
        assert terms.internship_from.weekday() == 0


def test_what_is_planned_for_a_working_day_is_on_one() -> None:
    for today in EVERY_DAY:
        calendar = Calendar(today)
        assert all(calendar.on(calendar.working_day(-days)).weekday() < 5 for days in range(14)), today


def test_cohorts_of_a_school_have_names_of_their_own_whenever_the_city_is_built() -> None:
    for today in EVERY_DAY:
        calendar = Calendar(today)
        names = [
            (one.school, calendar.entry_year(one.round, one.study_year), one.name) for one in WHOLE.classes
        ]
        assert len(set(names)) == len(names), today


def test_everybody_is_in_the_study_year_the_law_asks_for() -> None:
    for today in EVERY_DAY:
        calendar = Calendar(today)
        for one in WHOLE.classes:
            first = calendar.first_monday(one.round)
            entry = calendar.entry_year(one.round, one.study_year)
            assert study_year_on(entry, first, SEPTEMBER) == one.study_year >= 2, today


def test_numbers_of_people_are_well_formed_and_belong_to_nobody() -> None:
    numbers, born = IdNumbers(), date(2009, 5, 4)
    made = [numbers.one(born, female=number % 2 == 0) for number in range(40)]
    assert len(set(made)) == 40
    for number in made:
        assert id_number_fault(number, today=date(2026, 3, 16)) is None
        assert number.startswith("149999")
    assert mobile_fault(phone(7)) is None


def test_the_password_would_pass_at_the_door() -> None:
    assert why_not_password(PASSWORD, username="student") is None
