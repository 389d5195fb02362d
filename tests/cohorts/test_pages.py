"""Cohorts and students as their school sees them."""

from tests.make.cohorts import a_cohort, a_row, a_student, an_upload


def test_every_page_of_a_school_opens(browser, lin):
    cohort = a_cohort(of=lin, students=3)
    student = a_student(of=lin, cohort=cohort)
    good = an_upload(cohort, [a_row(900)], of=lin)
    bad = an_upload(cohort, [a_row(901, id_number="123"), a_row(902, home_county="尧都")], of=lin)
    here = browser.as_(lin)
    for endpoint, values in [
        ("cohorts.index", {}),
        ("cohorts.new", {}),
        ("cohorts.show", {"cohort_id": cohort.id}),
        ("cohorts.edit", {"cohort_id": cohort.id}),
        ("cohorts.upload", {"cohort_id": cohort.id}),
        ("cohorts.template", {}),
        ("cohorts.roster", {"upload_id": bad}),
        ("cohorts.check", {"upload_id": good}),
        ("cohorts.slips", {"cohort_id": cohort.id}),
        ("cohorts.search", {}),
        ("cohorts.student", {"student_id": student.id}),
        ("cohorts.edit_student", {"student_id": student.id}),
        ("cohorts.correct_id_number", {"student_id": student.id}),
        ("cohorts.reveal", {"student_id": student.id}),
        ("cohorts.withdraw", {"student_id": student.id}),
    ]:
        page = here.get(endpoint, **values)
        assert page.status == 200, endpoint
