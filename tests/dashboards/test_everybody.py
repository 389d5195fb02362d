"""The page itself: every role, both languages, several hats, few questions whatever there is."""

from datetime import date

import pytest

from matching.access.roles import Role
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.record import record_apart
from matching.dashboards.questions.administrator import MANY_FAILURES
from matching.db import db
from matching.organisations.actions import add_member
from matching.organisations.models import Organisation
from tests.cast import PEOPLE
from tests.make import acting
from tests.make.accounts import an_invited_teacher
from tests.make.cohorts import a_cohort, a_row, activate, an_upload
from tests.make.placements import a_published_round
from tests.make.rounds import a_round
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of
from tests.statements import MOST

LARGEST_PAGE = 150_000


def test_nobody_signed_in_is_led_to_the_door(browser):
    assert browser.get("dashboards.home").status == 303


@pytest.mark.parametrize("username", PEOPLE)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_role_has_a_home_in_both_languages(browser, people, username, language):
    here = browser.as_(people(username))
    here.get("/home?lang=" + ("en" if language == "en" else "zh_CN"))
    page = here.get("dashboards.home")
    assert page.status == 200
    assert f'<html lang="{language}"' in page.html


@pytest.mark.parametrize(("username", "words"), [("tang", "还没有把你登记为教师"), ("shi", "还没有开放")])
def test_teachers_and_mentors_read_what_comes_later(browser, people, username, words):
    page = browser.as_(people(username)).get("dashboards.home")
    assert words in page


def test_an_administrator_is_told_of_people_without_a_slip_and_of_many_failures(browser, ada, tang):
    here = browser.as_(ada)
    assert "今天没有要你办的事" in here.get("dashboards.home")
    an_invited_teacher(by=ada, at=tang)
    assert "给 1 人发账号条" in here.get("dashboards.home")
    with acting():
        for _time in range(MANY_FAILURES):
            record_apart(AuditKind.SIGN_IN_FAILED, by=None, username="nobody")
    assert f"看今天 {MANY_FAILURES} 次没登录成功的记录" in here.get("dashboards.home")


def test_a_home_asks_little_for_every_further_hat(browser, bao, statements):
    a_round(open=False, name="春季")
    with statements() as alone:
        browser.as_(bao).get("dashboards.home")
    with acting():
        bureau = db.session.get_one(Organisation, bao.organisation_id)
        account = db.session.get_one(Account, bao.account_id)
        add_member(bureau, account, role=Role.ADMINISTRATOR, by=None)
    inside = browser.as_(bao)
    with statements() as asked:
        page = inside.get("dashboards.home")
    assert page.html.count('class="task-title"') == 1
    assert "管理员，" not in page
    assert len(asked) <= len(alone) + MOST


def test_events_are_told_by_the_names_of_people(browser, bao, lin, hua):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    a_round(cohorts=[cohort], name="春季")
    assert "鲍青 开放了" in browser.as_(lin).get("dashboards.home")


@pytest.mark.parametrize("students", [10, 1000])
def test_a_home_page_asks_few_questions_whatever_there_is(browser, people, statements, students):
    lin, hua = people("lin"), people("hua")
    cohort = a_cohort(of=lin, students=students, major=CNC)
    an_upload(cohort, [a_row(40_000 + number, phone="1") for number in range(students // 10)], of=lin)
    summer = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 11, 20)}
    slots = [a_slot(of=hua, seats=1, **summer) for _number in range(10)]
    made = a_round(cohorts=[cohort], internship_from=date(2026, 5, 1))
    for student in cohort.students[:10]:
        wishes_of(student, made, slots[:3])
    a_published_round(of=lin, at=hua, internship_until=date(2026, 4, 30))
    one = activate(cohort.students[0])
    for person in (*map(people, PEOPLE), one):
        here = browser.as_(person)
        with statements() as asked:
            page = here.get("dashboards.home")
        assert page.status == 200
        assert len(asked) <= MOST, (person.username, len(asked), asked)
        assert len(page.body) < LARGEST_PAGE
