"""The rows of matters: as live data has them, once each, whoever keeps them and however often."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from matching.dashboards.questions import all_matters, matters_of
from matching.db import apart, db
from matching.digests.tasks import Keeper, keep_matters
from matching.kernel import clock as time
from matching.matters.enums import ACCOUNT, RESOLVED_KEPT, Urgency
from matching.matters.enums import MatterKind as K
from matching.matters.keeping import compared, written
from matching.matters.models import Matter
from matching.matters.tasks import forget_resolved
from tests.cast import PEOPLE, person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.make.matters import kept, rows
from tests.make.rounds import a_round
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of
from tests.statements import MOST


@pytest.fixture
def world(people):
    """Something of everything, at two schools and two enterprises."""
    for school, firm, month in (("lin", "hua", 5), ("mo", "qi", 6)):
        cohort = a_cohort(of=people(school), students=3, major=CNC)
        a_slot(of=people(firm), starts_on=date(2026, month, 11), ends_on=date(2026, month + 5, 20))
        days = {"internship_from": date(2026, month, 1), "internship_until": date(2026, month, 30)}
        a_round(cohorts=[cohort], **days)


def test_everybody_finds_at_home_exactly_the_rows_of_theirs(app, world):
    kept()
    with acting():
        students = [row.audience_id for row in db.session.scalars(select(Matter)) if row.audience == ACCOUNT]
        assert len(students) == 6
        for name in PEOPLE:
            viewer = person(name).viewer
            hats = {(hat.role.value, hat.organisation_id) for hat in viewer.hats} | {(ACCOUNT, viewer.id)}
            theirs = {
                (row.kind, row.subject_id, row.n)
                for row in db.session.scalars(select(Matter))
                if (row.audience, row.audience_id) in hats
            }
            found = matters_of(viewer.id, viewer.hat, db.session())
            assert {(one.kind, one.subject_id, one.n) for one in found} == theirs, name


def test_nobody_is_asked_about_another_organisation(app, world):
    with acting():
        for name in PEOPLE:
            viewer = person(name).viewer
            places = {hat.organisation_id for hat in viewer.hats}
            for one in matters_of(viewer.id, viewer.hat, db.session()):
                assert one.audience_id == viewer.id if one.audience == ACCOUNT else one.audience_id in places


def test_a_matter_keeps_its_row_and_changes_with_its_count(app, people):
    cohort, slot = a_cohort(of=people("lin"), students=3, major=CNC), a_slot(of=people("hua"))
    made = a_round(cohorts=[cohort])
    kept()
    (before,) = [row for row in rows(open=True) if row.kind is K.WISHES_MISSING]
    wishes_of(cohort.students[0], made, [slot])
    kept()
    (after,) = [row for row in rows() if row.kind is K.WISHES_MISSING]
    assert (before.id, before.n, after.id, after.n) == (after.id, 3, before.id, 2)
    assert after.raised_at == before.raised_at


def test_what_comes_back_is_a_new_row(app, people):
    cohort, hua = a_cohort(of=people("lin"), students=1, major=CNC), people("hua")
    slots = [a_slot(of=hua) for _number in range(3)]
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, slots[:1], submit=False)
    kept()
    wishes_of(cohort.students[0], made, slots[1:2])
    kept()
    wishes_of(cohort.students[0], made, slots[2:], submit=False)
    kept()
    submits = [row for row in rows() if row.kind is K.SUBMIT]
    assert [row.resolved_at is None for row in submits] == [False, True]


def test_urgency_grows_towards_the_deadline(app, people, clock):
    cohort = a_cohort(of=people("lin"), students=1, major=CNC)
    a_slot(of=people("hua"))
    made = a_round(cohorts=[cohort], closes_at=time.now() + timedelta(days=9))
    seen = []
    for days in (9, 2, 0):
        clock.move_to(made.closes_at - timedelta(days=days, hours=1))
        kept()
        seen += [row.urgency for row in rows(open=True) if row.kind is K.RANK]
    assert seen == [Urgency.WHENEVER, Urgency.SOON, Urgency.TODAY]


def test_where_nothing_changed_nothing_is_written(app, world, statements):
    kept()
    with statements() as asked, acting():
        keep_matters()
    assert not [one for one in asked if not one.lstrip().startswith("SELECT")]
    assert len(asked) <= MOST


def test_two_keepers_that_saw_the_same_raise_one_row(app, people):
    a_cohort(of=people("lin"), students=1)
    with acting(), apart("read") as session:
        changes = compared(all_matters(session), ())
    assert changes.raised
    for _keeper in range(2):
        with acting():
            written(changes, db.session())
    assert len(rows()) == len(changes.raised)


def test_twenty_keepers_at_once_do_no_harm(app, world):
    def keep() -> None:
        with acting():
            keep_matters()

    hands = [threading.Thread(target=keep) for _hand in range(20)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    known = [(row.audience, row.audience_id, row.kind, row.subject_id) for row in rows()]
    assert known
    assert len(known) == len(set(known))


def test_what_was_done_long_ago_is_forgotten_and_what_waits_is_not(app, people, clock):
    cohort = a_cohort(of=people("lin"), students=2, major=CNC)
    slot = a_slot(of=people("hua"))
    made = a_round(cohorts=[cohort])
    kept()
    wishes_of(cohort.students[0], made, [slot])
    kept()
    waiting = {row.id for row in rows(open=True)}
    for later, is_kept in ((RESOLVED_KEPT - timedelta(hours=1), True), (timedelta(hours=2), False)):
        clock.shift(later)
        with acting():
            forget_resolved()
        assert ({row.id for row in rows()} > waiting) is is_kept
    assert {row.id for row in rows()} == waiting


def test_a_keeper_asks_once_a_minute_also_after_the_clock_was_set_back(app, people, clock):
    keeper = Keeper()
    with acting():
        keeper.keep()
    a_cohort(of=people("lin"), students=1)
    with acting():
        keeper.keep()
    assert K.STUDENT_SLIPS not in {row.kind for row in rows()}
    clock.shift(timedelta(hours=-1))
    with acting():
        keeper.keep()
    assert K.STUDENT_SLIPS in {row.kind for row in rows()}


def test_the_home_page_says_since_when_something_waits(browser, lin, clock):
    a_cohort(of=lin, students=1)
    kept()
    assert "从 3月16日 起" not in browser.as_(lin).get("dashboards.home")
    clock.shift(timedelta(days=2))
    assert "从 3月16日 起" in browser.as_(lin).get("dashboards.home")
