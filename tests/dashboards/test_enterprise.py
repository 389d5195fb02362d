"""What an enterprise has to do; who declined, and what students think of its slots, it never reads."""

from datetime import date, timedelta

from matching.db import db
from matching.organisations.actions import Profile, edit_organisation
from matching.organisations.models import Organisation
from matching.placements.enums import Answer
from matching.slots.actions import withdraw
from matching.slots.models import Slot
from tests.cast import person
from tests.make import acting
from tests.make.cohorts import a_cohort, person_of
from tests.make.placements import a_published_round, answered
from tests.make.rounds import a_round, a_run, lock
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of


def test_a_profile_with_gaps_asks_to_be_completed(browser, hua):
    here = browser.as_(hua)
    page = here.get("dashboards.home")
    assert "补全 海川精密制造有限公司 的资料" in page
    assert "还缺：联系人、电话" in page
    with acting():
        firm = db.session.get_one(Organisation, hua.organisation_id)
        whole = Profile(
            name=firm.name,
            county=firm.county,
            address=firm.address,
            contact_name="华宁",
            contact_phone="15400000001",
            on_post_staff=firm.on_post_staff,
        )
        edit_organisation(firm, whole, version=firm.version, by=person("hua").viewer)
    assert "补全" not in here.get("dashboards.home")


def test_without_an_open_slot_one_is_asked_for(browser, hua):
    here = browser.as_(hua)
    assert "现在没有学生能选的岗位" in here.get("dashboards.home")
    slot = a_slot(of=hua)
    assert "现在没有学生能选的岗位" not in here.get("dashboards.home")
    with acting():
        withdraw(db.session.get_one(Slot, slot), reason="停产检修", by=person("hua").viewer)
    assert "现在没有学生能选的岗位" in here.get("dashboards.home")


def test_slots_that_have_started_ask_to_be_looked_at(browser, hua, clock):
    a_slot(of=hua, starts_on=date(2026, 4, 13))
    assert "已到开始日" not in browser.as_(hua).get("dashboards.home")
    clock.shift(timedelta(days=28))
    assert "处理 1 个已到开始日的岗位" in browser.as_(hua).get("dashboards.home")


def test_students_who_accepted_ask_for_preparation_and_the_others_are_waited_for(browser, lin, hua):
    market = a_published_round(of=lin, at=hua)
    here = browser.as_(hua)
    page = here.get("dashboards.home")
    assert "2 名学生还没答复" in page
    assert "准备接收" not in page
    answered(market, market.students[0], Answer.ACCEPT, by=person_of(market.students[0]))
    page = here.get("dashboards.home")
    assert "准备接收 1 名学生" in page
    assert "1 名学生还没答复" in page


def test_nothing_of_a_run_shows_before_its_publication(browser, lin, hua):
    cohort, slot = a_cohort(of=lin, students=1, major=CNC), a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, [slot])
    lock(made)
    here = browser.as_(hua)
    before = here.get("dashboards.home")
    a_run(made)
    assert here.get("dashboards.home").text == before.text


def test_a_stranger_sees_nothing(browser, lin, hua, qi):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua, title="只有海川才有")
    a_round(cohorts=[cohort], name="春季")
    page = browser.as_(qi).get("dashboards.home")
    assert "春季" not in page
    assert "只有海川才有" not in page
