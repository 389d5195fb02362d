"""A school brings its teachers by a sheet: every fault in its row, all or nothing, nobody twice."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.kernel.sheets import read
from matching.organisations.models import Membership
from matching.practice.enums import RecordState
from matching.practice.models import PracticeRecord, TeacherList
from matching.teachers import actions as teachers
from matching.teachers.enums import PostState, SkillLevel, TeacherKind
from matching.teachers.models import Teacher, TeachingPost
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.teacher_lists import Row, a_file, a_teacher_row
from tests.make.teachers import a_new_teacher
from tests.practice.make import broken
from tests.statements import Counting

PRACTISED = {"enterprise": "汾河重工", "practised_from": "2023-07-03", "practised_until": "2023年8月18日"}
HAN = {"name": "韩雪", "staff_number": "t017", "teaching_since": "2020.9", "skill_level": "高级技师"}


@pytest.fixture
def school(browser: Browser, lin: Person) -> Browser:
    return browser.as_(lin)


def _brought(school: Browser, *rows: Row) -> Page:
    return school.post("practice.bring_list", {"file": a_file(*rows)})


def _the_list() -> int:
    with acting():
        return db.session.scalars(select(func.max(TeacherList.id))).one()


def _taken_over(school: Browser, *rows: Row, **ticked: str) -> Page:
    _brought(school, *rows)
    return school.post("practice.enrol_list", {"version": _version()} | ticked, list_id=_the_list())


def _version() -> str:
    with acting():
        return str(db.session.get_one(TeacherList, _the_list()).version)


def _count(model: Any) -> int:
    with acting():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def _profile(name: str) -> tuple[int, TeacherKind, str, SkillLevel]:
    with acting():
        columns = (Teacher.id, Teacher.kind, Teacher.subject, Teacher.skill_level)
        return tuple(db.session.execute(select(*columns).where(Teacher.name == name)).one())


def _states() -> list[RecordState]:
    with acting():
        return list(db.session.scalars(select(PracticeRecord.state).order_by(PracticeRecord.id)))


def test_a_list_without_fault_is_taken_over_and_everybody_gets_a_slip(school: Browser) -> None:
    rows = [a_teacher_row(number) for number in range(1, 4)]

    done = _taken_over(school, *rows, a_teacher_row(4, kind="公共课", subject="", skill_level=""))

    page = school.follow(done)
    assert "已导入 4 位教师" in page
    assert "生成 4 张账号条" in page
    assert (_count(Teacher), _count(TeachingPost)) == (4, 4)
    assert _profile("钱一")[1:] == (TeacherKind.SPECIALISED, "01", SkillLevel.TECHNICIAN)
    assert broken() == []


def test_every_fault_is_told_in_its_row_and_nothing_is_saved(school: Browser) -> None:
    wrong = [
        a_teacher_row(1, kind="校长"),
        a_teacher_row(2, subject=""),
        a_teacher_row(3, teaching_since="去年"),
        a_teacher_row(4, staff_number="工 9"),
        a_teacher_row(5, enterprise="汾河重工"),
        a_teacher_row(6, **(PRACTISED | {"practised_until": "2023-01-01"})),
        a_teacher_row(7, staff_number="J0008"),
        a_teacher_row(8),
    ]

    page = school.follow(_brought(school, *wrong))

    assert page.html.count('aria-invalid="true"') == 8
    for sentence in ("选这位教师所属的专业类", "日期写成", "工号最多", "以往实践要填企业", "最后一天"):
        assert sentence in page
    assert _taken_over(school, *wrong).status == 422
    assert (_count(Teacher), _count(Account) - 9) == (0, 0)


def test_a_row_is_mended_on_the_page_and_the_marked_list_comes_back(school: Browser) -> None:
    _brought(school, a_teacher_row(1, kind="校长"), a_teacher_row(2))

    sheet = school.get("practice.marked_list", list_id=_the_list())
    assert "问题" in read(sheet.body, "名单.xlsx").rows[0]
    typed = {"cell-2-kind": "专业课教师", "version": "1"}
    page = school.follow(school.post("practice.mend_list", typed, list_id=_the_list()))

    assert "新教师：建账号" in school.follow(page)
    done = school.post("practice.enrol_list", {"version": _version()}, list_id=_the_list())
    assert done.status == 303
    assert _count(Teacher) == 2


def test_somebody_already_here_is_updated_and_not_made_twice(school: Browser, lin: Person) -> None:
    teacher_id = a_new_teacher(of=lin)
    row = a_teacher_row(1, **HAN)
    page = school.follow(school.follow(_brought(school, row, a_teacher_row(2))))
    assert "已在名单：更新档案" in page

    done = school.post("practice.enrol_list", {"version": _version()}, list_id=_the_list())

    assert done.status == 303
    assert _profile("韩雪")[0] == teacher_id
    assert _profile("韩雪")[3] is SkillLevel.SENIOR_TECHNICIAN
    assert (_count(Teacher), _count(TeachingPost)) == (2, 2)


def test_the_number_of_somebody_else_renames_nobody(school: Browser, lin: Person) -> None:
    a_new_teacher(of=lin)

    page = school.follow(_brought(school, a_teacher_row(1, staff_number="T017")))

    assert "贵校这个工号是 韩雪" in page


def test_who_comes_back_gets_the_account_of_before(school: Browser, lin: Person) -> None:
    teacher_id = a_new_teacher(of=lin)
    with acting():
        post = db.session.scalars(select(TeachingPost)).one()
        teachers.leave(post, reason="进修", by=lin.viewer)
    accounts = _count(Account)

    done = _taken_over(school, a_teacher_row(1, **HAN))

    assert done.status == 303
    assert _count(Account) == accounts
    with acting():
        posts = db.session.scalars(select(TeachingPost).order_by(TeachingPost.id)).all()
        assert [post.state for post in posts] == [PostState.LEFT, PostState.ACTIVE]
        assert {post.teacher_id for post in posts} == {teacher_id}
        roles = select(func.count()).where(Membership.account_id == posts[0].teacher.account_id)
        assert db.session.scalar(roles.where(Membership.ended_at.is_(None))) == 1


def test_a_namesake_at_another_school_is_pointed_out(school: Browser, mo: Person) -> None:
    a_new_teacher(of=mo)

    page = school.follow(school.follow(_brought(school, a_teacher_row(1, **HAN))))

    assert "把贵校的加入码交给本人" in page


def test_earlier_practice_waits_unless_the_school_says_it_has_seen_the_proofs(school: Browser) -> None:
    _taken_over(school, a_teacher_row(1, **PRACTISED))
    _taken_over(school, a_teacher_row(1, **PRACTISED))
    assert _states() == [RecordState.WAITING]

    _taken_over(school, a_teacher_row(2, **PRACTISED), certify="y")

    assert _states() == [RecordState.WAITING, RecordState.CERTIFIED]
    with acting():
        kind = AuditEvent.kind == AuditKind.TEACHERS_ENROL
        told = db.session.scalars(select(AuditEvent).where(kind).order_by(AuditEvent.id)).all()
        assert [event.facts["certified"] for event in told] == [False, False, True]


def test_two_clicks_and_two_uploads_make_one_list(school: Browser) -> None:
    for _n in range(2):
        _brought(school, a_teacher_row(1))
    assert _count(TeacherList) == 1
    sent = {"version": "1", "once": "one key"}

    answers = [school.post("practice.enrol_list", sent, list_id=_the_list()) for _n in range(2)]

    assert [(page.status, page.location) for page in answers] == [(303, "/teachers/slips")] * 2
    assert _count(Teacher) == 1


@pytest.mark.parametrize(
    "sent",
    [
        (b"", "empty.xlsx"),
        (b"PK\x03\x04 not a workbook", "broken.xlsx"),
        ("姓名,工号\n赵一,J1\n".encode(), "short.csv"),
        (b"\x00" * 100, "nothing.csv"),
        (b"x", "list.exe"),
    ],
    ids=["empty", "broken", "without columns", "zeros", "a program"],
)
def test_a_file_that_is_no_list_is_told_beside_its_field(school: Browser, sent: tuple[bytes, str]) -> None:
    contents, name = sent
    page = school.post("practice.bring_list", {"file": (BytesIO(contents), name)})

    assert page.status == 422
    assert _count(TeacherList) == 0


def test_a_stranger_sees_no_list(school: Browser, browser: Browser, mo: Person, bao: Person) -> None:
    _brought(school, a_teacher_row(1))
    other, here = browser.as_(mo), {"list_id": _the_list()}

    for view in ("mend_list", "check_list", "marked_list", "list_sheet"):
        assert other.get(f"practice.{view}", **here).status == 404
    for view in ("mend_list", "enrol_list", "cancel_list"):
        assert other.post(f"practice.{view}", {"version": "1"}, **here).status == 404
    assert browser.as_(bao).get("practice.bring_list").status == 403


def test_a_long_list_asks_no_more_than_a_short_one(school: Browser, statements: Counting) -> None:
    few = _asked(school, range(1, 21), statements)
    many = _asked(school, range(1000, 1300), statements)

    assert _count(Teacher) == 320
    assert many <= few


def _asked(school: Browser, numbers: range, statements: Counting) -> int:
    _brought(school, *(a_teacher_row(number) for number in numbers))
    with statements() as asked:
        assert school.post("practice.enrol_list", {"version": "1"}, list_id=_the_list()).status == 303
    return len(asked)
