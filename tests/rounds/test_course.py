"""A round from its making to its lock, on the pages of the bureau and of schools."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.cohorts.models import Student
from matching.db import db
from matching.engine import commitment
from matching.kernel.clock import local
from matching.kernel.errors import Refused
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.rounds import actions
from matching.rounds.enums import RoundState
from matching.rounds.models import LotteryNumber, MatchRound
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.make.rounds import a_round, after_the_deadline, lock, terms_of_a_round
from tests.make.slots import a_slot
from tests.make.wishes import wishes_of

CNC = "0106"


def typed(**changes: Any) -> dict[str, Any]:
    """What an officer types into the form of a round."""
    with acting():
        terms = terms_of_a_round()
    wall = {name: local(getattr(terms, name)) for name in ("opens_at", "closes_at", "answer_by")}
    given = {
        **{name: f"{moment:%Y-%m-%dT%H:%M}" for name, moment in wall.items()},
        "name": "2026 春季",
        "results_on": terms.results_on.isoformat(),
        "internship_from": "2026-04-01",
        "internship_until": "2026-06-30",
        "wish_limit": "8",
        "fit_weight": "40",
        "distance_weight": "30",
        "score_weight": "30",
    }
    return given | changes


def state_of(round_id: int) -> RoundState:
    with acting():
        return db.session.get_one(MatchRound, round_id).state


def test_bao_makes_a_round_chooses_cohorts_and_opens_it(
    browser: Browser, bao: Person, lin: Person, hua: Person
) -> None:
    cohort = a_cohort(of=lin, students=3, major=CNC)
    a_slot(of=hua, seats=2)
    officer = browser.as_(bao)

    page = officer.follow(officer.post("rounds.new", typed()))
    assert "谁参加" in page.text
    officer.follow(officer.post("rounds.cohorts", {"cohorts": [str(cohort.id)]}, round_id=1))
    page = officer.get("rounds.opening", round_id=1)
    assert "3 人" in page.text
    assert "名额比学生少" in page.text
    page = officer.follow(officer.post("rounds.open_", round_id=1))
    assert "填志愿" in page.text

    assert state_of(1) is RoundState.COLLECTING
    with acting():
        letters = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == Letter.ROUND_OPENED))
        told = letters.all()
        assert len(told) == 3
        assert {"opens_at", "closes_at"} <= told[0].facts.keys()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "给这一轮起个名称"),
        ({"fit_weight": "50"}, "现在是 110"),
        ({"fit_weight": "abc"}, "填 0 到 100"),
        ({"closes_at": "2026-03-01T10:00"}, "志愿截止要晚于"),
        ({"answer_by": "2026-03-17T10:00"}, "学生答复截止要晚于"),
        ({"wish_limit": "21"}, "1 到 20"),
        ({"internship_until": "2026-03-01"}, "最晚到岗不能早于"),
        ({"opens_at": "soon"}, "错误"),
        ({"results_on": "0026-03-20"}, "2025 到 2031"),
        ({"opens_at": "0001-01-01T00:00"}, "2025 到 2031"),
        ({"answer_by": "9999-12-31T23:59"}, "2025 到 2031"),
    ],
)
def test_terms_that_do_not_fit_come_back_with_the_sentence(
    browser: Browser, bao: Person, changes: dict[str, str], sentence: str
) -> None:
    page = browser.as_(bao).post("rounds.new", typed(**changes))
    assert page.status == 422
    assert sentence in page.html
    with acting():
        assert db.session.scalars(select(MatchRound)).all() == []


def test_two_rounds_do_not_share_a_name(browser: Browser, bao: Person) -> None:
    officer = browser.as_(bao)
    assert officer.post("rounds.new", typed()).status == 303
    page = officer.post("rounds.new", typed())
    assert page.status == 422
    assert "同名的轮次" in page.text


def test_of_two_editors_one_wins_and_the_other_sees_both_texts(
    browser: Browser, bao: Person, bing: Person
) -> None:
    browser.as_(bao).post("rounds.new", typed())
    assert browser.as_(bao).post("rounds.edit", typed(wish_limit="6", version="1"), round_id=1).status == 303
    page = browser.as_(bing).post("rounds.edit", typed(wish_limit="5", version="1"), round_id=1)
    assert page.status == 409
    assert "每人最多几个志愿" in page.text
    assert "6" in page.text
    with acting():
        assert db.session.get_one(MatchRound, 1).wish_limit == 6


def test_while_students_choose_the_deadline_is_only_put_off(
    app: Any, clock: Any, lin: Person, hua: Person, *, bao: Person
) -> None:
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort])

    def edit(**changes: Any) -> None:
        with acting():
            match_round = db.session.get_one(MatchRound, made.id)
            kept = {name: getattr(match_round, name) for name in actions.LABELS}
            terms = actions.Terms(**kept | changes)
            actions.edit(match_round, terms, version=match_round.version, by=bao.viewer)

    with acting():
        promised = db.session.get_one(MatchRound, made.id)
        answer_by, results_on = promised.answer_by, promised.results_on
    edit(closes_at=made.closes_at + timedelta(hours=2))
    with pytest.raises(Refused, match="可以答复到"):
        edit(answer_by=answer_by - timedelta(hours=1))
    with pytest.raises(Refused, match="公布结果，只能往后推"):
        edit(results_on=results_on - timedelta(days=1))
    with pytest.raises(Refused, match="只能往后推"):
        edit(closes_at=made.closes_at)
    with pytest.raises(Refused, match="不能再改"):
        edit(fit_weight=50, distance_weight=20)
    with pytest.raises(Refused, match="不能再改"):
        edit(internship_until=date(2027, 1, 1))
    clock.move_to(made.closes_at + timedelta(hours=3))
    with pytest.raises(Refused, match="已经截止"):
        edit(closes_at=made.closes_at + timedelta(days=3))
    with acting():
        actions.lock(db.session.get_one(MatchRound, made.id), by=None)
    edit(answer_by=answer_by + timedelta(days=3), results_on=results_on + timedelta(days=2))
    with pytest.raises(Refused, match="可以答复到"):
        edit(answer_by=answer_by)
    with pytest.raises(Refused, match="不能再改"):
        edit(closes_at=made.closes_at + timedelta(days=3))


def test_a_cohort_in_one_round_cannot_join_another(
    browser: Browser, bao: Person, lin: Person, hua: Person
) -> None:
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    a_round(cohorts=[cohort], name="第一轮")
    other = a_round(open=False, name="第二轮")
    page = browser.as_(bao).post("rounds.cohorts", {"cohorts": [str(cohort.id)]}, round_id=other.id)
    assert page.status == 422
    assert "「第一轮」" in page.text


def test_a_round_without_slots_is_not_opened(browser: Browser, bao: Person, lin: Person) -> None:
    made = a_round(cohorts=[a_cohort(of=lin, students=2, major=CNC)], open=False)
    assert "没有招收中的岗位" in browser.as_(bao).get("rounds.opening", round_id=made.id).text
    assert browser.as_(bao).post("rounds.open_", round_id=made.id).status == 422
    assert state_of(made.id) is RoundState.PREPARING


def test_nobody_locks_a_round_before_its_deadline(
    browser: Browser, bao: Person, lin: Person, hua: Person
) -> None:
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    assert browser.as_(bao).post("rounds.lock", round_id=made.id).status == 422
    assert state_of(made.id) is RoundState.COLLECTING


def test_a_round_locks_by_itself_at_its_deadline_and_stays_so(
    app: Any, clock: Any, lin: Person, hua: Person
) -> None:
    cohort = a_cohort(of=lin, students=3, major=CNC)
    slot = a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, [slot])
    workshop = app.extensions["workshop"]

    workshop.sweep()
    assert state_of(made.id) is RoundState.COLLECTING
    clock.move_to(made.closes_at + timedelta(seconds=1))
    workshop.sweep()
    assert state_of(made.id) is RoundState.LOCKED
    with acting():
        numbers = db.session.scalars(select(LotteryNumber.number).order_by(LotteryNumber.number)).all()
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.ROUND_LOCK)).one()
        assert numbers == [1, 2, 3]
        assert (event.by_id, event.facts["count"]) == (None, 1)

    clock.move_to(made.closes_at - timedelta(hours=2))  # somebody set the clock back
    with pytest.raises(Refused, match="已经截止"):
        wishes_of(cohort.students[1], made, [slot])


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_the_last_second_counts(app: Any, clock: Any, lin: Person, hua: Person, *, seconds: int) -> None:
    cohort = a_cohort(of=lin, students=1, major=CNC)
    slot = a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    clock.move_to(made.closes_at + timedelta(seconds=seconds), tick=False)
    if seconds < 0:
        assert wishes_of(cohort.students[0], made, [slot]).submitted == (slot,)
        return
    with pytest.raises(Refused, match="已经截止"):
        wishes_of(cohort.students[0], made, [slot])


def test_the_lottery_is_drawn_once_and_follows_from_the_committed_seed(
    app: Any, lin: Person, hua: Person
) -> None:
    cohort = a_cohort(of=lin, students=12, major=CNC)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    with acting():
        promised = db.session.get_one(MatchRound, made.id).seed_commitment
    lock(made)
    with after_the_deadline(made):
        with acting(), pytest.raises(Refused, match="已经锁定"):
            actions.lock(db.session.get_one(MatchRound, made.id), by=None)
        app.extensions["workshop"].sweep()
    with acting():
        match_round = db.session.get_one(MatchRound, made.id)
        drawn = db.session.scalars(select(LotteryNumber)).all()
        assert promised == commitment(match_round.seed)
        assert sorted(row.number for row in drawn) == list(range(1, 13))


def test_schools_see_a_round_once_it_is_open_and_only_if_they_take_part(
    browser: Browser, lin: Person, mo: Person, hua: Person
) -> None:
    cohort = a_cohort(of=lin, students=2, major=CNC)
    a_slot(of=hua)
    hidden = a_round(cohorts=[a_cohort(of=lin, students=1, major=CNC)], open=False)
    shown = a_round(cohorts=[cohort])
    assert browser.as_(lin).get("rounds.show", round_id=hidden.id).status == 404
    page = browser.as_(lin).get("rounds.show", round_id=shown.id)
    assert page.status == 200
    assert "参加2" in page.text.replace(" ", "")
    assert browser.as_(mo).get("rounds.show", round_id=shown.id).status == 404
    assert "还没有轮次" in browser.as_(mo).get("rounds.index").text


def test_lin_reads_names_and_the_bureau_pseudonyms(
    browser: Browser, lin: Person, hua: Person, bao: Person
) -> None:
    cohort = a_cohort(of=lin, students=2, major=CNC)
    slot = a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, [slot])
    with acting():
        names = list(db.session.scalars(select(Student.name)))
        pseudonyms = list(db.session.scalars(select(Student.pseudonym)))
    school = browser.as_(lin).get("rounds.participants", round_id=made.id)
    bureau = browser.as_(bao).get("rounds.participants", round_id=made.id)
    assert all(name in school.text for name in names)
    assert not any(name in bureau.text for name in names)
    assert all(pseudonym in bureau.text for pseudonym in pseudonyms)
    submitted = browser.as_(bao).get("/rounds/1/participants?state=submitted")
    assert "1 人" in submitted.text
    empty = browser.as_(bao).get("/rounds/1/participants?state=empty&school=2")
    assert empty.status == 200
