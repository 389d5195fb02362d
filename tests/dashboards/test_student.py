"""What a student has to do: rank, submit, answer. Nothing of anybody else."""

from datetime import UTC, datetime, time, timedelta

import time_machine

from matching.db import db
from matching.placements.actions import close_round
from matching.placements.enums import Answer
from matching.rounds.models import MatchRound
from tests.make import acting
from tests.make.cohorts import a_cohort, activate
from tests.make.placements import a_published_round, answered
from tests.make.rounds import a_round, a_run, after_the_deadline, lock
from tests.make.slots import CNC, LAWFUL, a_slot
from tests.make.wishes import wishes_of


def test_from_the_first_wish_to_the_receipt_the_task_changes(browser, lin, hua):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    slots = [a_slot(of=hua) for _number in range(3)]
    made = a_round(cohorts=[cohort])
    student = cohort.students[0]
    here = browser.as_(activate(student))
    page = here.get("dashboards.home")
    assert "排志愿" in page
    assert "最多选 8 个岗位" in page
    wishes_of(student, made, slots[:2], submit=False)
    assert "提交已保存的 2 个志愿" in here.get("dashboards.home")
    wishes_of(student, made, slots[2:])
    page = here.get("dashboards.home")
    assert "今天没有要你办的事" in page
    assert "志愿已提交" in page
    assert "下一个日期" in page


def test_a_list_changed_after_its_submission_asks_to_be_submitted_again(browser, lin, hua):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    slots = [a_slot(of=hua) for _number in range(2)]
    made = a_round(cohorts=[cohort])
    here = browser.as_(activate(cohort.students[0]))
    wishes_of(cohort.students[0], made, slots[:1])
    wishes_of(cohort.students[0], made, slots[1:], submit=False)
    page = here.get("dashboards.home")
    assert "提交改过的 2 个志愿" in page
    assert "算的是上次提交的那份" in page


def test_after_the_deadline_there_is_nothing_to_rank(browser, lin, hua):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    who = activate(cohort.students[0])
    with after_the_deadline(made):
        page = browser.as_(who).get("dashboards.home")
    assert "今天没有要你办的事" in page
    assert "你没有提交志愿" in page


def test_a_result_asks_for_an_answer_until_it_is_given(browser, lin, hua):
    market = a_published_round(of=lin, at=hua)
    who = activate(market.students[0])
    here = browser.as_(who)
    assert "答复结果：数控岗位1" in here.get("dashboards.home")
    answered(market, market.students[0], Answer.ACCEPT, by=who)
    page = here.get("dashboards.home")
    assert "答复结果" not in page
    assert "你接受了这个岗位" in page


def test_an_internship_outlives_its_round(*, browser, lin, hua, bao, clock):
    market = a_published_round(of=lin, at=hua)
    who = activate(market.students[0])
    answered(market, market.students[0], Answer.ACCEPT, by=who)
    with acting():
        match_round = db.session.get_one(MatchRound, market.id)
        clock.move_to(match_round.answer_by)
        close_round(match_round, by=bao.viewer)
    assert "你接受了这个岗位" in browser.as_(who).get("dashboards.home")
    clock.move_to(datetime.combine(LAWFUL.ends_on + timedelta(days=2), time(), UTC))
    assert "你接受了这个岗位" not in browser.as_(who).get("dashboards.home")


def test_too_late_for_an_answer_is_no_task(browser, lin, hua):
    market = a_published_round(of=lin, at=hua)
    who = activate(market.students[0])
    with acting():
        ends = db.session.get_one(MatchRound, market.id).answer_by
    with time_machine.travel(ends, tick=True):
        assert "答复结果" not in browser.as_(who).get("dashboards.home")


def test_who_got_no_place_is_led_to_the_reason(browser, lin, hua):
    market = a_published_round(of=lin, at=hua)
    page = browser.as_(activate(market.students[1])).get("dashboards.home")
    assert "这一轮没有岗位" in page
    assert "看原因" in page


def test_nothing_of_a_run_shows_before_its_publication(browser, lin, hua):
    cohort, slot = a_cohort(of=lin, students=1, major=CNC), a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    wishes_of(cohort.students[0], made, [slot])
    here = browser.as_(activate(cohort.students[0]))
    lock(made)
    before = here.get("dashboards.home")
    a_run(made)
    assert here.get("dashboards.home").text == before.text


def test_a_stranger_sees_nothing(browser, lin, mo, hua):
    market = a_published_round(of=lin, at=hua, name="春季")
    elsewhere = a_cohort(of=mo, students=1, major=CNC)
    page = browser.as_(activate(elsewhere.students[0])).get("dashboards.home")
    assert market.round.name not in page
    assert "数控岗位" not in page
