"""A slot is edited, by one at a time, and withdrawn for good."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.slots import actions
from matching.slots.enums import SlotState
from matching.slots.models import Slot
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort, activate
from tests.make.slots import a_slot
from tests.slots.typing import REASON, Typed, beside, typed

WHY = "生产线改造，今年不招"


def test_the_editor_reads_that_students_may_have_ranked_it(browser: Browser, hua: Person) -> None:
    page = browser.as_(hua).get("slots.edit", slot_id=a_slot(of=hua))
    assert page.status == 200
    assert "可能已经有学生把这个岗位排进志愿" in page
    assert 'value="数控车床操作"' in page.html


def test_an_edit_changes_the_slot_and_tells_the_trail_what(browser: Browser, hua: Person) -> None:
    slot_id = a_slot(of=hua)
    here = browser.as_(hua)
    shown = here.follow(_edit(here, slot_id, seats="6", major_codes=["0106", "0107"]))
    assert "已保存" in shown
    slot = _slot(slot_id)
    assert (slot.seats, slot.version, sorted(slot.major_codes)) == (6, 2, ["0106", "0107"])
    assert _trail(AuditKind.SLOT_EDIT)["changed"] == ["major_codes", "seats"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hours_day": "9"}, "hours_day"),
        ({"seats": "0"}, "seats"),
        ({"pay_monthly": "2000"}, "reason-INT-20"),
    ],
)
def test_the_law_answers_to_an_edit_too(browser: Browser, hua: Person, changes: Typed, field: str) -> None:
    slot_id = a_slot(of=hua)
    page = _edit(browser.as_(hua), slot_id, **changes)
    assert page.status == 422
    assert beside(page, field)
    assert _slot(slot_id).version == 1


def test_reasons_once_given_stand_in_the_form(browser: Browser, hua: Person) -> None:
    slot_id = a_slot(of=hua, pay_monthly=2000, reasons={"INT-20": REASON})
    here = browser.as_(hua)
    assert REASON in here.get("slots.edit", slot_id=slot_id).html
    assert _edit(here, slot_id, pay_monthly="2000", **{"reason-INT-20": REASON}).status == 303
    assert _edit(here, slot_id, version="2").status == 303
    assert _slot(slot_id).reasons == {}


def test_a_slot_that_has_begun_keeps_its_first_day_in_an_edit(browser: Browser, hua: Person, clock) -> None:
    slot_id = a_slot(of=hua)
    clock.move_to("2026-05-06 10:00+08:00")
    here = browser.as_(hua)
    assert _edit(here, slot_id, seats="5").status == 303
    assert beside(_edit(here, slot_id, version="2", starts_on="2026-04-10"), "starts_on")


def test_of_two_editors_the_second_sees_both_texts(browser: Browser, hua: Person) -> None:
    slot_id = a_slot(of=hua)
    first, second = browser.as_(hua), browser.as_(hua)
    assert _edit(first, slot_id, title="数控车工", lodging=None).status == 303
    page = _edit(second, slot_id, seats="8", hours_day="7.5", hazards=["dust"])
    assert page.status == 409
    assert [_words(row) for row in re.findall(r"<tr.*?</tr>", page.html, re.DOTALL)[1:]] == [
        ["岗位名称", "数控车工", "数控车床操作"],
        ["名额", "4", "8"],
        ["每天时间", "8", "7.5"],
        ["危险因素", "--", "粉尘（一级以上）"],
        ["住宿", "没有", "有"],
    ]
    assert (_slot(slot_id).title, _slot(slot_id).seats) == ("数控车工", 4)


def test_of_two_editors_at_once_one_wins(browser: Browser, hua: Person) -> None:
    slot_id = a_slot(of=hua)
    hands = [(browser.as_(hua), str(seats)) for seats in range(5, 11)]
    with ThreadPoolExecutor(len(hands)) as pool:
        answers = list(pool.map(lambda hand: _edit(hand[0], slot_id, seats=hand[1]).status, hands))
    assert sorted(answers) == [303] + [409] * 5
    assert _slot(slot_id).version == 2


def test_an_edit_without_its_version_is_stale(browser: Browser, hua: Person) -> None:
    assert _edit(browser.as_(hua), a_slot(of=hua), seats="5", version="").status == 409


def test_a_withdrawn_slot_leaves_the_lists_and_says_why(browser: Browser, lin: Person, hua: Person) -> None:
    slot_id = a_slot(of=hua)
    here = browser.as_(hua)
    shown = here.follow(here.post("slots.withdraw", {"reason": WHY}, slot_id=slot_id))
    assert "这个岗位不能再选了" in shown
    student = browser.as_(activate(a_cohort(of=lin, students=1).students[0]))
    for reader in (student, browser.as_(lin)):
        assert "数控车床操作" not in reader.get("slots.index")
        assert "数控车床操作" not in reader.get("slots.index", state="withdrawn")
        page = reader.get("slots.show", slot_id=slot_id)
        assert page.status == 200
        assert f"3月16日撤回：{WHY}" in page
    assert "数控车床操作" in here.get("slots.index", state="withdrawn")
    assert _trail(AuditKind.SLOT_WITHDRAW)["reason"] == WHY


def test_withdrawing_needs_a_reason(browser: Browser, hua: Person) -> None:
    slot_id = a_slot(of=hua)
    here = browser.as_(hua)
    assert here.get("slots.withdraw", slot_id=slot_id).status == 200
    assert here.post("slots.withdraw", {"reason": "  "}, slot_id=slot_id).status == 422
    assert _slot(slot_id).state is SlotState.OPEN


def test_a_withdrawn_slot_is_neither_edited_nor_withdrawn_again(browser: Browser, hua: Person) -> None:
    slot_id = a_slot(of=hua)
    here = browser.as_(hua)
    here.post("slots.withdraw", {"reason": WHY}, slot_id=slot_id)
    assert "要再发布，复制一份" in here.follow(here.get("slots.edit", slot_id=slot_id))
    page = _edit(here, slot_id, version="2", seats="5")
    assert page.status == 422
    assert "要再发布，复制一份" in page
    assert here.post("slots.withdraw", {"reason": WHY}, slot_id=slot_id).status == 422
    assert (_slot(slot_id).seats, _slot(slot_id).version) == (4, 2)


def test_a_slot_with_students_stays_as_they_were_promised(browser: Browser, hua: Person, bao: Person) -> None:
    settled, free = a_slot(of=hua), a_slot(of=hua, title="普车操作")
    with acting():
        actions.settle([settled], by=bao.viewer)
    here = browser.as_(hua)
    assert "不能再改" in here.follow(here.get("slots.edit", slot_id=settled))
    assert _edit(here, settled, seats="5").status == 422
    assert here.post("slots.withdraw", {"reason": WHY}, slot_id=settled).status == 422
    assert (_slot(settled).seats, _slot(settled).state) == (4, SlotState.OPEN)
    assert here.post("slots.withdraw", {"reason": WHY}, slot_id=free).status == 303
    assert _trail(AuditKind.SLOT_SETTLE) == {"count": 1, "slots": [settled]}


def _edit(who: Browser, slot_id: int, **changes: object) -> Page:
    slot = _slot(slot_id)
    sent = typed(**{"enterprise": str(slot.enterprise_id), "version": "1"} | changes)
    return who.post("slots.edit", sent, slot_id=slot_id)


def _slot(slot_id: int) -> Slot:
    with acting():
        slot = db.session.get_one(Slot, slot_id)
        assert slot.majors is not None
        db.session.expunge_all()
        return slot


def _trail(kind: AuditKind) -> dict[str, object]:
    with acting():
        return db.session.scalars(select(AuditEvent.facts).where(AuditEvent.kind == kind)).one()


def _words(row: str) -> list[str]:
    return [re.sub(r"<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
