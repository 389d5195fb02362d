"""Periods are sets of days that follow each other."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.kernel.periods import Period, days_in, merged, of_days

BEGIN = date(2024, 2, 20)
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))

days = st.integers(0, 40).map(lambda number: BEGIN + timedelta(days=number))
periods = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))


def days_of(*several: Period) -> set[date]:
    calendar = (BEGIN + timedelta(days=number) for number in range(41))
    return {day for day in calendar if any(one.first <= day <= one.last for one in several)}


def test_a_period_has_both_its_ends():
    assert MAY.days == 31
    assert Period(MAY.last, MAY.last).days == 1


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="2026-05-01 comes before 2026-05-31"):
        Period(MAY.last, MAY.first)


@settings(deadline=None)
@given(periods, periods)
def test_what_two_periods_share_is_one_or_nothing(one, other):
    shared = one.clip(other)
    assert days_of(one) & days_of(other) == (days_of(shared) if shared else set())
    assert one.overlaps(other) == other.overlaps(one) == (shared is not None)


@settings(deadline=None)
@given(st.lists(periods, max_size=6))
def test_merging_keeps_every_day_once_in_as_few_periods_as_there_can_be(several):
    few = merged(several)
    assert days_of(*few) == days_of(*several)
    assert days_in(several) == sum(one.days for one in few) == len(days_of(*several))
    assert all((after.first - before.last).days > 1 for before, after in pairwise(few))


@settings(deadline=None)
@given(st.lists(days))
def test_days_that_follow_each_other_are_one_period(single):
    assert days_of(*of_days(single)) == set(single)
    assert of_days(single) == merged(of_days(single))
