"""The forecast: who misses days by when, by subject, and the posts that would close the gaps."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.kernel.periods import Period
from matching.law.practice import Requirement
from matching.practice.ledger import Evidence, EvidenceState, Stretch, settled
from matching.practice.ledger.forecast import half_years, missing
from tests.browser import Browser
from tests.cast import Person
from tests.practice.make import a_sign_up, a_teacher, an_invitation, an_offer, teacher_id_of
from tests.practice.many import a_big_school
from tests.statements import MOST, Counting

ASKED = Requirement(months=6, years=5, days_a_month=30)
LONG_AGO = date(2010, 9, 1)


def _held(*spans: Period, state: EvidenceState = EvidenceState.CERTIFIED) -> tuple[Stretch, ...]:
    return settled([Evidence("record:1", datetime(2020, 1, 1), state, spans)])  # noqa: DTZ001


@pytest.mark.parametrize(
    ("today", "ends"),
    [
        (date(2026, 6, 30), (date(2026, 6, 30), date(2026, 12, 31), date(2027, 6, 30))),
        (date(2026, 7, 1), (date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31))),
    ],
)
def test_half_years_end_in_june_and_december(today: date, ends: tuple[date, ...]) -> None:
    assert half_years(today, 3) == ends


def test_days_that_leave_the_window_are_missing_then() -> None:
    spring = _held(Period(date(2022, 1, 1), date(2022, 6, 29)))  # 180 days
    by = [missing(spring, ASKED, on=day, since=LONG_AGO) for day in half_years(date(2026, 7, 1), 3)]
    assert by == [0, 180, 180]


def test_nothing_is_missing_before_the_years_have_passed_once() -> None:
    new = date(2022, 9, 1)
    assert missing((), ASKED, on=date(2027, 8, 31), since=new) == 0
    assert missing((), ASKED, on=date(2027, 9, 1), since=new) == 180
    assert missing((), ASKED.without_number(), on=date(2027, 9, 1), since=LONG_AGO) == 0


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 300)), max_size=8), st.sampled_from(EvidenceState)
)
def test_more_evidence_never_makes_more_days_missing(
    spans: list[tuple[int, int]], state: EvidenceState
) -> None:
    begun = date(2016, 1, 1).toordinal()
    periods = [
        Period(date.fromordinal(begun + first), date.fromordinal(begun + first + n)) for first, n in spans
    ]
    on = date(2026, 12, 31)
    without, whole = (
        missing(_held(*some, state=state), ASKED, on=on, since=LONG_AGO) for some in (periods[1:], periods)
    )
    assert 0 <= whole <= without <= ASKED.days


def test_the_page_counts_by_subject_and_names_who_is_next(browser: Browser, lin: Person, hua: Person) -> None:
    wen, tang = a_teacher("wen", name="文老师"), a_teacher()
    a_sign_up(an_offer(of=hua, title="别处", ends_on=date(2026, 7, 8)), of=tang)  # busy on these days
    offer = an_offer(of=hua, seats=2)
    page = browser.as_(lin).get("practice.forecast")
    assert "文老师 26 / 180 天" in page
    assert "357 天" in page  # three of the 360 are planned
    an_invitation(offer, of=wen, by=lin)
    page = browser.as_(lin).get("practice.forecast")
    assert "已邀请 1 人" in page
    assert "文老师 26 / 180 天" not in page
    assert "文老师 3 / 180 天" in page


def test_a_subject_narrows_the_posts(browser: Browser, lin: Person, hua: Person) -> None:
    a_teacher()
    an_offer(of=hua)
    assert "数控产线改造" in browser.as_(lin).get("practice.forecast", subject="01")
    assert "现在没有能补缺口的岗位" in browser.as_(lin).get("practice.forecast", subject="12")


def test_one_click_invites_those_named_and_leads_back(browser: Browser, lin: Person, hua: Person) -> None:
    there, offer = teacher_id_of(a_teacher()), an_offer(of=hua)
    answer = browser.as_(lin).post(
        "practice.invitations", {"teacher": str(there), "from": "forecast", "subject": "01"}, offer_id=offer
    )
    assert answer.location == "/practice-forecast?subject=01#posts"


def test_two_thousand_teachers_cost_as_many_statements_as_one(
    browser: Browser, people: Callable[[str], Person], statements: Counting
) -> None:
    a_teacher()
    lin, hua = people("lin"), people("hua")
    costs, readers = [], [browser.as_(lin), browser.as_(people("bao"))]
    for teachers in (0, 2000):
        a_big_school(teachers, school=lin, host=hua)
        for number in range(20):
            an_offer(of=hua, title=f"岗位{number}", subjects=frozenset())
        for reader in readers:
            with statements() as asked:
                page = reader.get("practice.forecast")
            assert len(page.body) < 150_000
            costs.append(len(asked))
    assert costs[:2] == costs[2:]
    assert max(costs) <= MOST
