"""A lawful slot and a student who fits it; each test changes what it is about."""

from dataclasses import replace
from datetime import date

import pytest

from matching.law.book import Book
from matching.law.facts import SlotFacts, StudentFacts
from matching.law.slots import check_slot
from matching.law.students import check_student
from matching.law.words import Intensity, PayForm, VenueKind

FIRST, LAST = date(2027, 3, 1), date(2027, 8, 31)

LAWFUL = SlotFacts(
    first_day=FIRST,
    last_day=LAST,
    hours_day=80,
    hours_week=400,
    rest_days_week=2,
    venue=VenueKind.WORKSHOP,
    intensity=Intensity.II,
    pay_monthly=2800,
    same_post_wage=3400,
    pay_form=PayForm.MONEY_DIRECT,
    pay_cycle_months=1,
    seats=4,
    same_post_staff=24,
    on_post_staff=240,
    county="141002",
    major_codes=frozenset({"0106", "0203"}),
)
FITTING = StudentFacts(born=date(2008, 5, 20), sex="male", major_code="0106", entry_year=2025)


@pytest.fixture
def book():
    return Book.default()


@pytest.fixture
def found_at(book):
    """The rules a slot breaks when one thing about it is changed: (rule, severity) pairs."""

    def ask(**changes):
        return [(f.rule_id, f.severity.value) for f in check_slot(replace(LAWFUL, **changes), book=book)]

    return ask


@pytest.fixture
def found_for(book):
    """The findings for a student at a slot when some facts of either are changed."""

    def ask(slot=None, **changes):
        return check_student(replace(FITTING, **changes), replace(LAWFUL, **(slot or {})), book=book)

    return ask
