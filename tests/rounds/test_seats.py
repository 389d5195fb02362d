"""No seat is given twice: rounds give out slots of different days; what was given is not offered again."""

from datetime import date
from typing import Any

from matching.db import db
from matching.rounds import queries
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.slots import actions as slots
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.make.rounds import a_round, after_the_deadline
from tests.make.slots import CNC, a_slot


def test_the_same_seats_are_not_given_out_by_two_rounds(
    browser: Browser, bao: Person, lin: Person, hua: Person
) -> None:
    a_slot(of=hua)
    first = a_round(cohorts=[a_cohort(of=lin, students=1, major=CNC)], name="第一轮")
    second = a_round(cohorts=[a_cohort(of=lin, students=1, major=CNC)], name="第二轮", open=False)
    officer = browser.as_(bao)
    assert "「第一轮」也在分" in officer.get("rounds.opening", round_id=second.id).text
    assert officer.post("rounds.open_", round_id=second.id).status == 422
    with acting():
        later = db.session.get_one(MatchRound, second.id)
        assert later.state is RoundState.PREPARING
        later.internship_from, later.internship_until = date(2027, 1, 1), date(2027, 3, 31)
        assert db.session.scalars(queries.sharing_days_with(later)).all() == []
        later.internship_from = date(2026, 12, 31)
        assert [one.id for one in db.session.scalars(queries.sharing_days_with(later))] == [first.id]


def test_seats_given_by_one_round_are_not_offered_by_the_next(
    app: Any, lin: Person, hua: Person, bao: Person
) -> None:
    given, free = a_slot(of=hua), a_slot(of=hua, title="普车操作")
    first = a_round(cohorts=[a_cohort(of=lin, students=1, major=CNC)], locked=True)
    second = a_round(cohorts=[a_cohort(of=lin, students=1, major=CNC)], open=False)
    with after_the_deadline(first), acting():
        slots.settle([given], by=bao.viewer)
    with acting():
        rounds = [db.session.get_one(MatchRound, one.id) for one in (first, second)]
        offered = [[slot.id for slot in db.session.scalars(queries.slots_of(one))] for one in rounds]
        assert offered == [[given, free], [free]]
