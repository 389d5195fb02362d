"""Cohorts: made and changed by their school, seen by it and by the bureau, and by nobody else."""

from datetime import date

import pytest
from sqlalchemy import select

from matching.cohorts.models import Cohort, Student
from matching.db import db
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, a_student, an_upload, person_of
from tests.statements import MOST, counted

COHORT = {
    "name": "数控 2024 级",
    "major_code": "0106",
    "level": "senior",
    "entry_year": "2024",
    "internship_from": "2026-04-13",
    "internship_until": "2026-10-09",
    "version": "1",
}


def test_a_school_makes_a_cohort_once(browser, lin):
    here = browser.as_(lin)
    page = here.follow(here.post("cohorts.new", COHORT))
    assert "数控 2024 级" in page
    again = here.post("cohorts.new", COHORT)
    assert again.status == 422
    assert "换个名字" in again


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("major_code", "9999"),
        ("level", "doctor"),
        ("level", ""),
        ("major_code", ""),
        ("entry_year", "24"),
        ("entry_year", "2017"),
        ("entry_year", "2028"),
        ("internship_until", "2026-04-13"),
        ("internship_until", "20261-10-09"),
        ("internship_until", "2032-09-02"),
        ("internship_from", "0202-04-13"),
        ("internship_from", "2024-08-31"),
        ("internship_from", "soon"),
    ],
)
def test_what_cannot_be_a_cohort_comes_back(browser, lin, field, wrong):
    assert browser.as_(lin).post("cohorts.new", {**COHORT, field: wrong}).status == 422


def test_a_mistyped_year_is_told_beside_its_field(browser, lin):
    page = browser.as_(lin).post("cohorts.new", {**COHORT, "internship_from": "2016-04-13"})
    assert "2024 年入学的，日期要在 2024-09-01 到 2032-09-01 之间" in page


def test_a_window_of_another_time_breaks_no_page(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, [a_row(900)], of=lin)
    with acting():
        kept = db.session.get_one(Cohort, cohort.id)
        kept.internship_from, kept.internship_until = date(202, 4, 13), date(9999, 12, 31)
    here = browser.as_(lin)
    assert here.get("dashboards.home").status == 200
    assert here.get("cohorts.show", cohort_id=cohort.id).status == 200
    assert here.get("cohorts.check", upload_id=upload).status == 200


@pytest.mark.parametrize("version", ["9" * 5000, "²", "-1", ""])
def test_a_version_nobody_sent_is_never_the_latest(browser, lin, version):
    cohort = a_cohort(of=lin, students=1)
    upload = an_upload(cohort, [a_row(901)], of=lin)
    here = browser.as_(lin)
    form = {**COHORT, "version": version, "out": version}
    assert here.post("cohorts.edit", form, cohort_id=cohort.id).status == 409
    assert here.post("cohorts.enrol", form, upload_id=upload).status == 422
    assert here.post("cohorts.mend", form, upload_id=upload).status == 409


def test_a_coordinator_cannot_make_a_cohort_for_another_school(browser, lin, mo):
    assert browser.as_(lin).post("cohorts.new", {**COHORT, "school": str(mo.organisation_id)}).status == 422


def test_major_and_year_stay_once_students_are_in(browser, lin):
    cohort = a_cohort(of=lin, students=1)
    here = browser.as_(lin)
    refused = here.post("cohorts.edit", COHORT, cohort_id=cohort.id)
    assert refused.status == 422
    assert "已经登记了 1 名学生" in refused
    renamed = {**COHORT, "major_code": "0101", "level": "mid"}
    assert "数控 2024 级" in here.follow(here.post("cohorts.edit", renamed, cohort_id=cohort.id))


def test_of_two_editors_of_a_cohort_the_second_sees_both_texts(browser, lin):
    cohort = a_cohort(of=lin)
    here = browser.as_(lin)
    here.post("cohorts.edit", COHORT, cohort_id=cohort.id)
    late = here.post("cohorts.edit", {**COHORT, "name": "机电"}, cohort_id=cohort.id)
    assert late.status == 409
    assert "机电" in late
    assert "数控 2024 级" in late


def test_the_list_is_filtered_by_class_and_name(browser, lin):
    rows = [a_row(1, class_name="一班", name="王一"), a_row(2, class_name="二班", name="李二")]
    cohort = a_cohort(of=lin, rows=rows)
    here = browser.as_(lin)
    by_class = here.get("cohorts.show", cohort_id=cohort.id, **{"class": "一班"})
    assert "王一" in by_class
    assert "李二" not in by_class
    assert "李二" not in here.get("cohorts.show", cohort_id=cohort.id, q="王")
    assert "没有找到" in here.get("cohorts.show", cohort_id=cohort.id, q="%")


def test_a_stranger_sees_nothing(browser, lin, mo):
    cohort = a_cohort(of=lin, students=1)
    upload = an_upload(cohort, [a_row(900)], of=lin)
    there = browser.as_(mo)
    assert there.get("cohorts.show", cohort_id=cohort.id).status == 404
    student = {"student_id": cohort.students[0]}
    for endpoint, values in [
        ("cohorts.edit", {"cohort_id": cohort.id}),
        ("cohorts.upload", {"cohort_id": cohort.id}),
        ("cohorts.slips", {"cohort_id": cohort.id}),
        ("cohorts.roster", {"upload_id": upload}),
        ("cohorts.check", {"upload_id": upload}),
        ("cohorts.student", student),
        ("cohorts.edit_student", student),
        ("cohorts.correct_id_number", student),
        ("cohorts.reveal", student),
        ("cohorts.withdraw", student),
    ]:
        assert there.get(endpoint, **values).status == 404, endpoint
    for endpoint, values in [
        ("cohorts.edit", {"cohort_id": cohort.id}),
        ("cohorts.upload", {"cohort_id": cohort.id}),
        ("cohorts.print_slips", {"cohort_id": cohort.id}),
        ("cohorts.mend", {"upload_id": upload}),
        ("cohorts.enrol", {"upload_id": upload}),
        ("cohorts.cancel", {"upload_id": upload}),
        ("cohorts.edit_student", student),
        ("cohorts.correct_id_number", student),
        ("cohorts.reveal", student),
        ("cohorts.withdraw", student),
    ]:
        form = {**COHORT, "reason": "好奇", "version": "1"}
        assert there.post(endpoint, form, **values).status == 404, endpoint
    assert f"/cohorts/{cohort.id}" not in there.get("cohorts.index").html


@pytest.mark.parametrize("username", ["hua", "ada", "tang", "shi"])
def test_those_who_keep_no_students_are_kept_out(browser, lin, people, username):
    cohort = a_cohort(of=lin, students=1)
    there = browser.as_(people(username))
    assert there.get("cohorts.index").status == 403
    assert there.get("cohorts.show", cohort_id=cohort.id).status == 403
    assert there.get("cohorts.student", student_id=cohort.students[0]).status == 403


def test_a_student_cannot_read_the_class_list(browser, lin):
    student = a_student(of=lin, activated=True)
    there = browser.as_(person_of(student.id))
    assert there.get("cohorts.show", cohort_id=student.cohort_id).status == 403
    assert there.get("cohorts.student", student_id=student.id).status == 403


def test_the_bureau_oversees_without_names_and_numbers(browser, lin, bao):
    student = a_student(of=lin, name="欧阳明月", skills="焊接")
    there = browser.as_(bao)
    pages = [
        there.get("cohorts.show", cohort_id=student.cohort_id, q="欧阳"),
        there.get("cohorts.student", student_id=student.id),
    ]
    for page in pages:
        assert page.status == 200
        assert "欧阳" not in page.html.replace("q=%E6%AC%A7%E9%98%B3", "")
        assert student.username not in page.html
        assert student.id_number[-4:] not in page.text
        assert student.phone[-4:] not in page.text
    assert "焊接" in pages[1]
    assert there.get("cohorts.edit_student", student_id=student.id).status == 403
    assert there.get("cohorts.search").status == 403
    assert there.post("cohorts.print_slips", cohort_id=student.cohort_id).status == 403


def test_the_order_of_the_bureaus_list_tells_nobody_who_is_who(browser, lin, bao):
    cohort = a_cohort(of=lin, students=12)
    with acting():
        pseudonyms = db.session.scalars(select(Student.pseudonym).order_by(Student.student_number)).all()
    page = browser.as_(bao).get("cohorts.show", cohort_id=cohort.id)
    read = sorted(pseudonyms, key=page.html.index)
    assert read == sorted(pseudonyms)
    assert read != list(pseudonyms)


@pytest.mark.parametrize("students", [10, 1000])
def test_a_page_asks_few_questions_however_long_the_list(browser, lin, bao, students):
    cohort = a_cohort(of=lin, students=students)
    upload = an_upload(cohort, [a_row(20_000 + n) for n in range(students)], of=lin)
    bad = an_upload(cohort, [a_row(40_000 + n, phone="1", home_county="?") for n in range(students)], of=lin)
    here, bureau = browser.as_(lin), browser.as_(bao)
    for who, endpoint, values in [
        (here, "cohorts.index", {}),
        (here, "cohorts.show", {"cohort_id": cohort.id}),
        (bureau, "cohorts.show", {"cohort_id": cohort.id}),
        (here, "cohorts.check", {"upload_id": upload}),
        (here, "cohorts.roster", {"upload_id": bad}),
        (here, "cohorts.slips", {"cohort_id": cohort.id}),
        (here, "cohorts.student", {"student_id": cohort.students[0]}),
    ]:
        with counted() as asked:
            page = who.get(endpoint, **values)
        assert page.status == 200
        assert len(asked) <= MOST, (endpoint, asked)
        assert len(page.body) < 150_000, endpoint


def test_many_cohorts_are_one_page_of_few_questions(browser, lin):
    for _cohort in range(60):
        a_cohort(of=lin)
    here = browser.as_(lin)
    with counted() as asked:
        page = here.get("cohorts.index")
    assert page.status == 200
    assert "共 60" in page
    assert len(asked) <= MOST
