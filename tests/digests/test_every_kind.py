"""Every kind of matter is raised and resolved by what people really do."""

from datetime import timedelta
from pathlib import Path

from matching.access.roles import Role
from matching.audit.kinds import AuditKind
from matching.audit.record import record, record_apart
from matching.cohorts.actions import cancel_roster
from matching.cohorts.models import Cohort, RosterUpload
from matching.dashboards.questions.administrator import MANY_FAILURES
from matching.db import db
from matching.matters.enums import MatterKind as K
from matching.organisations.actions import Profile, edit_organisation
from matching.organisations.models import Organisation
from matching.outbox.enums import Reason
from matching.outbox.sending import TurnedDown
from matching.placements.actions import close_round
from matching.placements.enums import Answer
from matching.rounds.actions import open_, set_cohorts
from matching.rounds.models import MatchRound
from matching.slots.actions import withdraw
from matching.slots.models import Slot
from tests.cast import person
from tests.make import acting
from tests.make.accounts import an_invited_teacher, using
from tests.make.cohorts import a_cohort, a_row, activate, an_upload
from tests.make.matters import kept, rows
from tests.make.placements import a_market, answered, asked, confirmed
from tests.make.rounds import a_round, a_run, after_the_deadline, lock
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of
from tests.outbox.office import Bag, office, send

__all__ = ["office"]


def test_an_enterprise_completes_its_profile_and_posts_a_slot(app, people):
    assert kept() == {K.PROFILE, K.NO_SLOT}
    for name in ("hua", "qi"):
        firm = people(name)
        slot = a_slot(of=firm)
        with acting():
            known = db.session.get_one(Organisation, firm.organisation_id)
            whole = Profile(
                name=known.name,
                county=known.county,
                address=known.address,
                contact_name="华宁",
                contact_phone="15400000001",
                on_post_staff=known.on_post_staff,
            )
            edit_organisation(known, whole, version=known.version, by=person(name).viewer)
    assert kept() == set()
    with acting():
        withdraw(db.session.get_one(Slot, slot), reason="停产检修", by=person("qi").viewer)
    assert kept() == {K.NO_SLOT}


def test_a_slot_starts_and_is_withdrawn(app, people, clock):
    slot = a_slot(of=people("hua"))
    assert K.SLOTS_STARTED not in kept()
    clock.shift(timedelta(days=40))
    assert K.SLOTS_STARTED in kept()
    with acting():
        withdraw(db.session.get_one(Slot, slot), reason="停产检修", by=person("hua").viewer)
    assert K.SLOTS_STARTED not in kept()


def test_slips_are_handed_out_and_the_door_calms_down(browser, ada, tang, clock):
    slip = an_invited_teacher(by=ada, at=tang)
    with acting():
        for _time in range(MANY_FAILURES):
            record_apart(AuditKind.SIGN_IN_FAILED, by=None, username="nobody")
    assert {K.STAFF_SLIPS, K.FAILED_SIGN_INS} <= kept()
    using(browser, slip)
    assert K.STAFF_SLIPS not in kept()
    clock.shift(timedelta(days=1))
    assert K.FAILED_SIGN_INS not in kept()


def test_the_nightly_check_finds_something_and_then_does_not_run(app, people, clock):
    with acting():
        record(AuditKind.INVARIANTS_BROKEN, by=None, broken=["I23"], count=1)
    assert K.DATA_BROKEN in kept()
    with acting():
        record(AuditKind.INVARIANTS_HOLD, by=None, count=1)
    assert kept() & {K.DATA_BROKEN, K.DATA_UNCHECKED} == set()
    clock.shift(timedelta(days=3))
    assert K.DATA_UNCHECKED in kept()
    with acting():
        record(AuditKind.INVARIANTS_HOLD, by=None, count=1)
    assert K.DATA_UNCHECKED not in kept()


def test_class_lists_are_decided_and_students_come_in(app, people):
    lin = people("lin")
    cohort = a_cohort(of=lin, students=1)
    uploads = [an_upload(cohort, [a_row(900 + number)], of=lin) for number in range(2)]
    assert {K.CLASS_LIST, K.CLASS_LISTS, K.STUDENT_SLIPS} <= kept()
    for upload, left in zip(uploads, ({K.CLASS_LIST}, set()), strict=True):
        with acting():
            cancel_roster(db.session.get_one(RosterUpload, upload), by=person("lin").viewer)
        assert kept() & {K.CLASS_LIST, K.CLASS_LISTS} == left
    activate(cohort.students[0])
    assert K.STUDENT_SLIPS not in kept()


def test_a_round_is_prepared_opened_and_ranked(app, people):
    lin, hua = people("lin"), people("hua")
    made, cohort = a_round(open=False), a_cohort(of=lin, students=1, major=CNC)
    slots = [a_slot(of=hua)]
    assert _of_rounds() == {K.ROUND_COHORTS}
    with acting():
        match_round = db.session.get_one(MatchRound, made.id)
        set_cohorts(match_round, [db.session.get_one(Cohort, cohort.id)], by=person("bao").viewer)
    assert _of_rounds() == {K.ROUND_OPEN}
    with acting():
        open_(db.session.get_one(MatchRound, made.id), by=person("bao").viewer)
    assert _of_rounds() == {K.RANK, K.WISHES_MISSING, K.FEW_SLOTS}
    slots += [a_slot(of=hua) for _number in range(2)]
    wishes_of(cohort.students[0], made, slots[:1], submit=False)
    assert _of_rounds() == {K.SUBMIT, K.WISHES_MISSING}
    wishes_of(cohort.students[0], made, slots[1:])
    assert _of_rounds() == set()


def test_slots_nobody_wants_are_told_in_the_last_days(app, people, clock):
    cohort = a_cohort(of=people("lin"), students=1, major=CNC)
    slots = [a_slot(of=people("hua")) for _number in range(2)]
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, slots[:1])
    assert K.UNRANKED not in kept()
    clock.move_to(made.closes_at - timedelta(hours=1))
    assert K.UNRANKED in kept()
    wishes_of(cohort.students[0], made, slots)
    assert K.UNRANKED not in kept()


def test_a_round_is_locked_computed_and_published_by_two(app, people):
    cohort, slot = a_cohort(of=people("lin"), students=1, major=CNC), a_slot(of=people("hua"))
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, [slot])
    with after_the_deadline(made):
        assert _of_rounds() == {K.ROUND_LOCK}
        lock(made)
        assert _of_rounds() == {K.ROUND_RUN}
        a_run(made)
        assert _of_rounds() == {K.PUBLICATION_ASK}


def test_a_result_is_confirmed_answered_and_closed(app, people, clock):
    lin, hua = people("lin"), people("hua")
    market = a_market(of=lin, at=hua, lists=((0,), ()), seats=(1,))
    request = asked(market)
    assert _of_rounds() == {K.PUBLICATION_CONFIRM}
    assert [row.audience_id for row in rows(open=True) if row.kind is K.PUBLICATION_CONFIRM] == [
        people("bing").account_id
    ]
    confirmed(request, market)
    assert _of_rounds() == {K.ANSWER, K.ANSWERS_MISSING, K.WITHOUT_PLACE}
    answered(market, market.students[0], Answer.ACCEPT, by=activate(market.students[0]))
    assert _of_rounds() == {K.WITHOUT_PLACE, K.ARRIVALS}
    with acting():
        clock.move_to(db.session.get_one(MatchRound, market.id).answer_by + timedelta(minutes=1))
    assert K.ROUND_CLOSE in _of_rounds()
    with acting():
        close_round(db.session.get_one(MatchRound, market.id), by=person("bao").viewer)
    assert _of_rounds() == {K.ARRIVALS}
    clock.shift(timedelta(days=30))
    assert _of_rounds() == set()


def test_a_message_comes_back_and_is_read_on_the_page(app, people, browser, office):
    lin, bao, mo = people("lin"), people("bao"), people("mo")
    office.mail = Bag(raising=lambda: TurnedDown(Reason.NO_SUCH_ADDRESS, "550"))
    office.give(lin.account_id)
    send(lin.account_id)
    office.deliver()
    assert K.UNDELIVERED in kept()
    told = {(row.audience, row.audience_id) for row in rows(open=True) if row.kind is K.UNDELIVERED}
    assert {
        (Role.SCHOOL_COORDINATOR, lin.organisation_id),
        (Role.BUREAU_OFFICER, bao.organisation_id),
    } <= told
    assert (Role.SCHOOL_COORDINATOR, mo.organisation_id) not in told
    browser.as_(lin).post("outbox.read_all")
    assert K.UNDELIVERED not in kept()


def test_all_of_them_are_told_here():
    here = Path(__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in here.glob("test_every_kind*.py"))
    assert [kind.name for kind in K if f"K.{kind.name}" not in text] == []


def _of_rounds() -> set[K]:
    return kept() - {K.PROFILE, K.NO_SLOT, K.STUDENT_SLIPS, K.SLOTS_STARTED}
