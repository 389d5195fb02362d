"""Where a teacher stands: each date is the day it says, and the day before is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.kernel.periods import Period, of_days
from matching.law.book import Amendment, Book
from matching.law.practice import Requirement, requirement
from matching.practice.ledger import Evidence, EvidenceState, Outlook, Standing, settled, standing, window
from tests.practice.histories import (
    BEST_FIRST,
    DAY,
    day_by_day,
    evidence,
    histories,
    in_window,
    in_window_by_state,
    requirements,
    some_days,
    some_evidence,
)

CERTIFIED, WAITING, PLANNED, _ = EvidenceState
TODAY = date(2026, 11, 24)
SIX_MONTHS = requirement(book=Book.default(), on=TODAY)
joined = st.none() | some_days()


def after(first: date, days: int) -> Period:
    return Period(first, first + timedelta(days=days - 1))


def of(*history: Evidence, on: date = TODAY, since: date | None = None) -> Standing:
    return standing(settled(history), SIX_MONTHS, on=on, since=since)


def certified_on(history: list[Evidence], on: date, years: int) -> int:
    """Of the days known on that day alone."""
    return in_window_by_state(history, on, years)["certified"]


def known_on(history: list[Evidence], on: date) -> list[date]:
    """The certified days up to a day."""
    return sorted(
        day for day, (state, _) in day_by_day(history).items() if state == "certified" and day <= on
    )


def test_six_months_in_five_years_are_180_days_until_the_city_says_otherwise():
    assert (SIX_MONTHS, SIX_MONTHS.days) == (Requirement(months=6, years=5, days_a_month=30), 180)
    local = Book.default().amended([Amendment("TCH-14", date(2027, 1, 1), value=20)])
    assert requirement(book=local, on=date(2027, 1, 1)).days == 120
    assert requirement(book=local, on=TODAY).days == 180
    assert not Book.default().rule("TCH-14").is_law


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2026, 11, 24), date(2021, 11, 25)),
        (date(2026, 12, 31), date(2022, 1, 1)),
        (date(2028, 2, 28), date(2023, 3, 1)),
        (date(2028, 2, 29), date(2023, 3, 1)),
        (date(2029, 2, 28), date(2024, 2, 29)),
        (date(2029, 3, 1), date(2024, 3, 2)),
    ],
)
def test_the_window_is_the_five_years_that_end_on_a_day(on, first):
    assert window(on, 5) == Period(first, on)


def test_half_a_year_in_a_row_lasts_until_its_first_day_is_five_years_ago():
    post = after(date(2024, 2, 29), 180)
    enough = of(evidence(1, CERTIFIED, (post,)))
    assert (enough.days.certified, enough.gap, enough.is_fulfilled) == (180, 0, True)
    assert enough.outlook == Outlook(falls_short_on=date(2029, 3, 1), deadline=date(2029, 3, 1))
    # In a common year 29 February leaves the window together with 1 March.
    late = of(evidence(1, CERTIFIED, (post,)), on=date(2029, 3, 1))
    assert (late.gap, late.outlook.short_since, late.outlook.deadline) == (
        2,
        date(2029, 3, 1),
        date(2029, 3, 1),
    )


def test_who_began_a_year_ago_has_four_years_left_and_a_pace():
    new = of(evidence(1, CERTIFIED, (after(date(2026, 7, 1), 60),)), since=date(2025, 11, 25))
    assert new.gap == 120
    assert new.outlook.deadline == date(2030, 11, 25)
    assert new.outlook.closes_on == TODAY + timedelta(days=2 * 365)
    assert new.outlook.closes_with_plans_on is None


def test_plans_close_the_gap_on_the_day_that_completes_it():
    done = evidence(1, CERTIFIED, (after(date(2026, 1, 1), 100),))
    reported = evidence(2, WAITING, (after(date(2026, 7, 1), 30),))
    planned = evidence(3, PLANNED, (after(date(2027, 1, 1), 60),))
    now = of(done, reported, planned)
    assert (now.days.certified, now.days.waiting, now.days.planned, now.ahead) == (100, 30, 0, 60)
    assert now.outlook.closes_with_plans_on == date(2027, 2, 19)


@pytest.mark.parametrize(
    ("second", "lapse"),
    [(date(2025, 2, 28), date(2025, 3, 1)), (date(2025, 3, 1), None)],
)
def test_days_a_year_apart_are_not_within_a_year(second, lapse):
    two = settled([evidence(1, CERTIFIED, of_days([date(2024, 2, 29), second]))])
    later = standing(two, Requirement(months=2, years=1, days_a_month=1), on=TODAY)
    assert later.outlook.short_since == lapse


@pytest.mark.parametrize(("day", "closes"), [(date(2027, 3, 9), date(2027, 3, 9)), (date(2027, 3, 10), None)])
def test_a_plan_comes_too_late_on_the_day_an_earlier_one_leaves(day, closes):
    history = [evidence(1, CERTIFIED, of_days([date(2026, 3, 10)])), evidence(2, PLANNED, of_days([day]))]
    now = standing(settled(history), Requirement(months=2, years=1, days_a_month=1), on=TODAY)
    assert now.outlook.closes_with_plans_on == closes


@pytest.mark.parametrize(
    ("on", "closes"),
    [
        (date(2025, 1, 3), date(2025, 1, 6)),
        (date(2025, 7, 1), date(2025, 12, 30)),
        (date(2025, 7, 2), None),  # the second day would be done when the first has left
    ],
)
def test_a_pace_is_too_slow_where_days_leave_as_fast_as_they_come(on, closes):
    one_day = settled([evidence(1, CERTIFIED, of_days([date(2025, 1, 1)]))])
    two_a_year = Requirement(months=2, years=1, days_a_month=1)
    now = standing(one_day, two_a_year, on=on, since=date(2025, 1, 1))
    assert now.outlook.closes_on == closes


def test_a_part_of_a_day_is_no_day_yet():
    two_of_three = settled([evidence(1, CERTIFIED, (after(TODAY - DAY, 2),))])
    now = standing(two_of_three, Requirement(3, years=5, days_a_month=1), on=TODAY, since=TODAY - 2 * DAY)
    assert now.outlook.closes_on == TODAY + 2 * DAY


def test_nothing_is_missing_where_no_number_is_asked():
    visits = settled([evidence(1, CERTIFIED, (after(date(2026, 7, 1), 5),))])
    public = standing(visits, SIX_MONTHS.without_number(), on=TODAY)
    assert (public.days.certified, public.required, public.gap, public.is_fulfilled) == (5, 0, 0, True)
    assert public.outlook == Outlook()


def test_who_misses_the_deadline_soonest_comes_first():
    old, recent = (evidence(1, CERTIFIED, (after(date(year, 1, 1), 180),)) for year in (2022, 2025))
    missed = of(since=date(2015, 1, 1))
    soon = of(old)
    later = of(recent)
    new = of(since=date(2026, 9, 1))
    public = standing((), SIX_MONTHS.without_number(), on=TODAY)
    assert sorted([public, new, later, soon, missed], key=lambda one: one.urgency) == [
        missed,
        soon,
        later,
        new,
        public,
    ]


@settings(deadline=None)
@given(histories, requirements, some_days())
def test_the_states_share_out_the_days_of_the_window(history, required, on):
    now = standing(settled(history), required, on=on)
    days = in_window_by_state(history, on, required.years)
    assert [getattr(now.days, state) for state in BEST_FIRST] == [days[state] for state in BEST_FIRST]
    assert now.ahead == sum(day > on for day in day_by_day(history))
    assert now.gap == max(required.days - days["certified"], 0)


@settings(deadline=None)
@given(histories, requirements, some_days(), some_evidence(CERTIFIED))
def test_more_certified_days_never_widen_the_gap(history, required, on, more):
    before = standing(settled(history), required, on=on)
    assert standing(settled([*history, more]), required, on=on).gap <= before.gap


@settings(deadline=None)
@given(histories, requirements, some_days())
def test_days_are_enough_until_the_day_before_they_fall_short(history, required, on):
    day = standing(settled(history), required, on=on).outlook.falls_short_on
    known = [evidence(1, CERTIFIED, tuple(Period(one, one) for one in known_on(history, on)))]
    enough_now = certified_on(known, on, required.years) >= required.days
    assert (day is not None) == enough_now
    if day:
        assert day > on
        assert certified_on(known, day - DAY, required.years) >= required.days
        assert certified_on(known, day, required.years) < required.days


@settings(deadline=None)
@given(histories, requirements, some_days())
def test_who_is_short_had_enough_on_the_day_before_and_never_since(history, required, on):
    now = standing(settled(history), required, on=on)
    known = known_on(history, on)

    def is_enough(day: date) -> bool:
        return sum(in_window(one, day, required.years) for one in known) >= required.days

    # A number of days can only become enough on one of them.
    ever = any(is_enough(day) for day in known)
    since = now.outlook.short_since
    assert (since is not None) == (ever and not is_enough(on))
    if since:
        assert is_enough(since - DAY)
        assert not any(is_enough(day) for day in [since, on, *(one for one in known if one >= since)])


@settings(deadline=None)
@given(histories, requirements, some_days())
def test_with_all_plans_certified_the_gap_closes_on_the_first_day_it_can(history, required, on):
    now = standing(settled(history), required, on=on)
    every = sorted(day_by_day(history))

    def is_enough(day: date) -> bool:
        return sum(in_window(one, day, required.years) for one in every) >= required.days

    chances = [on, *(day for day in every if day > on)]
    first = next((day for day in chances if is_enough(day)), None)
    assert now.outlook.closes_with_plans_on == (first if now.gap else None)


@settings(deadline=None)
@given(histories, requirements, some_days(), joined)
def test_at_the_present_pace_the_gap_closes_on_the_first_day_it_can(history, required, on, since):
    outlook = standing(settled(history), required, on=on, since=since).outlook
    kept = [day for day in known_on(history, on) if in_window(day, on, required.years)]
    begun = max(since or date.min, window(on, required.years).first)
    done, elapsed = sum(day >= begun for day in kept), (on - begun).days + 1

    def is_enough(wait: int) -> bool:
        day = on + wait * DAY
        left = sum(in_window(one, day, required.years) for one in kept)
        return left + wait * done // elapsed >= required.days

    first = None
    if done and len(kept) < required.days:
        waits = (
            wait
            for wait in range(1, 366 * required.years)
            if in_window(on + DAY, on + wait * DAY, required.years)
        )
        first = next((on + wait * DAY for wait in waits if is_enough(wait)), None)
    assert outlook.closes_on == first


@settings(deadline=None)
@given(histories, requirements, some_days(), some_days())
def test_nobody_has_a_deadline_before_the_years_have_passed_once(history, required, on, since):
    outlook = standing(settled(history), required, on=on, since=since).outlook
    assert outlook.deadline is not None
    assert not in_window(since, outlook.deadline, required.years)
    assert outlook.deadline >= (outlook.falls_short_on or outlook.short_since or outlook.deadline)
