"""Three mornings before a deadline, each once: who is missing is reminded, and nobody else."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from matching.db import db
from matching.kernel import clock as time
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.placements.enums import Answer
from matching.reminders.tasks import remind_due
from matching.rounds.actions import Terms, edit
from matching.rounds.models import MatchRound
from tests.cast import person
from tests.make import acting
from tests.make.cohorts import a_cohort, person_of
from tests.make.placements import a_published_round, answered
from tests.make.rounds import MadeRound, a_round
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of

CLOSES = datetime.fromisoformat("2026-03-26T18:00+08:00")
EVERY_HOUR = [datetime.fromisoformat("2026-03-17T00:30+08:00") + timedelta(hours=n) for n in range(24 * 15)]


def _opened(people, students: int = 1, **changes):
    cohort, slot = a_cohort(of=people("lin"), students=students, major=CNC), a_slot(of=people("hua"))
    return cohort, slot, a_round(cohorts=[cohort], closes_at=CLOSES, **changes)


@pytest.mark.parametrize(
    ("opened", "mornings"),
    [
        ("2026-03-16T10:00", ["03-23", "03-25", "03-26"]),
        ("2026-03-23T07:00", ["03-23", "03-25", "03-26"]),
        ("2026-03-23T08:30", ["03-25", "03-26"]),
        ("2026-03-26T09:00", []),
    ],
)
def test_the_mornings_of_a_deadline(*, app, people, clock, opened, mornings):
    clock.move_to(datetime.fromisoformat(f"{opened}+08:00"))
    _opened(people)
    assert _reminded_over(clock, Letter.WISHES_REMINDER) == mornings


def test_who_submitted_is_left_alone(app, people, clock):
    cohort, slot, made = _opened(people, students=3)
    wishes_of(cohort.students[0], made, [slot])
    wishes_of(cohort.students[1], made, [slot], submit=False)
    clock.move_to(CLOSES - timedelta(days=1, hours=9))
    _sweep()
    assert _reminded() == {person_of(one).account_id for one in cohort.students[1:]}


def test_a_deadline_that_is_put_off_brings_new_mornings(app, people, clock):
    _cohort, _slot, made = _opened(people)
    clock.move_to(CLOSES - timedelta(days=1, hours=10))
    _sweep()
    _put_off(made, CLOSES + timedelta(days=6))
    assert _reminded_over(clock, Letter.WISHES_REMINDER) == ["03-25", "03-29", "03-31"]


def test_a_clock_that_is_set_back_reminds_nobody_twice(app, people, clock):
    _opened(people)
    for minutes in (5, -30, 20, 5):
        clock.move_to(CLOSES - timedelta(hours=10) + timedelta(minutes=minutes))
        _sweep()
    assert len(_letters(Letter.WISHES_REMINDER)) == 1


def test_a_machine_that_was_off_until_noon_lets_the_morning_pass(app, people, clock):
    _opened(people)
    clock.move_to(CLOSES - timedelta(hours=6))
    _sweep()
    assert _letters(Letter.WISHES_REMINDER) == []


def test_twenty_hands_in_one_morning_remind_once(app, people, clock):
    _opened(people, students=3)
    clock.move_to(CLOSES - timedelta(hours=10) + timedelta(minutes=1))
    hands = [
        threading.Thread(target=app.extensions["workshop"]._tidy, args=(remind_due,)) for _n in range(20)
    ]
    with capture_logs() as said:
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
    assert len(_letters(Letter.WISHES_REMINDER)) == 3
    assert [line for line in said if line["log_level"] in ("warning", "error")] == []


def test_who_has_a_place_is_reminded_three_times_to_answer(app, people, clock):
    market = a_published_round(of=people("lin"), at=people("hua"))
    answered(market, market.students[0], Answer.ACCEPT, by=person_of(market.students[0]))
    with acting():
        ends = db.session.get_one(MatchRound, market.id).answer_by
    clock.move_to(market.round.closes_at + timedelta(minutes=5))
    days = [f"{ends - timedelta(days=before):%m-%d}" for before in (3, 1, 0)]
    assert _reminded_over(clock, Letter.ANSWER_REMINDER) == days
    assert {letter.to_id for letter in _letters(Letter.ANSWER_REMINDER)} == {
        person_of(market.students[2]).account_id
    }


def _sweep() -> None:
    with acting():
        remind_due()


def _reminded_over(clock, kind: Letter) -> list[str]:
    """An hourly sweep over the days to come; the days on which letters went out."""
    with acting():
        begun = time.now()
    for moment in EVERY_HOUR:
        if moment > begun:
            clock.move_to(moment)
            _sweep()
    return [f"{letter.created_at:%m-%d}" for letter in _letters(kind)]


def _letters(kind: Letter) -> list[OutboxLetter]:
    with acting():
        return list(
            db.session.execute(
                select(OutboxLetter.created_at, OutboxLetter.to_id)
                .where(OutboxLetter.kind == kind)
                .order_by(OutboxLetter.id)
            )
        )


def _reminded() -> set[int]:
    return {letter.to_id for letter in _letters(Letter.WISHES_REMINDER)}


def _put_off(made: MadeRound, closes_at: datetime) -> None:
    with acting():
        match_round = db.session.get_one(MatchRound, made.id)
        terms = {name: getattr(match_round, name) for name in Terms.__annotations__}
        later = {"closes_at": closes_at, "answer_by": closes_at + timedelta(days=9)}
        edit(match_round, Terms(**terms | later), version=match_round.version, by=person("bao").viewer)
