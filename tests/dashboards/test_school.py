"""What a coordinator has to do, and what of other schools never shows."""

from datetime import timedelta

from matching.cohorts.actions import cancel_roster
from matching.cohorts.models import RosterUpload, Student
from matching.db import db
from matching.placements.enums import Answer
from tests.cast import person
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, activate, an_upload, person_of
from tests.make.placements import a_published_round, answered
from tests.make.rounds import a_round, after_the_deadline
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of


def test_a_faulty_class_list_asks_to_be_mended_until_it_is_decided(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, [a_row(901), a_row(902, phone="1390000")], of=lin)
    here = browser.as_(lin)
    page = here.get("dashboards.home")
    assert "改好学生名单里的 1 行" in page
    assert f"/rosters/{upload}" in page.html
    with acting():
        cancel_roster(db.session.get_one(RosterUpload, upload), by=person("lin").viewer)
    assert "改好学生名单" not in here.get("dashboards.home")


def test_a_faultless_list_asks_to_be_enrolled_and_further_lists_are_counted(browser, lin):
    cohort = a_cohort(of=lin)
    an_upload(cohort, [a_row(905)], of=lin)
    an_upload(cohort, [a_row(903), a_row(904)], of=lin)
    page = browser.as_(lin).get("dashboards.home")
    assert "核对学生名单，登记 2 名学生" in page
    assert "处理另外 1 份学生名单" in page


def test_slips_are_asked_for_until_everybody_has_come_in(browser, lin):
    cohort = a_cohort(of=lin, students=2)
    here = browser.as_(lin)
    assert "给 2 名学生发账号条" in here.get("dashboards.home")
    activate(cohort.students[0])
    assert "给 1 名学生发账号条" in here.get("dashboards.home")
    activate(cohort.students[1])
    assert "账号条" not in here.get("dashboards.home")


def test_students_without_a_submitted_list_are_counted_until_the_deadline(browser, lin, hua):
    cohort, slot = a_cohort(of=lin, students=3, major=CNC), a_slot(of=hua)
    made = a_round(cohorts=[cohort], name="春季")
    here = browser.as_(lin)
    assert "请 3 名学生填志愿" in here.get("dashboards.home")
    wishes_of(cohort.students[0], made, [slot])
    wishes_of(cohort.students[1], made, [slot], submit=False)
    page = here.get("dashboards.home")
    assert "请 2 名学生填志愿" in page
    assert "其中 1 份已保存、未提交" in page
    with after_the_deadline(made):
        page = browser.as_(lin).get("dashboards.home")
    assert "名学生填志愿" not in page
    assert "人社局正在匹配「春季」" in page


def test_results_ask_to_remind_and_to_talk(browser, lin, hua):
    market = a_published_round(of=lin, at=hua)
    here = browser.as_(lin)
    page = here.get("dashboards.home")
    assert "请 2 名学生答复结果" in page
    assert "找 2 名没有岗位的学生谈谈" in page
    first = market.students[0]
    answered(market, first, Answer.ACCEPT, by=person_of(first))
    assert "请 1 名学生答复结果" in here.get("dashboards.home")
    third = market.students[2]
    answered(market, third, Answer.DECLINE, by=person_of(third))
    page = here.get("dashboards.home")
    assert "找 3 名没有岗位的学生谈谈" in page
    with acting():
        names = [db.session.get_one(Student, one).name for one in market.students]
    listed = here.get("placements.results", round_id=market.id, answer="without")
    assert [name in listed for name in names] == [False, True, True, True]


def test_what_is_due_today_stands_first_and_is_marked(browser, lin, hua, clock):
    cohort = a_cohort(of=lin, students=1, major=CNC)
    a_slot(of=hua)
    made = a_round(cohorts=[cohort])
    clock.move_to(made.closes_at - timedelta(hours=2))
    page = browser.as_(lin).get("dashboards.home")
    assert "今天到期" in page
    assert page.html.index("今天到期") < page.html.index("名学生填志愿")
    assert "还有 1 小时" in page


def test_a_stranger_sees_nothing(browser, lin, mo, hua):
    cohort = a_cohort(of=lin, students=2, major=CNC)
    an_upload(cohort, [a_row(901, phone="1390000")], of=lin)
    a_slot(of=hua)
    a_round(cohorts=[cohort], name="春季")
    page = browser.as_(mo).get("dashboards.home")
    assert "今天没有要你办的事" in page
    assert "春季" not in page
    assert "林敏" not in page
