"""Slips of teachers: for everybody at once, anew for one, and never a way into more than the school's own."""

import re

from sqlalchemy import select

from matching.access.roles import Role
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.organisations.actions import add_member
from matching.organisations.models import Organisation
from matching.teachers.models import Teacher
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.accounts import Slip, using
from tests.make.teachers import a_new_teacher

CODE = r"[A-Z2-9]{5}-[A-Z2-9]{5}"


def _is_also_an_administrator(teacher_id: int, *, of: Person) -> None:
    with acting():
        account = db.session.get_one(Account, db.session.get_one(Teacher, teacher_id).account_id)
        add_member(
            db.session.get_one(Organisation, of.organisation_id), account, role=Role.ADMINISTRATOR, by=None
        )


def test_one_page_has_a_slip_for_everybody_without_a_password(browser: Browser, lin: Person) -> None:
    for number in ("T017", "T018"):
        a_new_teacher(of=lin, staff_number=number)
    inside = browser.as_(lin)
    assert "生成 2 张账号条" in inside.get("teachers.slips")

    page = inside.post("teachers.print_slips")

    codes = re.findall(CODE, page.text)
    assert len(set(codes)) == 2
    assert using(browser, Slip("S2T017", codes[0], 0)).status == 303


def test_a_second_slip_voids_the_first_and_is_in_the_trail_of_the_school(
    browser: Browser, lin: Person
) -> None:
    teacher_id, inside = a_new_teacher(of=lin), browser.as_(lin)
    first, second = (
        re.findall(CODE, inside.post("teachers.slip", teacher_id=teacher_id).text)[0] for _n in range(2)
    )

    assert using(browser, Slip("S2T017", first, 0)).status == 422
    assert using(browser, Slip("S2T017", second, 0)).status == 303
    with acting():
        told = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == AuditKind.SLIP_OF_TEACHER))
        assert {event.organisation_id for event in told} == {lin.organisation_id}


def test_no_school_makes_a_slip_for_who_is_more_than_its_teacher(
    browser: Browser, lin: Person, ada: Person
) -> None:
    teacher_id, inside = a_new_teacher(of=lin), browser.as_(lin)
    _is_also_an_administrator(teacher_id, of=ada)

    assert re.search(CODE, inside.post("teachers.slip", teacher_id=teacher_id).text) is None
    assert re.search(CODE, inside.post("teachers.print_slips").text) is None
    assert "只能由管理员来做" in inside.get("teachers.show", teacher_id=teacher_id)


def test_a_stranger_makes_no_slip(browser: Browser, lin: Person, mo: Person, bao: Person) -> None:
    teacher_id = a_new_teacher(of=lin)

    assert browser.as_(mo).post("teachers.slip", teacher_id=teacher_id).status == 404
    assert browser.as_(bao).post("teachers.slip", teacher_id=teacher_id).status == 403
    assert browser.as_(bao).get("teachers.slips").status == 403
