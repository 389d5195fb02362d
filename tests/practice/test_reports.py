"""A practice report: saved, handed in, returned, accepted; nothing typed is lost and nobody reads a draft."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from matching.audit.kinds import AuditKind as A
from matching.audit.models import AuditEvent
from matching.db import db
from matching.files.models import StoredFile
from matching.kernel import clock as today
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.practice.actions import days
from matching.practice.enums import LARGEST_UPLOAD, MOST_PHOTOS, DayState, ReportState
from matching.practice.models import PracticeReport, ReportPhoto
from tests.browser import Browser, Page
from tests.cast import Person
from tests.files.test_photos import photo
from tests.make import acting
from tests.practice.make import a_teacher, decided, going, some_days_at
from tests.statements import MOST, Counting

FIRST = date(2026, 7, 6)
DID = "跟着改造小组拆装两台五轴加工中心，记录每一步的工艺参数"
TYPED = {
    "did": DID,
    "learned": "学会了刀路优化和现场快速换型的方法",
    "teaching": "把换型案例写进数控实训任务书，增加一次对比练习",
    "improvement": "夹具改成快换式，换型从四十分钟缩短到十五分钟",
    "worth": "120000",
    "version": "0",
}


@pytest.fixture
def teacher(app: Flask) -> Person:
    return a_teacher()


@pytest.fixture
def mine(teacher: Person, lin: Person, hua: Person, clock: time_machine.Traveller) -> int:
    """A sign-up that everybody agreed to, on its first day."""
    made = going(teacher, school=lin, host=hua)
    clock.move_to(today.from_local(datetime.combine(FIRST, time(9))))
    return made


@pytest.fixture
def writer(browser: Browser, teacher: Person, mine: int) -> Browser:
    """The teacher's, on the first day."""
    del mine
    return browser.as_(teacher)


def _picture(colour: str = "teal") -> tuple[BytesIO, str]:
    written = BytesIO()
    Image.new("RGB", (40, 20), colour).save(written, "PNG")
    return BytesIO(written.getvalue()), f"{colour}.png"


def _write(inside: Browser, mine: int, deed: str = "save", photos: Sequence[Any] = (), **typed: str) -> Page:
    data = TYPED | {"deed": deed, "photos": list(photos)} | typed
    return inside.post("practice.write_report", data, sign_up_id=mine)


def _handed_in(browser: Browser, teacher: Person, mine: int, **typed: Any) -> None:
    inside = browser.as_(teacher)
    assert "已提交，等学校看" in inside.follow(_write(inside, mine, "hand_in", **typed))


def _report() -> Any:
    columns = PracticeReport.state, PracticeReport.version, PracticeReport.did, PracticeReport.worth_confirmed
    with acting():
        return db.session.execute(select(*columns)).one()


def _photos() -> list[int]:
    with acting():
        return list(db.session.scalars(select(ReportPhoto.id).order_by(ReportPhoto.id)))


def _trail() -> list[A]:
    with acting():
        steps = select(AuditEvent.kind).where(AuditEvent.subject_type == "practice_report")
        return list(db.session.scalars(steps.order_by(AuditEvent.id)))


def _heard(person: Person) -> set[Letter]:
    with acting():
        return set(
            db.session.scalars(select(OutboxLetter.kind).where(OutboxLetter.to_id == person.account_id))
        )


def test_a_report_is_saved_as_far_as_it_is_and_handed_in_when_it_is_whole(
    browser: Browser, teacher: Person, mine: int
) -> None:
    inside = browser.as_(teacher)
    assert "/report" in inside.get("practice.sign_up", sign_up_id=mine).html
    page = inside.follow(_write(inside, mine, "hand_in", learned="", worth=""))
    assert "先答完三个问题" in page
    assert DID in page.html
    assert _report().state is ReportState.DRAFT
    page = inside.follow(_write(inside, mine, "hand_in", version="1"))
    assert "已提交，等学校看" in page
    assert _trail() == [A.REPORT_WRITE, A.REPORT_WRITE, A.REPORT_HAND_IN]


def test_nobody_writes_of_what_has_not_begun(
    browser: Browser, teacher: Person, mine: int, clock: time_machine.Traveller
) -> None:
    clock.move_to(today.from_local(datetime.combine(FIRST - timedelta(days=1), time(23, 59))))
    inside = browser.as_(teacher)
    assert "从第一天（7月6日" in inside.get("practice.report", sign_up_id=mine)
    page = _write(inside, mine)
    assert page.status == 422
    assert "从第一天（7月6日" in page


def test_the_school_returns_and_accepts_and_the_trail_keeps_the_course(
    browser: Browser, teacher: Person, lin: Person, mine: int
) -> None:
    _handed_in(browser, teacher, mine)
    school, inside = browser.as_(lin), browser.as_(teacher)
    assert DID in school.get("practice.report", sign_up_id=mine)
    no, asked = {"answer": "no", "reason": ""}, {"answer": "no", "reason": "写清楚换型的步骤"}
    assert school.post("practice.answer_report", no, sign_up_id=mine).status == 422
    assert school.post("practice.answer_report", asked, sign_up_id=mine).status == 303
    assert DID not in school.get("practice.report", sign_up_id=mine)
    assert "写清楚换型的步骤" in inside.get("dashboards.home")
    assert "写清楚换型的步骤" in inside.get("practice.report", sign_up_id=mine)
    version = str(_report().version)
    inside.follow(_write(inside, mine, "hand_in", did=f"{DID}，分六步", version=version))
    yes = {"answer": "yes", "reason": ""}
    assert school.post("practice.answer_report", yes, sign_up_id=mine).status == 303
    assert school.post("practice.answer_report", yes, sign_up_id=mine).status == 422
    assert "学校已通过" in inside.get("practice.report", sign_up_id=mine)
    page = school.get("practice.report", sign_up_id=mine)
    assert "退回了唐老师「数控产线改造」的实践报告：写清楚换型的步骤" in page
    assert _heard(teacher) >= {Letter.REPORT_RETURNED, Letter.REPORT_ACCEPTED}
    again = [A.REPORT_WRITE, A.REPORT_HAND_IN]
    assert _trail() == [*again, A.REPORT_RETURN, *again, A.REPORT_ACCEPT]


def test_the_enterprise_puts_its_own_figure_and_reads_what_concerns_it(
    browser: Browser, people: Callable[[str], Person], mine: int
) -> None:
    teacher, hua, lin = map(people, ("tang", "hua", "lin"))
    _handed_in(browser, teacher, mine)
    host = browser.as_(hua)
    assert Letter.WORTH_ASKED in _heard(hua)
    assert "确认唐老师技术改进的效益" in host.get("dashboards.home")
    page = host.get("practice.report", sign_up_id=mine)
    assert DID in page
    assert "教学上会改什么" not in page
    assert host.post("practice.confirm_worth", {"worth": "-1"}, sign_up_id=mine).status == 422
    assert host.post("practice.confirm_worth", {"worth": "90000"}, sign_up_id=mine).status == 303
    assert "确认唐老师技术改进的效益" not in host.get("dashboards.home")
    assert "90,000" in browser.as_(lin).get("practice.report", sign_up_id=mine)


def test_an_improvement_told_anew_is_worth_nothing_until_the_enterprise_says_so_again(
    browser: Browser, people: Callable[[str], Person], mine: int
) -> None:
    teacher, hua, lin = map(people, ("tang", "hua", "lin"))
    _handed_in(browser, teacher, mine)
    browser.as_(hua).post("practice.confirm_worth", {"worth": "90000"}, sign_up_id=mine)
    returned = {"answer": "no", "reason": "效益怎么算的"}
    browser.as_(lin).post("practice.answer_report", returned, sign_up_id=mine)
    _write(browser.as_(teacher), mine, worth="150000", version=str(_report().version))
    assert _report().worth_confirmed is None
    assert browser.as_(hua).post("practice.confirm_worth", {"worth": "1"}, sign_up_id=mine).status == 422


def test_photos_are_kept_clean_captioned_and_removed(
    browser: Browser, teacher: Person, lin: Person, mine: int
) -> None:
    inside = browser.as_(teacher)
    _write(inside, mine, photos=[(BytesIO(photo()), "车间.jpg"), _picture()])
    first, second = _photos()
    typed = {f"caption-{first}": "快换夹具", "dropped": str(second), "version": "1"}
    _write(inside, mine, "hand_in", **typed)
    assert _photos() == [first]
    page = browser.as_(lin).get("practice.report", sign_up_id=mine)
    assert "快换夹具" in page
    shown = inside.get("practice.report_photo", photo_id=first)
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == (
        "image/jpeg",
        "nosniff",
    )
    assert shown.headers["Cache-Control"].startswith("private")
    with Image.open(BytesIO(shown.body)) as kept:
        assert dict(kept.getexif()) == {}
    with acting():
        assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 1


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        (b"GIF89a", "打不开这张照片"),
        (photo()[:300], "打不开这张照片"),
        (b"\xff\xd8" + bytes(9 * 1024 * 1024), "超过 8 MB"),
    ],
)
def test_a_bad_photo_costs_no_word_and_hands_nothing_in(
    writer: Browser, mine: int, contents: bytes, said: str
) -> None:
    answer = _write(writer, mine, "hand_in", photos=[(BytesIO(contents), "夹具.jpg"), _picture()])
    page = writer.follow(answer)
    assert "夹具.jpg" in page
    assert said in page
    assert DID in page.html
    assert (_report().state, len(_photos())) == (ReportState.DRAFT, 1)


def test_photos_of_a_phone_fit_in_one_request_and_more_than_there_is_room_for_are_told(
    browser: Browser, teacher: Person, mine: int
) -> None:
    colours = ("red", "green", "blue", "teal", "gold", "navy", "pink", "gray")
    large = (BytesIO(photo() + bytes(7 * 1024 * 1024)), "大.jpg")
    inside = browser.as_(teacher)
    page = inside.follow(_write(inside, mine, photos=[large, large_twin(), *map(_picture, colours)]))
    assert len(_photos()) == MOST_PHOTOS
    assert "有 3 张照片放不下" in page
    huge = [(BytesIO(bytes(LARGEST_UPLOAD)), "巨.jpg")]
    assert _write(inside, mine, photos=huge, version="1").status == 413


def large_twin() -> tuple[BytesIO, str]:
    """The same photo once more: it is kept once."""
    return BytesIO(photo() + bytes(7 * 1024 * 1024)), "又一张.jpg"


def test_a_second_click_changes_nothing(browser: Browser, teacher: Person, mine: int) -> None:
    inside = browser.as_(teacher)
    for _click in range(2):
        assert _write(inside, mine, "hand_in", photos=[_picture()]).status == 303
    assert (_report().state, len(_photos())) == (ReportState.HANDED_IN, 1)
    assert _trail() == [A.REPORT_WRITE, A.REPORT_HAND_IN]


def test_of_two_tabs_the_second_reads_both_texts(browser: Browser, teacher: Person, mine: int) -> None:
    inside = browser.as_(teacher)
    _write(inside, mine)
    page = _write(inside.twin(), mine, did="另一个窗口里写的另一段话")
    assert page.status == 409
    assert DID in page
    assert "另一个窗口里写的另一段话" in page
    assert _report().did == DID


def test_nobody_else_reads_a_draft_and_strangers_find_nothing(
    browser: Browser, people: Callable[[str], Person], mine: int
) -> None:
    teacher, lin, hua, bao, mo, qi = map(people, ("tang", "lin", "hua", "bao", "mo", "qi"))
    _write(browser.as_(teacher), mine, photos=[_picture()])
    [picture] = _photos()
    for party in (lin, hua, bao):
        inside = browser.as_(party)
        assert "还没有提交报告" in inside.get("practice.report", sign_up_id=mine)
        assert inside.get("practice.report_photo", photo_id=picture).status == 404
    _write(browser.as_(teacher), mine, "hand_in", version="1")
    for party in (lin, hua, bao):
        assert browser.as_(party).get("practice.report_photo", photo_id=picture).status == 200
    for stranger in (mo, qi):
        inside = browser.as_(stranger)
        assert inside.get("practice.report", sign_up_id=mine).status == 404
        assert inside.get("practice.report_photo", photo_id=picture).status == 404
    other = browser.as_(a_teacher("wen"))
    assert other.get("practice.report", sign_up_id=mine).status == 404
    assert _write(other, mine).status == 404
    assert browser.as_(mo).post("practice.answer_report", {"answer": "yes"}, sign_up_id=mine).status == 404
    assert browser.as_(qi).post("practice.confirm_worth", {"worth": "1"}, sign_up_id=mine).status == 404
    assert browser.as_(bao).post("practice.answer_report", {"answer": "yes"}, sign_up_id=mine).status == 403


def test_who_certifies_reads_whether_the_report_is_in(
    browser: Browser, people: Callable[[str], Person], mine: int, statements: Counting
) -> None:
    teacher, lin = map(people, ("tang", "lin"))
    some_days_at(mine, FIRST, state=DayState.CONFIRMED)
    school = browser.as_(lin)
    assert "没有报告也可以认定天数" in school.get("practice.days", sign_up_id=mine)
    _handed_in(browser, teacher, mine, photos=[_picture(), _picture("red")])
    assert "看报告" in school.get("practice.days", sign_up_id=mine)
    decided(mine, days.certify, by=lin)
    with statements() as asked:
        school.get("practice.report", sign_up_id=mine)
    assert len(asked) <= MOST
    assert f"/sign-ups/{mine}/report" in browser.as_(teacher).get("practice.own_record").html
