"""One summary a person and hour: what waits, told once, told again when its deadline is near, else silent."""

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from matching.cohorts.actions import cancel_roster
from matching.cohorts.models import RosterUpload
from matching.db import apart, db
from matching.digests.enums import DIGEST_JOB
from matching.digests.tasks import Digester, write
from matching.jobs.models import Job
from matching.jobs.worker import RunningJob
from matching.kernel import clock as time
from matching.matters.enums import MatterKind as K
from matching.matters.models import Matter
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.outbox.writing import written
from tests.cast import person
from tests.make import acting
from tests.make.accounts import an_invited_teacher
from tests.make.cohorts import a_cohort, a_row, an_upload
from tests.make.matters import kept
from tests.make.rounds import a_round
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of
from tests.outbox.office import Office, office, send

__all__ = ["office"]

HOURS = (8, 17)


def test_at_eight_everybody_is_told_what_waits_for_them_and_of_nobody_else(app, people):
    lin, mo = people("lin"), people("mo")
    a_cohort(of=lin, students=2)
    _summaries("2026-03-16T08")
    told = _told()
    assert told[lin.account_id] == [[K.STUDENT_SLIPS]]
    assert told.keys() == {lin.account_id, *(people(name).account_id for name in ("hua", "qi"))}
    assert mo.account_id not in told


def test_what_was_told_is_not_told_again_and_nothing_is_said_when_there_is_nothing(app, people):
    a_cohort(of=people("lin"), students=2)
    _summaries("2026-03-16T08")
    before = _told()
    _summaries("2026-03-16T17")
    assert _told() == before


def test_what_is_done_is_silent_at_once(app, people):
    lin = people("lin")
    upload = an_upload(a_cohort(of=lin), [a_row(900)], of=lin)
    assert K.CLASS_LIST in kept()
    with acting():
        cancel_roster(db.session.get_one(RosterUpload, upload), by=person("lin").viewer)
    _summaries("2026-03-16T08")
    assert lin.account_id not in _told()


@pytest.mark.parametrize(
    ("days_before", "told"),
    [((6, 5), 1), ((6, 2), 1), ((6, 1), 2), ((6, 1, 1), 2), ((6, 1, 0), 3), ((6, -1), 1), ((1, 0), 2)],
)
def test_a_deadline_that_comes_near_is_told_again_once_a_day(*, app, people, clock, days_before, told):
    lin = people("lin")
    a_slot(of=people("hua"))
    closes = time.now().replace(hour=10) + timedelta(days=7)
    a_round(cohorts=[a_cohort(of=lin, students=1, major=CNC)], closes_at=closes)
    for number, days in enumerate(days_before):
        clock.move_to(closes - timedelta(days=days, hours=2 - number // 2))
        _summaries(f"{number}")
    assert sum(K.WISHES_MISSING in one for one in _told()[lin.account_id]) == told


def test_only_who_holds_the_role_now_is_told(app, people, ada, tang):
    an_invited_teacher(by=ada, at=tang)
    _summaries("2026-03-16T08")
    assert _told()[ada.account_id] == [[K.STAFF_SLIPS]]
    assert tang.account_id not in _told()


@pytest.mark.parametrize(
    ("at", "hour"),
    [("07:59", None), ("08:00", "08"), ("10:59", "08"), ("11:00", None), ("17:01", "17"), ("03:00", None)],
)
def test_summaries_are_ordered_at_their_hours_and_not_long_after(*, app, people, clock, at, hour):
    clock.move_to(datetime.fromisoformat(f"2026-03-17T{at}:00+08:00"))
    with acting():
        Digester(HOURS).call()
    assert _ordered() == ([f"{DIGEST_JOB}:2026-03-17T{hour}"] if hour else [])


def test_twenty_workers_order_and_write_them_once(app, people, clock):
    a_cohort(of=people("lin"), students=1)
    clock.move_to(datetime.fromisoformat("2026-03-17T08:00:30+08:00"))
    hands = [threading.Thread(target=_call) for _hand in range(20)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(_ordered()) == 1
    assert [len(letters) for letters in _told().values()] == [1, 1, 1]


def test_a_clock_that_is_set_back_orders_nothing_twice(app, people, clock):
    a_cohort(of=people("lin"), students=1)
    for at in ("08:10", "07:55", "08:05"):
        clock.move_to(datetime.fromisoformat(f"2026-03-17T{at}:00+08:00"))
        _call()
    assert [len(letters) for letters in _told().values()] == [1, 1, 1]


class Killed(BaseException):
    """The worker is gone."""


def test_a_worker_killed_in_between_leaves_nothing_and_the_next_writes_them(app, people):
    a_cohort(of=people("lin"), students=1)
    with pytest.raises(Killed):
        _killed_while_writing("2026-03-16T08")
    assert _told() == {}
    _summaries("2026-03-16T08")
    assert [len(letters) for letters in _told().values()] == [1, 1, 1]


@pytest.mark.parametrize(
    ("locale", "lines"),
    [
        ("zh_CN", ["接下来", "- 给 2 名学生发账号条", "新消息", "- 可以填志愿了"]),
        ("en", ["Next", "- Hand out slips to 2 students", "News", "- You can rank your wishes now"]),
    ],
)
def test_a_summary_speaks_the_language_of_its_reader(*, app, office: Office, people, locale, lines):
    lin = people("lin")
    a_cohort(of=lin, students=2)
    office.give(lin.account_id)
    send(lin.account_id, Letter.ROUND_OPENED)
    office.deliver()
    _summaries("2026-03-16T08")
    with acting():
        letter = db.session.scalars(_digests().where(OutboxLetter.to_id == lin.account_id)).one()
        body = written(letter, app.jinja_env, locale=locale).body
    assert [line for line in body.splitlines() if line] == lines


def test_what_comes_up_later_and_is_due_today_is_told_at_once_and_once(app, people, clock):
    lin, bao = people("lin"), people("bao")
    cohort, slot = a_cohort(of=lin, students=1, major=CNC), a_slot(of=people("hua"))
    made = a_round(cohorts=[cohort], closes_at=time.now() + timedelta(hours=1))
    wishes_of(cohort.students[0], made, [slot])
    clock.move_to(made.closes_at + timedelta(minutes=1))
    for _sweep in range(2):
        kept()
        _tell_at_once()
    letters = _told(Letter.DUE_TODAY)
    assert letters[bao.account_id] == [[K.ROUND_LOCK]]
    assert lin.account_id not in letters


def test_what_goes_and_comes_back_on_its_last_day_is_told_once(app, people, clock):
    a_slot(of=people("hua"))
    made = a_round(
        cohorts=[a_cohort(of=people("lin"), students=1, major=CNC)], closes_at=time.now() + timedelta(hours=1)
    )
    clock.move_to(made.closes_at + timedelta(minutes=1))
    for _time in range(2):
        kept()
        _tell_at_once()
        with acting():
            db.session.execute(update(Matter).values(resolved_at=time.now()))
    assert _told(Letter.DUE_TODAY)[people("bao").account_id] == [[K.ROUND_LOCK]]


@pytest.mark.parametrize(
    ("at", "told"), [("07:30", False), ("08:30", True), ("20:30", True), ("21:30", False)]
)
def test_nobody_is_written_to_at_night(*, app, people, clock, at, told):
    clock.move_to(datetime.fromisoformat(f"2026-03-17T{at}:00+08:00"))
    a_slot(of=people("hua"))
    a_round(
        cohorts=[a_cohort(of=people("lin"), students=1, major=CNC)], closes_at=time.now() + timedelta(hours=2)
    )
    kept()
    _tell_at_once()
    assert (people("lin").account_id in _told(Letter.DUE_TODAY)) is told


def _summaries(hour: str) -> None:
    with acting():
        write(_job(hour))


def _job(hour: str) -> RunningJob:
    return RunningJob(0, {"hour": hour}, None, "")


def _killed_while_writing(hour: str) -> None:
    with acting():
        write(_job(hour))
        raise Killed


def _call() -> None:
    with acting():
        Digester(HOURS).call()


def _tell_at_once() -> None:
    with acting():
        Digester(HOURS).tell_at_once()


def _digests(kind: Letter = Letter.DIGEST):  # the type of a select says nothing here
    return select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.id)


def _told(kind: Letter = Letter.DIGEST) -> dict[int, list[list[str]]]:
    """Account -> kinds of matters its letters told, letter by letter; what enterprises lack is left out."""
    told: dict[int, list[list[str]]] = {}
    with acting(), apart("read") as session:
        for letter in session.scalars(_digests(kind)):
            told.setdefault(letter.to_id, []).append([one["kind"] for one in letter.facts["matters"]])
    return told


def _ordered() -> list[str]:
    with acting():
        return list(db.session.scalars(select(Job.key).where(Job.kind == DIGEST_JOB)))
