"""Enrolling a class list: all or nothing, once, and nothing readable stays behind."""

from tests.make.cohorts import a_cohort, a_student, activate, students_of


def test_a_cohort_is_enrolled_by_the_real_path(app, lin):
    cohort = a_cohort(of=lin, students=3)
    assert len(cohort.students) == students_of(cohort.id) == 3
    a_student(of=lin, cohort=cohort, activated=True, skills="焊接", name="王五", female=True)
    assert students_of(cohort.id) == 4
    activate(cohort.students[0])
