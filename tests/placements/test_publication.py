"""Two officers publish a proven, current match; nothing else is ever published."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from matching.audit.kinds import AuditKind
from matching.db import db
from matching.kernel.errors import Refused
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.outbox.writing import written
from matching.placements import actions
from matching.placements.enums import Answer, PlacementState, RequestState
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.models import MatchRound, MatchRun, PreAssignment, Proposal
from matching.slots import actions as slots
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort, person_of
from tests.make.placements import (
    Market,
    a_published_round,
    answered,
    asked,
    confirmed,
    placements_of,
    publish,
)
from tests.make.rounds import a_round, a_run
from tests.make.slots import CNC, a_slot
from tests.placements.reading import RESULTS, Standing, letters, standing, trail_of

OWN_LETTERS = (
    Letter.PUBLICATION_ASKED,
    Letter.RESULT_ANSWERED,
    Letter.RESULT_RECORDED,
    Letter.CONSENT_ENDED,
    Letter.RESULT_LAPSED,
    Letter.PLACES_LAPSED,
    *RESULTS,
)
ASKING = {"looked": "y", "schools_told": "y", "note": "看过了"}


def test_two_officers_publish_and_everybody_has_a_place_a_letter_and_a_trace(
    browser: Browser, bao: Person, bing: Person, market: Market
) -> None:
    assert browser.as_(bao).post("placements.ask", ASKING, round_id=market.id).status == 303
    assert browser.as_(bing).post("placements.confirm", {"read": "y"}, round_id=market.id).status == 303
    assert standing(market.id) == Standing("published", True, ("confirmed",), 2, 6, 1)
    first, _out, third, _none = market.students
    made = placements_of(market)
    assert {one: (made[one].slot_id, made[one].wish) for one in made} == {
        first: (market.slots[0], 1),
        third: (market.slots[1], 2),
    }
    assert {one.state for one in made.values()} == {PlacementState.OFFERED}


def test_every_student_of_the_round_gets_one_letter_whatever_came_out(published: Market) -> None:
    told = letters(Letter.RESULT_STUDENT)
    assert len({to for to, _url, _facts in told}) == len(told) == len(published.students)
    assert sorted(facts["placed"] for _to, _url, facts in told) == [False, False, True, True]
    assert {url for _to, url, _facts in told} == {f"/rounds/{published.id}/result"}


def test_schools_and_enterprises_hear_their_own_numbers(lin: Person, hua: Person, published: Market) -> None:
    ((to_lin, url, school),) = letters(Letter.RESULT_SCHOOL)
    ((to_hua, _url, enterprise),) = letters(Letter.RESULT_ENTERPRISE)
    assert (to_lin, to_hua) == (lin.account_id, hua.account_id)
    assert url == f"/rounds/{published.id}/results"
    assert (school["students"], school["placed"], enterprise["placed"]) == (4, 2, 2)


def test_the_trail_keeps_counts_and_check_codes(bing: Person, published: Market) -> None:
    (event,) = trail_of(AuditKind.PUBLISH)
    with acting():
        run = db.session.get_one(MatchRun, published.run.id)
        codes = [run.input_hash, run.rules_hash, run.lottery_hash, run.result_hash]
    assert event.by_id == bing.account_id
    assert (event.facts["count"], event.facts["placed"], event.facts["hashes"]) == (4, 2, codes)


def test_whoever_asked_cannot_confirm(browser: Browser, bao: Person, market: Market) -> None:
    asked(market)
    page = browser.as_(bao).post("placements.confirm", {"read": "y"}, round_id=market.id)
    assert page.status == 422
    assert "要由另一位工作人员确认" in page
    assert standing(market.id).placements == 0


def test_whoever_started_the_match_cannot_confirm(market: Market) -> None:
    request_id = asked(market, by="bing")
    with pytest.raises(Refused, match="这次匹配是你算的"):
        confirmed(request_id, market, by="bao")
    assert standing(market.id).placements == 0


def test_the_table_itself_refuses_one_pair_of_eyes(bao: Person, market: Market) -> None:
    request_id = asked(market)
    with pytest.raises(IntegrityError, match="two_officers"), acting():
        db.session.execute(
            update(PublicationRequest)
            .where(PublicationRequest.id == request_id)
            .values(
                state=RequestState.CONFIRMED,
                decided_at=PublicationRequest.asked_at,
                decided_by_id=bao.account_id,
            )
        )


def test_only_a_locked_and_computed_round_can_be_asked_for(
    browser: Browser, lin: Person, hua: Person, bao: Person
) -> None:
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua, starts_on=date(2026, 6, 1), ends_on=date(2026, 11, 20))
    officer = browser.as_(bao)
    collecting = a_round(cohorts=[cohort], internship_from=date(2026, 5, 1))
    page = officer.post("placements.ask", ASKING, round_id=collecting.id)
    assert (page.status, "还没有锁定" in page) == (422, True)
    market = a_published_round(of=lin, at=hua, internship_until=date(2026, 4, 30))
    page = officer.post("placements.ask", ASKING, round_id=market.id)
    assert (page.status, "已经公布" in page) == (422, True)


def test_nothing_is_asked_for_before_there_is_a_match(
    browser: Browser, lin: Person, hua: Person, bao: Person
) -> None:
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort], locked=True)
    page = browser.as_(bao).post("placements.ask", ASKING, round_id=made.id)
    assert (page.status, "还没有算过匹配" in page) == (422, True)


def test_the_ticks_are_asked_for(browser: Browser, bao: Person, market: Market) -> None:
    page = browser.as_(bao).post("placements.ask", {"looked": "y"}, round_id=market.id)
    assert (page.status, "先和学校说好" in page) == (422, True)
    assert standing(market.id).requests == ()


def test_there_is_one_request_at_a_time_and_it_can_be_taken_back(
    browser: Browser, bao: Person, bing: Person, market: Market
) -> None:
    asked(market)
    page = browser.as_(bing).post("placements.ask", ASKING, round_id=market.id)
    assert (page.status, "已经请求第二位" in page) == (422, True)
    assert browser.as_(bao).post("placements.withdraw", round_id=market.id).status == 303
    page = browser.as_(bing).post("placements.confirm", {"read": "y"}, round_id=market.id)
    assert (page.status, "已经处理过" in page) == (422, True)
    publish(market)
    assert standing(market.id).requests == ("withdrawn", "confirmed")


def test_a_newer_match_must_be_asked_for_again(market: Market) -> None:
    request_id = asked(market)
    a_run(market.round)
    with pytest.raises(Refused, match="新的匹配"):
        confirmed(request_id, market)


def test_a_match_is_not_published_when_a_slot_it_gives_away_is_gone(hua: Person, market: Market) -> None:
    request_id = asked(market)
    with acting():
        slots.withdraw(db.session.get_one(Slot, market.slots[0]), reason="停产", by=hua.viewer)
    with pytest.raises(Refused, match="重新算一次"):
        confirmed(request_id, market)
    assert standing(market.id) == Standing("locked", False, ("open",), 0, 0, 0)


def test_a_match_is_not_published_when_a_place_was_given_by_hand_since(market: Market) -> None:
    request_id = asked(market)
    with acting():  # around the rules, which refuse it once there is a match
        db.session.add(
            PreAssignment(
                round_id=market.id,
                student_id=market.students[3],
                slot_id=market.slots[0],
                reason="企业指名",
                at=datetime.now(UTC),
            )
        )
    with pytest.raises(Refused, match="重新算一次"):
        confirmed(request_id, market)


def test_a_slot_nobody_could_rank_changes_nothing(qi: Person, market: Market) -> None:
    request_id = asked(market)
    a_slot(of=qi)
    confirmed(request_id, market)
    assert standing(market.id).published


TAMPERING = {
    "a place": update(Proposal).where(Proposal.slot_id.is_not(None)).values(slot_id=None, wish=None),
    "a reason": update(Proposal).values(explanation=[]),
    "a check code": update(MatchRun).values(result_hash="0" * 64),
    "the frozen input": update(MatchRun).values(snapshot=b"nothing"),
    "a figure": update(MatchRun).values(figures={}),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_a_tampered_match_cannot_be_published(app: Flask, what: str, market: Market) -> None:
    request_id = asked(market)
    _unlock_tables(app)
    with acting():
        db.session.execute(TAMPERING[what])
    with pytest.raises(Refused, match="对不上"):
        confirmed(request_id, market)
    assert standing(market.id) == Standing("locked", False, ("open",), 0, 0, 0)


def test_no_slot_gets_more_students_than_seats_and_no_student_two_places(
    app: Flask, lin: Person, hua: Person
) -> None:
    lists = [(0, 1), (0, 1), (1, 0), (1, 0), (0,), (1,)]
    market = a_published_round(of=lin, at=hua, lists=lists, seats=(2, 1))
    taken = [one.slot_id for one in placements_of(market).values()]
    assert sorted(taken) == sorted([market.slots[0]] * 2 + [market.slots[1]])
    with pytest.raises(IntegrityError), acting():
        db.session.execute(
            text(
                "INSERT INTO placement (round_id, run_id, student_id, school_id, enterprise_id, slot_id,"
                " state, created_at, answer_note)"
                " SELECT round_id, run_id, student_id, school_id, enterprise_id, slot_id,"
                " state, created_at, answer_note FROM placement"
            )
        )


def test_nobody_but_officers_sees_a_publication(
    *, browser: Browser, lin: Person, hua: Person, bao: Person, mo: Person, ada: Person, market: Market
) -> None:
    assert browser.as_(bao).get("placements.publication", round_id=market.id).status == 200
    for endpoint in ("placements.publication", "placements.preview"):
        assert browser.as_(bao).get(endpoint, round_id=market.id + 1).status == 404
        for somebody in (lin, mo, hua, ada):
            assert browser.as_(somebody).get(endpoint, round_id=market.id).status == 403


def _unlock_tables(app: Flask) -> None:
    """Somebody with the database in hand."""
    with app.app_context(), db.engine.begin() as connection:
        for table in ("proposal", "match_run"):
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update")
            else:
                connection.exec_driver_sql(f"DROP TRIGGER {table}_locked ON {table}")


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_letter_of_this_room_can_be_written(
    *, app: Flask, lin: Person, hua: Person, locale: str, clock: time_machine.Traveller
) -> None:
    market = a_published_round(of=lin, at=hua, lists=[(0,), (0,), (1,)], seats=(2, 1))
    first, second, _late = market.students
    pupil = person_of(first)
    answered(market, first, Answer.ACCEPT, by=pupil)
    with acting():
        actions.take_back(_placement_of(first), by=pupil.viewer)
        actions.answer_for(_placement_of(second), word=Answer.DECLINE, paper="第 12 张", by=lin.viewer)
        answer_by = db.session.get_one(MatchRound, market.id).answer_by
    clock.move_to(answer_by)
    app.extensions["workshop"].sweep()
    with acting():
        sent = db.session.query(OutboxLetter).filter(OutboxLetter.kind.in_(OWN_LETTERS)).all()
        assert {letter.kind for letter in sent} == set(OWN_LETTERS)
        assert all(letter.planned_at for letter in sent)
        bodies = [written(letter, app.jinja_env, locale=locale).body for letter in sent]
    assert all(bodies)
    assert not any("{" in body for body in bodies)


def _placement_of(student: int) -> Placement:
    return db.session.query(Placement).filter_by(student_id=student).one()
