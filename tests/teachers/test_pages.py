"""Teachers as their school keeps them and the bureau reads them."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.teachers.models import Teacher
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.accounts import Slip, using
from tests.make.teachers import a_new_teacher
from tests.statements import MOST, Counting

TYPED = {
    "account": "0",
    "name": "韩雪",
    "staff_number": "T017",
    "kind": "specialised",
    "subject": "01",
    "teaches": "数控车工",
    "teaching_since": "2020-09-01",
    "skill_level": "grade_2",
}


def _add(inside: Browser, **changes: Any) -> Page:
    return inside.post("teachers.new", TYPED | changes)


def _edit(inside: Browser, teacher_id: int, **changes: Any) -> Page:
    typed = {name: value for name, value in TYPED.items() if name != "account"}
    return inside.post("teachers.edit", typed | {"version": "1"} | changes, teacher_id=teacher_id)


def test_a_new_teacher_is_handed_a_slip_that_lets_them_in(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    assert "接下来做账号条" in inside.follow(_add(inside))

    page = inside.post("teachers.slip", teacher_id=_the_teacher())

    code = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page.text)
    assert page.status == 200
    assert code is not None
    assert "S2T017" in page
    assert using(browser, Slip("S2T017", code[0], 0)).status == 303


def _the_teacher() -> int:
    with acting():
        return db.session.scalars(select(Teacher.id)).one()


def test_the_school_finds_the_teacher_in_its_list(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    _add(inside)

    assert "韩雪" in inside.get("teachers.index", q="数控")
    assert "韩雪" in inside.get("teachers.index", kind="specialised", group="01", sort="longest")
    assert "韩雪" not in inside.get("teachers.index", kind="general").html


def test_a_staff_number_given_twice_is_told_beside_its_field(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    _add(inside)

    page = _add(inside, name="韩雨")

    assert page.status == 422
    assert "staff_number-error" in page.html
    assert "这个工号已经有人用了" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"staff_number": ""}, "staff_number"),
        ({"staff_number": "工 17"}, "staff_number"),
        ({"kind": ""}, "kind"),
        ({"subject": ""}, "subject"),
        ({"teaching_since": "2099-01-01"}, "teaching_since"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    browser: Browser, lin: Person, changes: dict[str, str], field: str
) -> None:
    page = _add(browser.as_(lin), **changes)

    assert page.status == 422
    assert f"{field}-error" in page.html


def test_an_account_without_a_profile_gets_one_and_is_offered_no_more(
    browser: Browser, lin: Person, tang: Person
) -> None:
    inside = browser.as_(lin)
    assert "唐老师 (tang)" in inside.get("teachers.new")

    made = _add(inside, account=str(tang.account_id), name="唐老师")

    assert "唐老师" in inside.follow(made)
    assert "唐老师 (tang)" not in inside.get("teachers.new").html


def test_an_account_of_another_school_cannot_be_chosen(browser: Browser, mo: Person, tang: Person) -> None:
    assert _add(browser.as_(mo), account=str(tang.account_id)).status == 422
    with acting():
        assert not list(db.session.scalars(select(Teacher)))


def test_a_profile_is_changed_and_the_trail_knows(browser: Browser, lin: Person) -> None:
    inside, teacher_id = browser.as_(lin), a_new_teacher(of=lin)

    page = inside.follow(_edit(inside, teacher_id, teaches="数控铣工"))

    assert "数控铣工" in page
    with acting():
        query = select(AuditEvent).where(AuditEvent.kind == AuditKind.TEACHER_EDIT)
        assert db.session.scalars(query).one().subject_id == teacher_id


def test_of_two_changes_at_once_the_second_sees_both_texts(browser: Browser, lin: Person) -> None:
    inside, teacher_id = browser.as_(lin), a_new_teacher(of=lin)
    _edit(inside, teacher_id, teaches="数控铣工")

    page = _edit(inside, teacher_id, teaches="钳工")

    assert page.status == 409
    assert "数控铣工" in page
    assert "钳工" in page


def test_who_leaves_is_in_the_list_no_more(browser: Browser, lin: Person) -> None:
    inside, teacher_id = browser.as_(lin), a_new_teacher(of=lin)
    assert inside.post("practice.leave", {"reason": " "}, teacher_id=teacher_id).status == 422

    left = inside.post("practice.leave", {"reason": "调到外地"}, teacher_id=teacher_id)

    assert "已离校" in inside.follow(left)
    assert inside.get("teachers.show", teacher_id=teacher_id).status == 404


def test_the_bureau_reads_and_changes_nothing(browser: Browser, bao: Person, lin: Person) -> None:
    teacher_id, inside = a_new_teacher(of=lin), browser.as_(bao)

    assert "韩雪" in inside.get("teachers.index")
    page = inside.get("teachers.show", teacher_id=teacher_id)
    assert "韩雪" in page
    assert "/leaving" not in page.html
    assert inside.get("teachers.new").status == 403
    assert _edit(inside, teacher_id).status == 403
    assert inside.post("practice.leave", {"reason": "x"}, teacher_id=teacher_id).status == 403


def test_a_stranger_sees_nothing(browser: Browser, lin: Person, mo: Person, hua: Person) -> None:
    teacher_id, other = a_new_teacher(of=lin), browser.as_(mo)

    assert "韩雪" not in other.get("teachers.index").html
    assert other.get("teachers.show", teacher_id=teacher_id).status == 404
    assert _edit(other, teacher_id).status == 404
    assert other.post("practice.leave", {"reason": "x"}, teacher_id=teacher_id).status == 404
    assert browser.as_(hua).get("teachers.index").status == 403


def test_a_list_leaves_for_a_reason_only(browser: Browser, lin: Person) -> None:
    inside = browser.as_(lin)
    a_new_teacher(of=lin)

    assert "原因" in inside.get("teachers.export_index")
    assert inside.post("teachers.export_index", {"reason": "上报人社局"}).body.startswith(b"PK")


def test_a_list_asks_the_same_however_long_it_is(browser: Browser, lin: Person, statements: Counting) -> None:
    for number in range(12):
        a_new_teacher(of=lin, staff_number=f"T{number:03}")
    inside = browser.as_(lin)

    with statements() as asked:
        inside.get("teachers.index")

    assert len(asked) <= MOST, asked


def test_no_navigation_has_more_than_seven_places(browser: Browser, lin: Person, bao: Person) -> None:
    for person in (lin, bao):
        page = browser.as_(person).get("teachers.index")
        nav = page.html[page.html.index("<nav") :].split("</nav>")[0]
        assert 1 < nav.count("<a ") <= 7
        assert nav.count('aria-current="page"') == 1
