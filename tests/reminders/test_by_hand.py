"""The button: a school reminds its own students, an officer everybody, once a day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel import clock as time
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from tests.make import acting
from tests.make.cohorts import a_cohort, person_of
from tests.make.rounds import a_round
from tests.make.slots import CNC, a_slot
from tests.statements import MOST


@pytest.fixture
def there(people):
    """An open round with two students of Lin and one of Mo."""
    cohorts = [a_cohort(of=people(name), students=n, major=CNC) for name, n in (("lin", 2), ("mo", 1))]
    a_slot(of=people("hua"))
    return a_round(cohorts=cohorts, closes_at=time.now() + timedelta(days=9)), cohorts


def test_a_school_reminds_its_own_students_once_a_day(browser, lin, there, clock):
    made, (mine, _other) = there
    here = browser.as_(lin)
    page = here.get("reminders.index", round_id=made.id)
    assert "还差 2 名学生" in page
    assert "会提醒" in page
    here.post("reminders.remind", round_id=made.id, about="wishes")
    assert _reminded() == {person_of(one).account_id for one in mine.students}
    assert "今天已经提醒过了" in here.get("reminders.index", round_id=made.id)
    assert here.post("reminders.remind", round_id=made.id, about="wishes").status == 422
    clock.shift(timedelta(days=1))
    browser.as_(lin).post("reminders.remind", round_id=made.id, about="wishes")
    assert len(_letters()) == 4


def test_an_officer_reminds_everybody_whom_no_school_reminded_today(browser, lin, bao, there):
    made, cohorts = there
    browser.as_(lin).post("reminders.remind", round_id=made.id, about="wishes")
    browser.as_(bao).post("reminders.remind", round_id=made.id, about="wishes")
    everybody = {person_of(one).account_id for cohort in cohorts for one in cohort.students}
    assert _reminded() == everybody
    assert len(_letters()) == len(everybody)
    with acting():
        told = select(AuditEvent.facts).where(AuditEvent.kind == AuditKind.STUDENTS_REMIND)
        assert [facts["count"] for facts in db.session.scalars(told.order_by(AuditEvent.id))] == [2, 1]


def test_nobody_is_reminded_of_what_cannot_be_done_now(browser, lin, there):
    made, _cohorts = there
    page = browser.as_(lin).post("reminders.remind", round_id=made.id, about="answers")
    assert page.status == 422
    assert _letters() == []


@pytest.mark.parametrize("students", [10, 1000])
def test_the_page_asks_few_questions_whatever_there_is(*, browser, lin, hua, statements, students):
    a_slot(of=hua)
    made = a_round(cohorts=[a_cohort(of=lin, students=students, major=CNC)])
    here = browser.as_(lin)
    here.post("reminders.remind", round_id=made.id, about="wishes")
    with statements() as asked:
        assert here.get("reminders.index", round_id=made.id).status == 200
    assert len(asked) <= MOST


def test_a_stranger_sees_nothing(*, browser, mo, hua, tang, lin):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    for stranger in (mo, hua, tang):
        assert browser.as_(stranger).get("reminders.index", round_id=made.id).status in (403, 404)
        page = browser.as_(stranger).post("reminders.remind", round_id=made.id, about="wishes")
        assert page.status in (403, 404)
    assert _letters() == []


def _letters() -> list[int]:
    kinds = OutboxLetter.kind.in_([Letter.WISHES_REMINDER, Letter.ANSWER_REMINDER])
    with acting():
        return list(db.session.scalars(select(OutboxLetter.to_id).where(kinds)))


def _reminded() -> set[int]:
    return set(_letters())
