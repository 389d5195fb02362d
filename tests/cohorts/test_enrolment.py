"""Enrolling a class list: all or nothing, exactly once."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event, func, select

from matching.accounts.models import Account
from matching.cohorts import actions
from matching.cohorts.importer import Column
from matching.cohorts.models import RosterUpload, Student
from matching.db import db
from matching.kernel.errors import Refused
from matching.organisations.models import Membership
from matching.web.once import new_key
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, a_student, an_upload, students_of


def rows(count, first=5000):
    return [a_row(first + number) for number in range(count)]


def enrol(upload_id, who):
    with acting():
        upload = db.session.get_one(RosterUpload, upload_id)
        return actions.enrol(upload, version=upload.version, by=who.viewer)


def stored():
    """How much there is of everything an enrolment writes."""
    with acting():
        return [
            db.session.scalar(select(func.count()).select_from(table))
            for table in (Account, Membership, Student)
        ]


def test_a_list_of_2000_is_enrolled_with_accounts_that_have_no_password(app, lin):
    cohort = a_cohort(of=lin)
    assert enrol(an_upload(cohort, rows(2000), of=lin), lin) == 2000
    assert students_of(cohort.id) == 2000
    with acting():
        made = db.session.scalars(select(Account).where(Account.username.startswith("S2"))).all()
        assert len(made) == 2000
        assert {account.password_hash for account in made} == {None}
        assert made[0].username.startswith("S22024")


def test_one_bad_row_among_2000_keeps_everybody_out(app, lin):
    cohort = a_cohort(of=lin)
    listed = rows(2000)
    listed[1998][Column.ID_NUMBER] = "123"
    before = stored()
    with pytest.raises(Refused, match="1"):
        enrol(an_upload(cohort, listed, of=lin), lin)
    assert stored() == before


def test_a_failure_after_any_statement_leaves_nothing(app, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, rows(3), of=lin)
    before, failures = stored(), 0
    for survived in range(60):
        left = [survived]

        def fail(*_args, left=left):
            left[0] -= 1
            if left[0] < 0:
                raise RuntimeError("the disk is full")

        event.listen(Engine, "after_cursor_execute", fail)
        try:
            enrol(upload, lin)
            break
        except RuntimeError:
            failures += 1
        finally:
            event.remove(Engine, "after_cursor_execute", fail)
        assert stored() == before
    assert failures > 8
    assert students_of(cohort.id) == 3


KILLED = """
import os, sys
from sqlalchemy import Engine, event
from matching.app import create_app
from matching.settings import Settings
from tests import cast, make

app = create_app(Settings.from_environ())
make.use(app)

@event.listens_for(Engine, "after_cursor_execute")
def die(_c, _cursor, statement, *_rest):
    if statement.startswith("INSERT INTO student"):
        os._exit(9)

from tests.cohorts.test_enrolment import enrol
with app.app_context():
    lin = cast.person("lin")
enrol(int(sys.argv[1]), lin)
"""


def test_a_kill_in_the_middle_leaves_nothing(app, lin):
    cohort = a_cohort(of=lin)
    upload, before = an_upload(cohort, rows(500), of=lin), stored()
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    settings = {"DATA_DIR": str(app.config["DATA_DIR"]), "DATABASE_URL": url, "QUEUE_URL": "memory"}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(upload)], env={**os.environ, **settings}, check=False
    )
    assert killed.returncode == 9
    assert stored() == before
    assert enrol(upload, lin) == 500


def test_a_list_confirmed_twice_is_enrolled_once(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, rows(4), of=lin)
    here = browser.as_(lin)
    first = here.post("cohorts.enrol", {"version": "1", "once": new_key()}, upload_id=upload)
    assert "4 人" in here.follow(first)
    again = here.post("cohorts.enrol", {"version": "1", "once": new_key()}, upload_id=upload)
    assert again.status == 409
    assert "已经登记过" in again
    assert students_of(cohort.id) == 4


def test_many_clicks_at_once_enrol_once(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, rows(4), of=lin)
    form = {"version": "1", "once": new_key()}
    windows = [browser.as_(lin) for _window in range(8)]
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda w: w.post("cohorts.enrol", form, upload_id=upload), windows))
    assert {answer.status for answer in answers} == {303}
    assert students_of(cohort.id) == 4


def test_two_schools_claiming_one_student_at_once_leave_one_winner(browser, lin, mo):
    person = a_row(7001)
    cohorts = [a_cohort(of=lin), a_cohort(of=mo)]
    uploads = [an_upload(cohort, [person], of=who) for cohort, who in zip(cohorts, (lin, mo), strict=True)]
    windows = [browser.as_(lin), browser.as_(mo)]
    with ThreadPoolExecutor(2) as crowd:
        answers = list(
            crowd.map(lambda w, u: w.post("cohorts.enrol", {"version": "1"}, upload_id=u), windows, uploads)
        )
    assert sorted(answer.status for answer in answers) == [303, 422]
    assert students_of(cohorts[0].id) + students_of(cohorts[1].id) == 1


def test_a_list_gone_stale_is_checked_again_and_shown_with_its_faults(browser, lin):
    cohort = a_cohort(of=lin)
    upload = an_upload(cohort, rows(3), of=lin)
    here = browser.as_(lin)
    assert here.get("cohorts.check", upload_id=upload).status == 200
    a_student(of=lin, cohort=cohort, student_number=rows(3)[1][Column.STUDENT_NUMBER])
    answer = here.post("cohorts.enrol", {"version": "1"}, upload_id=upload)
    assert answer.status == 422
    assert "什么都没有保存" in answer
    assert "学号" in answer
    assert students_of(cohort.id) == 1


def test_a_student_of_another_school_is_refused_without_naming_it(browser, lin, mo):
    a_student(of=mo, id_number=a_row(7100)[Column.ID_NUMBER])
    upload = an_upload(a_cohort(of=lin), [a_row(7100)], of=lin)
    page = browser.as_(lin).get("cohorts.roster", upload_id=upload)
    assert "别的学校" in page or "其他学校" in page
    assert "第二技师学院" not in page


def test_what_was_decided_is_emptied(app, lin):
    cohort = a_cohort(of=lin)
    enrolled, cancelled = an_upload(cohort, rows(2), of=lin), an_upload(cohort, rows(2, 6000), of=lin)
    enrol(enrolled, lin)
    with acting():
        actions.cancel_roster(db.session.get_one(RosterUpload, cancelled), by=lin.viewer)
    with acting():
        assert {upload.sheet_sealed for upload in db.session.scalars(select(RosterUpload))} == {b""}


def test_a_list_nobody_decides_on_is_deleted_after_a_month(app, lin, clock):
    cohort = a_cohort(of=lin)
    an_upload(cohort, rows(2), of=lin)
    clock.shift(31 * 24 * 3600)
    young = an_upload(cohort, rows(2, 6000), of=lin)
    with acting():
        assert actions.purge_uploads(by=None) == 1
    with acting():
        assert [upload.id for upload in db.session.scalars(select(RosterUpload))] == [young]
