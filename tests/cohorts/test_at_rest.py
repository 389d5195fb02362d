"""Who steals the database reads no ID number and no phone."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select

from matching.cohorts.importer import Column
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel import vault
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, a_student, an_upload


@pytest.mark.only_on("sqlite")
def test_no_file_of_the_database_holds_a_readable_number(app, lin):
    cohort = a_cohort(of=lin)
    waiting = [a_row(300 + n, phone="1") if n % 2 else a_row(300 + n) for n in range(50)]
    an_upload(cohort, waiting, of=lin)
    known = [a_student(of=lin, cohort=cohort) for _student in range(5)]
    numbers = [student.id_number for student in known] + [student.phone for student in known]
    numbers += [row[Column.ID_NUMBER] for row in waiting]
    with app.app_context():
        database = Path(str(db.engine.url.database))
    files = [path for path in database.parent.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files)
    kept = b"".join(path.read_bytes() for path in files)
    assert [number for number in numbers if number.encode() in kept] == []
    # The scan can find something: the student number is not secret.
    assert a_row(0)[Column.STUDENT_NUMBER][:4].encode() in kept


def test_a_sealed_number_moved_to_another_student_or_column_does_not_open(app, lin):
    cohort = a_cohort(of=lin, students=2)
    with acting():
        one, two = db.session.scalars(select(Student).where(Student.cohort_id == cohort.id))
        one.id_number_sealed, two.id_number_sealed = two.id_number_sealed, one.id_number_sealed
        with pytest.raises(InvalidTag):
            _opened = one.id_number
        one.id_number_sealed = one.phone_sealed or b""
        with pytest.raises(InvalidTag):
            _opened = one.id_number
        db.session.rollback()


def test_two_students_with_one_phone_are_found_by_it_and_sealed_differently(app, lin):
    shared = "13912345678"
    first, second = a_student(of=lin, phone=shared), a_student(of=lin, phone=shared)
    with acting():
        one, two = (db.session.get_one(Student, each.id) for each in (first, second))
        assert one.phone_index == two.phone_index
        assert one.phone_sealed != two.phone_sealed
        assert (one.phone_sealed or b"")[:1] == vault.VERSION


def test_numbers_whose_key_is_gone_leave_the_class_list_readable(browser, lin):
    student = a_student(of=lin, name="王五", phone="13900001111")
    lost = b"\x01lost" + bytes(40)
    with acting():
        row = db.session.get_one(Student, student.id)
        row.id_number_sealed = row.phone_sealed = lost
        cohort = row.cohort_id
    page = browser.as_(lin).get(f"/cohorts/{cohort}")
    assert "王五" in page.text
    assert "********" in page.text
