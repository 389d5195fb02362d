"""One student: edited, found, corrected, looked at in full, withdrawn; and the way in by a slip."""

import re

import pytest
from sqlalchemy import select

from matching.accounts.models import AccountSession
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.audit.telling import sentence
from matching.cohorts.importer import Column
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel.i18n import speaking
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, a_student, activate, person_of

PROFILE = {
    "name": "王五",
    "class_name": "数控2401",
    "phone": "13900001111",
    "home_county": "141002",
    "school_score": "88.5",
    "skills": "焊接",
    "version": "1",
}


NEW = "quite-another-password"


def told(kind):
    """(student, facts) of every event of the kind."""
    events = select(AuditEvent.subject_id, AuditEvent.facts).where(AuditEvent.kind == kind)
    with acting():
        return [tuple(row) for row in db.session.execute(events.order_by(AuditEvent.id))]


def test_the_trail_keeps_which_columns_changed_and_tells_them_in_the_language_of_the_reader(
    browser, lin, ada
):
    student = a_student(of=lin, name="王五")
    here = browser.as_(lin)
    here.client.set_cookie("lang", "en")
    here.post("cohorts.edit_student", PROFILE, student_id=student.id)
    here.post("cohorts.edit_student", {**PROFILE, "version": "2", "skills": "车工"}, student_id=student.id)
    assert [facts["fields"] for _student, facts in told(AuditKind.STUDENT_EDIT)][1] == ["skills"]
    with acting(), speaking("zh_CN"):
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert sentence(event) == "lin 改了一名学生的资料：技能"


def test_a_school_edits_its_student(browser, lin):
    student = a_student(of=lin)
    here = browser.as_(lin)
    page = here.follow(here.post("cohorts.edit_student", PROFILE, student_id=student.id))
    assert "王五" in page
    assert "88.5" in page
    assert "139****1111" in page
    assert "13900001111" not in str(told(AuditKind.STUDENT_EDIT))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("139****0001", "13900000001"), ("", ""), ("139 0000 2222", "13900002222")],
)
def test_a_masked_phone_sent_back_stays_and_an_empty_one_goes(browser, lin, typed, kept):
    student = a_student(of=lin, phone="13900000001")
    browser.as_(lin).post("cohorts.edit_student", {**PROFILE, "phone": typed}, student_id=student.id)
    with acting():
        assert db.session.get_one(Student, student.id).phone == kept


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("phone", "123"), ("name", ""), ("school_score", "101"), ("home_county", "999999"), ("name", "王5")],
)
def test_a_wrong_value_comes_back_with_its_sentence(browser, lin, field, wrong):
    student = a_student(of=lin)
    answer = browser.as_(lin).post("cohorts.edit_student", {**PROFILE, field: wrong}, student_id=student.id)
    assert answer.status == 422


def test_of_two_editors_the_second_sees_both_texts(browser, lin):
    student = a_student(of=lin)
    here = browser.as_(lin)
    here.post("cohorts.edit_student", PROFILE, student_id=student.id)
    late = here.post("cohorts.edit_student", {**PROFILE, "name": "王六"}, student_id=student.id)
    assert late.status == 409
    assert "王五" in late
    assert "王六" in late


def test_a_wrong_id_number_is_corrected_with_a_reason(browser, lin, mo):
    student, other = a_student(of=lin), a_student(of=mo)
    here = browser.as_(lin)
    right = a_row(8001)[Column.ID_NUMBER]
    form = {"id_number": right, "reason": "登记时看错了", "version": "1"}
    assert (
        here.post("cohorts.correct_id_number", {**form, "id_number": "123"}, student_id=student.id).status
        == 422
    )
    taken = here.post(
        "cohorts.correct_id_number", {**form, "id_number": other.id_number}, student_id=student.id
    )
    assert taken.status == 422
    assert here.post("cohorts.correct_id_number", form, student_id=student.id).status == 303
    with acting():
        found = db.session.get_one(Student, student.id)
        assert found.id_number == right
        assert found.born_on.isoformat().replace("-", "") == right[6:14]


@pytest.mark.parametrize("what", ["id_number", "phone"])
def test_only_the_whole_number_finds_a_student_and_it_stays_out_of_the_address(browser, lin, mo, what):
    student = a_student(of=lin)
    number = getattr(student, what)
    here = browser.as_(lin)
    found = here.post("cohorts.search", {"number": number})
    assert found.status == 303
    assert number not in found.location
    assert student.name in here.follow(found)
    assert here.post("cohorts.search", {"number": f" {number[:6]} {number[6:]}"}).status == 303
    assert here.post("cohorts.search", {"number": number[:-1]}).status == 422
    assert browser.as_(mo).post("cohorts.search", {"number": number}).status == 422


def test_full_numbers_are_shown_once_for_a_reason_the_trail_keeps(browser, lin):
    student = a_student(of=lin)
    here = browser.as_(lin)
    assert student.id_number not in here.get("cohorts.student", student_id=student.id).html
    assert here.post("cohorts.reveal", {"reason": ""}, student_id=student.id).status == 422
    assert told(AuditKind.STUDENT_REVEAL) == []
    page = here.post("cohorts.reveal", {"reason": "家长来电核对"}, student_id=student.id)
    assert student.id_number in page
    assert student.phone in page
    assert told(AuditKind.STUDENT_REVEAL) == [(student.id, {"reason": "家长来电核对"})]


def test_a_withdrawn_student_is_out_at_once_and_may_be_enrolled_elsewhere(browser, lin, mo):
    student = a_student(of=lin, activated=True)
    browser.as_(person_of(student.id))
    here = browser.as_(lin)
    done = here.post("cohorts.withdraw", {"reason": "转学"}, student_id=student.id)
    assert "转学" in here.follow(done)
    with acting():
        found = db.session.get_one(Student, student.id)
        assert found.account.state == "deactivated"
        sessions = select(AccountSession).where(AccountSession.account_id == student.account_id)
        assert db.session.scalars(sessions).all() == []
    again = here.post("cohorts.withdraw", {"reason": "转学"}, student_id=student.id)
    assert again.status == 422
    assert here.post("cohorts.edit_student", {**PROFILE, "version": "2"}, student_id=student.id).status == 422
    assert a_student(of=mo, id_number=student.id_number).id


def test_a_slip_brings_a_student_in_and_is_shown_once(browser, lin):
    cohort = a_cohort(of=lin, students=3)
    here = browser.as_(lin)
    page = here.post("cohorts.print_slips", cohort_id=cohort.id)
    codes = re.findall(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page.text)
    assert len(set(codes)) == 3
    assert codes[0] not in here.get("cohorts.slips", cohort_id=cohort.id)
    with acting():
        kept = db.session.scalars(select(AuditEvent)).all()
        assert not any(code in str(event.facts) for event in kept for code in codes)


def test_slips_are_for_those_without_password_and_make_older_ones_void(browser, lin):
    cohort = a_cohort(of=lin, students=2)
    activate(cohort.students[0])
    here = browser.as_(lin)
    first = here.post("cohorts.print_slips", cohort_id=cohort.id)
    second = here.post("cohorts.print_slips", cohort_id=cohort.id)
    one, two = (re.findall(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page.text) for page in (first, second))
    assert len(one) == len(two) == 1
    assert one != two
    activate(cohort.students[1])
    assert here.post("cohorts.print_slips", cohort_id=cohort.id).status == 422


def test_a_student_who_forgot_the_password_gets_a_new_slip_from_the_own_school_only(browser, lin, mo):
    student = a_student(of=lin, activated=True)
    assert browser.as_(mo).post("cohorts.renew_slip", student_id=student.id).status == 404
    page = browser.as_(lin).post("cohorts.renew_slip", student_id=student.id)
    code = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page.text)
    assert "新的账号条" in browser.as_(person_of(student.id)).get("outbox.index")
    typed = {"username": student.username, "code": code[0], "password": NEW, "again": NEW}
    assert browser.post("accounts.activate", typed).status == 303
    with acting():
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "slips:student")).one()
        assert (event.subject_id, event.facts["username"]) == (student.id, student.username)


def test_who_left_gets_no_slip(browser, lin):
    student = a_student(of=lin)
    here = browser.as_(lin)
    here.post("cohorts.withdraw", {"reason": "转学"}, student_id=student.id)
    assert here.post("cohorts.renew_slip", student_id=student.id).status == 422


def test_the_slips_of_a_class_are_told_once(browser, lin):
    cohort = a_cohort(of=lin, students=3)
    browser.as_(lin).post("cohorts.print_slips", cohort_id=cohort.id)
    with acting():
        told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "slips:issue")).all()
        assert [(one.subject_id, one.facts["count"]) for one in told] == [(cohort.id, 3)]
        assert told[0].organisation_id == lin.organisation_id


def test_each_class_begins_a_page(browser, lin):
    cohort = a_cohort(of=lin, rows=[a_row(1, class_name="一班"), a_row(2, class_name="二班")])
    here = browser.as_(lin)
    assert here.post("cohorts.print_slips", cohort_id=cohort.id).html.count("page-break") == 1
    only = here.post("cohorts.print_slips", {"class_name": "一班"}, cohort_id=cohort.id)
    assert "二班" not in only
