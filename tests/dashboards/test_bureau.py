"""What an officer has to do: each step of a round appears when it is due and goes when it is done."""

import time_machine

from matching.cohorts.models import Cohort
from matching.db import db
from matching.placements.actions import close_round
from matching.rounds.actions import open_, set_cohorts
from matching.rounds.models import MatchRound
from matching.slots.actions import withdraw
from matching.slots.models import Slot
from tests.cast import person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.make.matters import kept
from tests.make.placements import a_market, a_published_round, asked, confirmed
from tests.make.rounds import a_round, a_run, after_the_deadline, lock
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of


def test_a_round_without_cohorts_asks_for_them_then_for_its_opening(browser, bao, lin, hua):
    made, cohort = a_round(open=False, name="春季"), a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    here = browser.as_(bao)
    assert "选定参加「春季」的批次" in here.get("dashboards.home")
    with acting():
        cohorts = [db.session.get_one(Cohort, cohort.id)]
        set_cohorts(db.session.get_one(MatchRound, made.id), cohorts, by=person("bao").viewer)
    page = here.get("dashboards.home")
    assert "开放「春季」，让学生填志愿" in page
    assert "选定参加" not in page
    with acting():
        open_(db.session.get_one(MatchRound, made.id), by=person("bao").viewer)
    assert "开放「春季」，让学生填志愿" not in here.get("dashboards.home")


def test_students_with_too_few_slots_are_counted_until_there_are_enough(browser, bao, lin, hua):
    cohort = a_cohort(of=lin, students=2, major=CNC)
    a_slot(of=hua)
    a_round(cohorts=[cohort])
    here = browser.as_(bao)
    kept()
    assert "为 2 名学生找岗位" in here.get("dashboards.home")
    a_slot(of=hua)
    a_slot(of=hua)
    kept()
    assert "找岗位" not in here.get("dashboards.home")


def test_who_has_not_submitted_is_waited_for(browser, bao, lin, hua):
    cohort, slot = a_cohort(of=lin, students=2, major=CNC), a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    assert "2 名学生还没提交志愿" in browser.as_(bao).get("dashboards.home")
    for student in cohort.students:
        wishes_of(student, made, [slot])
    assert "还没提交志愿" not in browser.as_(bao).get("dashboards.home")


def test_a_deadline_that_passed_asks_for_the_lock_then_the_match_then_a_second_officer(
    browser, bao, lin, hua
):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    wish = a_slot(of=hua)
    made = a_round(cohorts=[cohort], name="春季")
    wishes_of(cohort.students[0], made, [wish])
    with after_the_deadline(made):
        here = browser.as_(bao)
        page = here.get("dashboards.home")
        assert "锁定「春季」" in page
        assert "已过期" in page
        lock(made)
        page = here.get("dashboards.home")
        assert "为「春季」做匹配" in page
        assert "锁定「春季」" not in page
        a_run(made)
        page = here.get("dashboards.home")
        assert "请另一位工作人员确认「春季」" in page
        assert "做匹配" not in page


def test_only_who_may_confirm_is_asked_to(browser, people, lin, hua):
    bao, bing = people("bao"), people("bing")
    market = a_market(of=lin, at=hua, name="春季")
    request = asked(market)
    first, second = browser.as_(bao).get("dashboards.home"), browser.as_(bing).get("dashboards.home")
    assert "确认并公布「春季」" in second
    assert "确认并公布" not in first
    assert "等另一位工作人员确认「春季」" in first
    confirmed(request, market)
    for officer in (bao, bing):
        assert "确认" not in browser.as_(officer).get("dashboards.home").text.split("最近动态")[0].replace(
            "匹配与确认", ""
        )


def test_unanswered_results_are_waited_for_and_a_finished_round_asks_to_be_closed(browser, bao, lin, hua):
    market = a_published_round(of=lin, at=hua, name="春季")
    assert "2 名学生还没答复" in browser.as_(bao).get("dashboards.home")
    with acting():
        ends = db.session.get_one(MatchRound, market.id).answer_by
    with time_machine.travel(ends, tick=True):
        here = browser.as_(bao)
        assert "结束「春季」" in here.get("dashboards.home")
        with acting():
            close_round(db.session.get_one(MatchRound, market.id), by=person("bao").viewer)
        page = here.get("dashboards.home")
        assert "结束「春季」" not in page
        assert "还没答复" not in page


def test_nothing_to_do_says_so(browser, bao):
    page = browser.as_(bao).get("dashboards.home")
    assert "今天没有要你办的事" in page
    assert "有了要办的事，会出现在这里" in page


def test_withdrawn_slots_count_for_nobody(browser, bao, lin, hua):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    slots = [a_slot(of=hua) for _number in range(3)]
    a_round(cohorts=[cohort])
    here = browser.as_(bao)
    kept()
    assert "找岗位" not in here.get("dashboards.home")

    with acting():
        withdraw(db.session.get_one(Slot, slots[0]), reason="停产检修", by=person("hua").viewer)
    kept()
    assert "为 1 名学生找岗位" in here.get("dashboards.home")
