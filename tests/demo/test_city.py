"""What the city promises: its size, its honesty, and that everybody on the list finds something to do."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from matching.access.viewer import OrganisationKind
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.audit.models import AuditEvent, AuditHead
from matching.audit.queries import faults
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.cohorts.queries import student_of_account
from matching.db import db
from matching.demo.cast import INVITATIONS, PASSWORD, STUDENT, STUDENT2, members_of
from matching.demo.command import demo_command
from matching.demo.plan import Size, plan_of
from matching.kernel import clock
from matching.kernel.identity import id_number_fault, uscc_fault
from matching.law.ages import age_on
from matching.organisations.models import Organisation
from matching.outbox.models import OutboxLetter
from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.rounds.assembly import verified
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, MatchRun, WishList
from matching.safekeeping import checking
from matching.settings import Settings
from matching.slots.models import Slot
from tests.browser import Browser
from tests.make import acting

pytestmark = pytest.mark.xdist_group("demo")  # the city is built once, not once a worker

DEMO = replace(Settings.from_environ({}), demo=True)


def test_it_has_what_it_promises(city):
    with acting():
        demo = db.session.scalars(select(Organisation).where(Organisation.is_demo)).all()
        kinds = Counter(one.kind for one in demo)
        assert kinds == {
            OrganisationKind.BUREAU: 1,
            OrganisationKind.SCHOOL: 3,
            OrganisationKind.ENTERPRISE: 20,
        }
        assert len({one.county for one in demo}) == 17
        assert db.session.scalar(select(func.count(Cohort.id))) == 8
        assert 390 <= (db.session.scalar(select(func.count(Student.id))) or 0) <= 410
        slots = db.session.scalars(select(Slot)).all()
        assert len(slots) == 60
        assert 5 <= sum(bool(slot.reasons) for slot in slots) <= 15
        states = Counter(db.session.scalars(select(MatchRound.state)))
        assert states == {RoundState.PUBLISHED: 1, RoundState.LOCKED: 1, RoundState.COLLECTING: 1}


def test_answers_are_partly_given_and_some_have_no_place(city):
    with acting():
        states = Counter(db.session.scalars(select(Placement.state)))
        assert min(states[state] for state in list(PlacementState)[:3]) >= 10
        lists = db.session.execute(
            select(func.count(), func.count(WishList.submission_id))
            .join(MatchRound)
            .where(MatchRound.state == RoundState.COLLECTING)
        ).one()
        assert 10 <= lists[1] < lists[0]


def test_the_trail_holds_and_was_lived_in_the_order_of_time(city):
    with acting():
        assert faults(db.session()) == []
        moments = db.session.scalars(
            select(AuditEvent.at).where(AuditEvent.id > 40).order_by(AuditEvent.id)
        ).all()
        assert max(moments) < clock.now() + timedelta(minutes=5)
        assert moments == sorted(moments)


def test_every_run_proves_itself_and_no_slot_is_overfull(city):
    with acting():
        runs = db.session.scalars(select(MatchRun)).all()
        assert len(runs) == 2
        for run in runs:
            verified(run)
        full = db.session.execute(
            select(Slot.seats, func.count(Placement.id))
            .join(Placement, Placement.slot_id == Slot.id)
            .group_by(Slot.id, Slot.seats)
        ).all()
        assert full
        assert all(placed <= seats for seats, placed in full)


def test_nothing_in_it_is_real(city):
    with acting():
        for one in db.session.scalars(select(Organisation).where(Organisation.is_demo)):
            assert "DEM" in one.social_credit_code
            assert uscc_fault(one.social_credit_code) is None
            assert one.contact_phone.startswith("154")
        for student in db.session.scalars(select(Student)):
            assert student.id_number.startswith("149999")
            assert id_number_fault(student.id_number, today=clock.today()) is None
            assert student.phone.startswith("154")
        unmarked = select(Account.username).join(Student, Student.account_id == Account.id)
        assert db.session.scalars(unmarked.where(~Account.is_demo)).all() == []
        members = [member.username for member in members_of(plan_of(Size.SMALL))]
        marked = select(func.count()).where(Account.username.in_(members), Account.is_demo)
        assert db.session.scalar(marked) == len(members)


def test_every_letter_is_on_its_way(city):
    with acting():
        assert db.session.scalar(select(func.count()).where(OutboxLetter.planned_at.is_(None))) == 0


def test_most_are_of_age_for_an_internship_and_a_few_are_not(city):
    with acting():
        ages = [
            age_on(student.born_on, student.cohort.internship_from)
            for student in db.session.scalars(select(Student))
        ]
    assert 3 <= sum(age < 16 for age in ages) <= 20
    assert sum(16 <= age <= 18 for age in ages) > 0.9 * len(ages)


@pytest.mark.parametrize("invitation", INVITATIONS, ids=lambda one: one.username)
def test_everybody_in_the_list_comes_in_and_is_at_home_in_both_languages(city, invitation):
    browser = Browser(city)
    typed = {"username": invitation.username, "password": PASSWORD}
    assert browser.post("accounts.sign_in", typed).location == "/home"
    for language in ("en", "zh_CN"):
        browser.get(f"/home?lang={language}")
        assert browser.get("dashboards.home").status == 200


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("bureau", "等另一位工作人员确认"),
        ("bureau2", "确认并公布"),
        ("school", "改好学生名单里的 3 行"),
        ("school2", "名学生答复结果"),
        ("enterprise", "名学生还没答复"),
        ("enterprise", "准备接收"),
        (STUDENT, "提交已保存的 3 个志愿"),
        (STUDENT2, "答复结果"),
    ],
)
def test_there_is_something_to_try(city, username, words):
    browser = Browser(city)
    browser.post("accounts.sign_in", {"username": username, "password": PASSWORD})
    assert words in browser.get("dashboards.home")


def test_the_second_student_came_to_a_second_wish(city):
    with acting():
        account = db.session.scalars(select(Account).where(Account.username == STUDENT2)).one()
        student = db.session.scalars(student_of_account(account.id)).one()
        place = db.session.scalars(select(Placement).where(Placement.student_id == student.id)).one()
        assert (place.wish, place.state) == (2, PlacementState.OFFERED)
        assert account.state is AccountState.ACTIVE


def test_calling_it_again_changes_nothing_and_tells_the_accounts(city):
    with acting():
        before = db.session.scalars(select(AuditHead)).one().count
    told = _demo(city, DEMO)
    assert told.exit_code == 0
    assert "演示城市已经建好" in told.output
    assert all(invitation.username in told.output for invitation in INVITATIONS)
    assert PASSWORD in told.output
    with acting():
        assert db.session.scalars(select(AuditHead)).one().count == before
        assert db.session.scalar(select(func.count(RosterUpload.id))) == 9


def test_all_that_must_hold_holds_in_it(city):
    with city.app_context():
        asked = list(checking.answers())
    assert len(asked) > 20
    assert [answer for answer in asked if answer.witnesses] == []


def test_it_is_built_nowhere_unless_asked_for(app):
    told = _demo(app, Settings.from_environ({}))
    assert told.exit_code != 0
    assert "DEMO=1" in told.output
    assert PASSWORD not in told.output


def test_it_is_never_built_beside_real_organisations(app):
    told = _demo(app, DEMO)
    assert told.exit_code != 0
    assert "这个数据库里有真实的机构" in told.output


def _demo(app: Flask, settings: Settings):
    with app.app_context():
        return app.test_cli_runner().invoke(demo_command(app, settings))
