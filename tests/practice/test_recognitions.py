"""Recognition as a dual-qualified teacher: recorded by school and bureau, taken back with a reason."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.practice.assembly.recognitions import highest
from matching.teachers.enums import DualLevel
from matching.teachers.models import Recognition, Teacher
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.practice.make import a_recognition, a_teacher, teacher_id_of

SAID = {"level": "junior", "recognised_on": "2025-06-30", "valid_until": "", "document": "晋人社 12 号"}
WRONG = {"reason": "文件上是另一位同名老师"}


@pytest.fixture
def teacher(app: Flask) -> int:
    return teacher_id_of(a_teacher())


def _highest(teacher_id: int, on: date) -> DualLevel | None:
    with acting():
        found = highest(db.session.get_one(Teacher, teacher_id).recognitions, on)
        return found.level if found else None


@pytest.mark.parametrize("who", ["lin", "bao"])
def test_school_and_bureau_record_it_and_the_rules_are_quoted(
    browser: Browser, teacher: int, who: str, request: pytest.FixtureRequest
) -> None:
    inside = browser.as_(request.getfixturevalue(who))
    page = inside.follow(inside.post("practice.recognitions", SAID, teacher_id=teacher))
    assert "晋人社 12 号" in page
    assert "有效" in page
    assert "平台默认，不是法律规定" in page  # how many levels there are was not read in the document itself
    assert "2027年10月14日" in page
    with acting():
        events = select(AuditEvent.kind).where(AuditEvent.subject_type == "recognition")
        assert db.session.scalars(events).all() == [AuditKind.RECOGNITION_RECORD]


@pytest.mark.parametrize(
    "said",
    [
        ({"document": ""}, "文号"),
        ({"level": ""}, "选择等级"),
        ({"recognised_on": "2031-01-01"}, "还没到"),
        ({"valid_until": "2025-01-01"}, "早于"),
    ],
)
def test_what_cannot_be_is_said(
    browser: Browser, teacher: int, lin: Person, said: tuple[dict[str, str], str]
) -> None:
    change, told = said
    page = browser.as_(lin).post("practice.recognitions", SAID | change, teacher_id=teacher)
    assert page.status == 422
    assert told in page


def test_the_same_twice_is_a_conflict_and_after_a_correction_it_is_not(
    browser: Browser, teacher: int, lin: Person
) -> None:
    inside = browser.as_(lin)
    first = a_recognition(teacher, by=lin)
    assert inside.post("practice.recognitions", SAID, teacher_id=teacher).status in (409, 422)
    assert inside.post("practice.take_back", {"reason": ""}, recognition_id=first).status == 422
    page = inside.follow(inside.post("practice.take_back", WRONG, recognition_id=first))
    assert "同名老师" in page
    assert _highest(teacher, date(2026, 1, 1)) is None
    assert inside.post("practice.take_back", WRONG, recognition_id=first).status == 422
    assert inside.post("practice.recognitions", SAID, teacher_id=teacher).status == 303


def test_the_highest_level_in_force_counts(teacher: int, lin: Person) -> None:
    a_recognition(teacher, by=lin, recognised_on=date(2020, 6, 1))
    a_recognition(
        teacher,
        by=lin,
        level=DualLevel.SENIOR,
        recognised_on=date(2022, 6, 1),
        valid_until=date(2025, 5, 31),
    )
    days = (date(2020, 5, 31), date(2022, 5, 31), date(2025, 5, 31), date(2025, 6, 1))
    levels = [None, DualLevel.JUNIOR, DualLevel.SENIOR, DualLevel.JUNIOR]
    assert [_highest(teacher, on) for on in days] == levels


def test_a_stranger_sees_nothing(
    browser: Browser, teacher: int, lin: Person, request: pytest.FixtureRequest
) -> None:
    made = a_recognition(teacher, by=lin)
    for outside, status in (("mo", 404), ("hua", 403), ("tang", 403)):
        reader = browser.as_(request.getfixturevalue(outside))
        assert reader.get("practice.recognitions", teacher_id=teacher).status == status
        assert reader.post("practice.recognitions", SAID, teacher_id=teacher).status == status
        assert reader.post("practice.take_back", WRONG, recognition_id=made).status == status
    with acting():
        assert db.session.scalars(select(Recognition)).one().taken_back_at is None
