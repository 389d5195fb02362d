"""Every day counts once, by the best evidence there is; for any history, day by day."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.kernel.periods import Period
from matching.practice.ledger import EvidenceState, Stretch, added, inside, settled, tally, yearly
from tests.practice.histories import (
    BEST_FIRST,
    day_by_day,
    days_of,
    evidence,
    histories,
    some_evidence,
    some_periods,
)

CERTIFIED, WAITING, PLANNED, REFUSED = EvidenceState
JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
WEEK = Period(date(2026, 7, 6), date(2026, 7, 12))


def test_a_certified_week_is_cut_out_of_a_planned_month():
    assert settled([evidence(1, PLANNED, (JULY,)), evidence(2, CERTIFIED, (WEEK,))]) == (
        Stretch(Period(date(2026, 7, 1), date(2026, 7, 5)), "record:1", PLANNED),
        Stretch(WEEK, "record:2", CERTIFIED),
        Stretch(Period(date(2026, 7, 13), date(2026, 7, 31)), "record:1", PLANNED),
    )


def test_among_equals_the_earliest_recorded_keeps_the_day():
    earlier, later = evidence(4, WAITING, (WEEK, JULY)), evidence(9, WAITING, (JULY,))
    assert settled([later, earlier]) == (Stretch(JULY, "record:4", WAITING),)


def test_refused_days_count_nowhere():
    assert settled([evidence(1, REFUSED, (JULY,))]) == ()


@settings(deadline=None)
@given(histories)
def test_each_day_counts_once_and_by_the_evidence_that_has_the_best_claim(history):
    stretches = settled(history)
    told = [(day, (one.state.value, one.source)) for one in stretches for day in days_of([one.period])]
    assert dict(told) == day_by_day(history)
    assert [day for day, _ in told] == sorted(dict(told))


@settings(deadline=None)
@given(histories)
def test_stretches_are_as_long_as_they_can_be(history):
    stretches = settled(history)
    assert not any(
        (one.source, one.state) == (other.source, other.state)
        and (other.period.first - one.period.last).days == 1
        for one, other in pairwise(stretches)
    )


@settings(deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_does_not_matter(history, chance):
    assert settled(chance.sample(history, len(history))) == settled(history)


@settings(deadline=None)
@given(histories, some_periods(2000))
def test_the_states_share_out_all_days_of_the_evidence_in_a_period(history, period):
    days = {
        day: state for day, (state, _) in day_by_day(history).items() if period.first <= day <= period.last
    }
    counted = tally(inside(settled(history), period))
    assert [getattr(counted, state) for state in BEST_FIRST] == [
        list(days.values()).count(state) for state in BEST_FIRST
    ]
    assert counted.total == len(days)


@settings(deadline=None)
@given(histories)
def test_the_years_add_up_to_the_whole(history):
    stretches = settled(history)
    table = yearly(stretches)
    known = day_by_day(history)
    assert sum(row.total for row in table.values()) == tally(stretches).total == len(known)
    assert list(table) == sorted(table)
    for year, row in table.items():
        assert row.total == sum(day.year == year for day in known)


@settings(deadline=None)
@given(histories, some_evidence(), some_evidence())
def test_a_correction_leaves_nothing_of_what_it_replaced(history, wrong, right):
    kept_for_history = replace(wrong, state=REFUSED)
    assert settled([*history, kept_for_history, right]) == settled([*history, right])


@settings(deadline=None)
@given(histories, st.lists(some_periods(), max_size=3))
def test_a_post_adds_the_days_that_nothing_claims_yet(history, post):
    new = added(settled(history), post)
    assert new == len(set(days_of(post)) - set(day_by_day(history)))
    assert added(settled([*history, evidence(13, PLANNED, tuple(post))]), post) == 0
