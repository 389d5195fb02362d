"""A class list on its way in: uploaded, mended on the page, taken back."""

from datetime import date, timedelta
from io import BytesIO

from sqlalchemy import func, select

from matching.cohorts.actions import purge_uploads
from matching.cohorts.importer import Column
from matching.cohorts.models import RosterUpload
from matching.db import db
from matching.imports.enums import WORKBOOK_DAYS
from matching.kernel.sheets import write
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, a_workbook, an_id_number, an_upload, students_of

HEADINGS = [
    "姓名",
    "身份证号",
    "学号",
    "班级",
    "入学年份",
    "手机",
    "户籍县区",
    "学校评分",
]


def cells(*numbers):
    return [list(a_row(number).values()) for number in numbers]


def workbook(*numbers, **more):
    return write(cells(*numbers), title="学生", headings=HEADINGS, as_text=[1, 2, 5], **more)


def sent(data, name="名单.xlsx"):
    return {"file": (BytesIO(data), name)}


def uploads():
    with acting():
        return db.session.scalar(select(func.count()).select_from(RosterUpload))


def test_a_good_workbook_leads_straight_to_the_last_look_and_into_the_register(browser, lin):
    cohort = a_cohort(of=lin)
    here = browser.as_(lin)
    answer = here.post("cohorts.upload", sent(workbook(1, 2, 3)), cohort_id=cohort.id)
    look = here.follow(here.follow(answer))
    assert "登记这 3 人吗" in look
    assert "数控2401" in look
    assert students_of(cohort.id) == 0
    done = here.post("cohorts.enrol", {"version": "1"}, upload_id=1)
    assert "已登记 3 人" in here.follow(done)
    assert students_of(cohort.id) == 3


def test_a_csv_of_a_chinese_excel_is_read(browser, lin):
    cohort = a_cohort(of=lin)
    text = "\r\n".join(",".join(map(str, row)) for row in [HEADINGS, *cells(1, 2)])
    here = browser.as_(lin)
    answer = here.post("cohorts.upload", sent(text.encode("gb18030"), "名单.csv"), cohort_id=cohort.id)
    assert "登记这 2 人吗" in here.follow(here.follow(answer))


def test_the_template_filled_in_comes_back_in(browser, lin):
    answer = browser.as_(lin).get("cohorts.template")
    assert answer.status == 200
    assert answer.body[:2] == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_file_that_cannot_be_read_says_why_and_keeps_nothing(browser, lin):
    cohort = a_cohort(of=lin)
    here = browser.as_(lin)
    for data, name, words in [
        (b"x" * 100, "名单.xls", ".xls"),
        (b"", "名单.xlsx", "空"),
        (b"PK\x03\x04broken", "名单.xlsx", ""),
        ("姓名,班级\n王五,一班\n".encode(), "名单.csv", "身份证号"),
    ]:
        answer = here.post("cohorts.upload", sent(data, name), cohort_id=cohort.id)
        assert answer.status == 422, name
        assert words in answer
    assert here.post("cohorts.upload", {}, cohort_id=cohort.id).status == 422
    assert uploads() == 0


def test_of_two_sheets_with_class_lists_one_is_asked_for(browser, lin):
    cohort = a_cohort(of=lin)
    two = write(cells(1), title="一班", headings=HEADINGS, more=[("二班", [HEADINGS, *cells(2, 3)])])
    here = browser.as_(lin)
    asked = here.follow(here.follow(here.post("cohorts.upload", sent(two), cohort_id=cohort.id)))
    assert "二班" in asked
    with acting():
        kept = db.session.scalars(select(RosterUpload)).one()
        upload, whole = kept.id, kept.sheet_sealed
    assert two not in whole
    assert here.post("cohorts.sheet", {"sheet": "三班"}, upload_id=upload).status == 422
    assert here.post("cohorts.enrol", {"version": "1"}, upload_id=upload).status == 303
    with acting():
        assert db.session.get_one(RosterUpload, upload).state == "choosing"
    chosen = here.post("cohorts.sheet", {"sheet": "二班"}, upload_id=upload)
    assert "登记这 2 人吗" in here.follow(here.follow(chosen))
    with acting():
        assert len(db.session.get_one(RosterUpload, upload).sheet_sealed) < len(whole)
    again = here.post("cohorts.sheet", {"sheet": "一班"}, upload_id=upload)
    assert "登记这 2 人吗" in here.follow(here.follow(again))


def test_a_workbook_waits_a_day_and_the_next_one_takes_its_place(browser, lin, clock):
    cohort = a_cohort(of=lin)
    two = write(cells(1), title="一班", headings=HEADINGS, more=[("二班", [HEADINGS, *cells(2, 3)])])
    here = browser.as_(lin)
    first, second = (
        here.post("cohorts.upload", sent(two), cohort_id=cohort.id).location for _time in range(2)
    )
    assert "已丢弃" in here.get(first)
    clock.shift(timedelta(days=WORKBOOK_DAYS, minutes=1))
    with acting():
        assert purge_uploads(by=None) == 1
    gone = browser.as_(lin).get(second)
    assert gone.status == 404
    assert "24 小时后删除" in gone


def test_a_workbook_that_waits_stands_on_the_pages_of_students_until_it_is_thrown_away(browser, lin):
    cohort = a_cohort(of=lin)
    upload = a_workbook(cohort, [a_row(1)], [a_row(2)], of=lin)
    here = browser.as_(lin)
    pages = ("cohorts.index", {}), ("cohorts.show", {"cohort_id": cohort.id})
    for endpoint, address in pages:
        assert "还没选" in here.get(endpoint, **address), endpoint
    assert "选工作表" in here.follow(here.get("cohorts.roster", upload_id=upload))
    here.follow(here.post("cohorts.cancel", upload_id=upload))
    for endpoint, address in pages:
        assert "各班.xlsx" not in here.get(endpoint, **address), endpoint


def test_the_same_file_sent_twice_is_one_list(browser, lin):
    cohort = a_cohort(of=lin)
    here = browser.as_(lin)
    answers = {
        here.post("cohorts.upload", sent(workbook(1, 2)), cohort_id=cohort.id).location for _click in range(3)
    }
    assert len(answers) == uploads() == 1


def test_every_faulty_row_is_told_and_mended_on_the_page(browser, lin):
    cohort = a_cohort(of=lin)
    right = a_row(2)[Column.ID_NUMBER]
    listed = [a_row(1), a_row(2, id_number=right[:-1]), a_row(3, home_county="尧都屈", phone="123")]
    upload = an_upload(cohort, listed, of=lin)
    here = browser.as_(lin)
    page = here.get("cohorts.roster", upload_id=upload)
    assert "2 行要改，其余 1 行没有问题" in page
    form = {
        "version": "1",
        "cell-3-id_number": right,
        "cell-4-home_county": "尧都区",
        "cell-4-phone": "13900000003",
    }
    look = here.follow(here.follow(here.post("cohorts.mend", form, upload_id=upload)))
    assert "登记这 3 人吗" in look


def test_masked_numbers_come_back_unchanged_and_are_not_shown(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, [a_row(1, class_name="")], of=lin)
    here = browser.as_(lin)
    page = here.get("cohorts.roster", upload_id=upload)
    number, phone = a_row(1)[Column.ID_NUMBER], a_row(1)[Column.PHONE]
    assert number not in page.html
    assert phone not in page.html
    form = {
        "version": "1",
        "cell-2-class_name": "数控2401",
        "cell-2-id_number": f"{number[:4]}{'*' * 10}{number[-4:]}",
    }
    assert "登记这 1 人吗" in here.follow(here.follow(here.post("cohorts.mend", form, upload_id=upload)))


def test_one_suggestion_mends_all_rows_that_have_the_problem(browser, lin):
    cohort = a_cohort(of=lin)
    listed = [a_row(number, home_county="尧都屈") for number in range(3)]
    upload = an_upload(cohort, listed, of=lin)
    here = browser.as_(lin)
    assert "3 行都改成" in here.get("cohorts.roster", upload_id=upload)
    # What stands unchanged in the other inputs travels along with the button.
    form = {"version": "1", "all": "county:home_county:尧都区", "cell-2-home_county": "尧都屈"}
    look = here.follow(here.follow(here.post("cohorts.mend", form, upload_id=upload)))
    assert "登记这 3 人吗" in look


def test_of_two_rows_with_one_number_the_chosen_one_stays(browser, lin):
    cohort = a_cohort(of=lin)
    twin = a_row(1)[Column.ID_NUMBER]
    upload = an_upload(cohort, [a_row(1), a_row(2, id_number=twin, name="周四")], of=lin)
    here = browser.as_(lin)
    assert "第 2 行" in here.get("cohorts.roster", upload_id=upload)
    here.post("cohorts.mend", {"version": "1", "keep-2-3": "3"}, upload_id=upload)
    here.post("cohorts.enrol", {"version": "2"}, upload_id=upload)
    assert "周四" in here.get("cohorts.show", cohort_id=cohort.id)
    assert students_of(cohort.id) == 1


def test_faulty_rows_can_be_left_out_all_at_once(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, [a_row(1), a_row(2, phone="1"), a_row(3, phone="2")], of=lin)
    here = browser.as_(lin)
    answer = here.post("cohorts.mend", {"version": "1", "out_all": "1"}, upload_id=upload)
    assert "登记这 1 人吗" in here.follow(here.follow(answer))


def test_a_list_with_nothing_left_is_not_enrolled(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, [a_row(2, phone="1")], of=lin)
    here = browser.as_(lin)
    page = here.follow(here.post("cohorts.mend", {"version": "1", "out": "2"}, upload_id=upload))
    assert "没有剩下的行" in page
    assert here.post("cohorts.enrol", {"version": "2"}, upload_id=upload).status == 422


def test_of_two_windows_the_second_is_told_and_changes_nothing(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, [a_row(1, phone="1"), a_row(2, phone="2")], of=lin)
    here = browser.as_(lin)
    assert here.post("cohorts.mend", {"version": "1", "cell-2-phone": ""}, upload_id=upload).status == 303
    late = here.post("cohorts.mend", {"version": "1", "cell-2-phone": "13900000001"}, upload_id=upload)
    assert late.status == 409
    assert "另一个窗口" in late


def test_who_is_too_young_or_without_phone_is_a_consequence_and_no_fault(browser, lin):
    cohort = a_cohort(of=lin)
    young = an_id_number(1, born=date(2010, 6, 1))
    upload = an_upload(cohort, [a_row(1, phone=""), a_row(2, id_number=young)], of=lin)
    page = browser.as_(lin).get("cohorts.check", upload_id=upload)
    assert "1 人还没有手机号" in page
    assert "1 人实习第一天还不够年龄" in page


def test_a_list_thrown_away_enrols_nobody_and_cannot_come_back(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, [a_row(1)], of=lin)
    here = browser.as_(lin)
    assert "已丢弃" in here.follow(here.post("cohorts.cancel", upload_id=upload))
    assert here.post("cohorts.enrol", {"version": "1"}, upload_id=upload).status == 409
    assert here.post("cohorts.mend", {"version": "2"}, upload_id=upload).status == 422
    assert "已丢弃" in here.get("cohorts.roster", upload_id=upload)
    assert students_of(cohort.id) == 0
