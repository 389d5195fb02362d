"""Places given by hand: the seat is taken first, the law and the number of seats hold all the same."""

from typing import Any

import pytest
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel.errors import Refused
from matching.rounds import actions
from matching.rounds.models import MatchRound, PreAssignment, Proposal
from matching.slots import actions as slots
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import MadeCohort
from tests.make.rounds import MadeRound, a_place_by_hand, a_round, a_run
from tests.rounds.stored import counts


def test_a_place_by_hand_takes_its_seat_first(
    browser: Browser, collected: MadeRound, cohort: MadeCohort, posted: list[int], *, bao: Person
) -> None:
    silent = cohort.students[5]
    officer = browser.as_(bao)
    page = officer.get("rounds.give", round_id=collected.id, student_id=silent)
    assert "数控车床操作" in page.text
    sent = {"slot": str(posted[1]), "reason": "定向培养"}
    assert officer.post("rounds.give", sent, round_id=collected.id, student_id=silent).status == 303
    again = officer.post("rounds.give", sent, round_id=collected.id, student_id=cohort.students[0])
    assert again.status == 422
    assert "名额都已经指定" in again.text
    assert "定向培养" in officer.get("rounds.by_hand", round_id=collected.id).text
    run = a_run(collected)
    assert run.places[silent] == posted[1]
    with acting():
        told = db.session.scalars(select(Proposal).where(Proposal.student_id == silent)).one()
        assert [one["reason"] for one in told.explanation] == ["preassigned"]
        assert told.wish is None


def test_a_place_by_hand_is_taken_back_with_a_reason(
    browser: Browser, collected: MadeRound, cohort: MadeCohort, posted: list[int], *, bao: Person
) -> None:
    a_place_by_hand(collected, cohort.students[5], posted[1])
    officer = browser.as_(bao)
    where = {"round_id": collected.id, "student_id": cohort.students[5]}
    assert officer.post("rounds.take_back", {"reason": ""}, **where).status == 422
    assert officer.post("rounds.take_back", {"reason": "协议取消"}, **where).status == 303
    assert "没有指定的岗位" in officer.get("rounds.by_hand", round_id=collected.id).text
    with acting():
        kinds = set(db.session.scalars(select(AuditEvent.kind)))
        assert {AuditKind.PREASSIGN, AuditKind.PREASSIGN_WITHDRAW} <= kinds


def test_after_a_match_no_place_is_given_or_taken_back_by_hand(
    browser: Browser, collected: MadeRound, cohort: MadeCohort, posted: list[int], *, bao: Person, qi: Person
) -> None:
    a_place_by_hand(collected, cohort.students[5], posted[1])
    a_run(collected)
    officer = browser.as_(bao)
    where = {"round_id": collected.id, "student_id": cohort.students[5]}
    assert "已经匹配过" in officer.get("rounds.by_hand", round_id=collected.id).text
    other = officer.get("rounds.give", round_id=collected.id, student_id=cohort.students[0])
    assert "已经匹配过" in other.text
    with pytest.raises(Refused, match="已经匹配过"):
        a_place_by_hand(collected, cohort.students[0], posted[0])
    page = officer.post("rounds.take_back", {"reason": "换人"}, **where)
    assert (page.status, "已经匹配过" in page.text) == (422, True)
    with acting():
        slots.withdraw(db.session.get_one(Slot, posted[1]), reason="停产", by=qi.viewer)
    # Otherwise no later match could be computed at all.
    assert officer.post("rounds.take_back", {"reason": "岗位没有了"}, **where).status == 303


def test_places_by_hand_leave_with_their_cohort(
    app: Any, lin: Person, cohort: MadeCohort, posted: list[int], *, bao: Person
) -> None:
    made = a_round(cohorts=[cohort], open=False)
    a_place_by_hand(made, cohort.students[0], posted[1])
    with acting():
        actions.set_cohorts(db.session.get_one(MatchRound, made.id), [], by=bao.viewer)
    with acting():
        assert db.session.scalars(select(PreAssignment)).all() == []
        told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.PREASSIGN_WITHDRAW))
        assert "不再参加" in told.one().facts["reason"]


def test_a_place_by_hand_that_no_longer_passes_stops_the_run_with_a_sentence(
    collected: MadeRound, cohort: MadeCohort, posted: list[int], qi: Person, *, bao: Person
) -> None:
    a_place_by_hand(collected, cohort.students[5], posted[1])
    with acting():
        slots.withdraw(db.session.get_one(Slot, posted[1]), reason="停产", by=qi.viewer)
    with pytest.raises(AssertionError, match="已经不合适"):
        a_run(collected)
    assert counts() == (0, 0)
