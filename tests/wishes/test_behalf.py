"""School staff enter a list that came on paper; the trail and the student know who did."""

import pytest
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter
from matching.rounds.models import WishSubmission
from tests.browser import Browser, Page
from tests.cast import Person
from tests.make import acting
from tests.make.slots import a_slot
from tests.make.wishes import list_of, wishes_of
from tests.wishes.conftest import LIMIT, Scene
from tests.wishes.pressing import press, send


def paper(lins: Browser, scene: Scene) -> Page:
    return lins.get("wishes.paper_for", round_id=scene.round_id, student_id=scene.student_id)


def lines(*texts: object) -> dict[str, str]:
    return {f"wish_{n}": str(text) for n, text in enumerate(texts, start=1)}


def test_lin_types_a_paper_list_checks_it_and_submits(browser: Browser, lin: Person, scene: Scene) -> None:
    lins = browser.as_(lin)
    a, b, c, *_rest = scene.slots
    check = press(lins, paper(lins, scene), **lines(b, "车工", f"{c} · 钳工"))
    assert list_of(scene.student_id, scene.round_id).order == (b, a, c)
    receipt = press(lins, check, read="y")
    made = list_of(scene.student_id, scene.round_id)
    assert made.submitted == (b, a, c)
    assert made.receipt in receipt
    assert "林敏（学校代填）" in receipt


def test_both_persons_stay_on_record_and_the_student_is_told(
    browser: Browser, lin: Person, scene: Scene
) -> None:
    lins = browser.as_(lin)
    press(lins, press(lins, paper(lins, scene), **lines(*scene.slots[:2])), read="y")
    with acting():
        events = db.session.scalars(
            select(AuditEvent).where(AuditEvent.kind.in_([AuditKind.WISH_CHANGE, AuditKind.WISH_SUBMIT]))
        ).all()
        assert {(e.by_id, e.acting_for_id) for e in events} == {(lin.account_id, scene.student.account_id)}
        submission = db.session.scalars(select(WishSubmission)).one()
        assert (submission.submitted_by_id, submission.on_behalf) == (lin.account_id, True)
        letter = db.session.scalars(
            select(OutboxLetter).where(OutboxLetter.kind == Letter.WISHES_ENTERED)
        ).one()
        assert letter.to_id == scene.student.account_id
        assert letter.facts["entered_by"] == "林敏"
        url = letter.url
    assert "林敏（学校代填）" in browser.as_(scene.student).get(url)


def test_the_student_may_change_what_the_school_entered(browser: Browser, lin: Person, scene: Scene) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:2], by=lin)
    pupil = browser.as_(scene.student)
    press(pupil, pupil.get("wishes.choices", round_id=scene.round_id), "move", f"s{scene.slots[1]}:up")
    press(pupil, pupil.get("wishes.check", round_id=scene.round_id), read="y")
    made = list_of(scene.student_id, scene.round_id)
    assert made.submitted == (scene.slots[1], scene.slots[0])
    receipt = pupil.get("wishes.receipt", round_id=scene.round_id, number=2)
    assert "学校代填" not in receipt


def test_lin_may_also_press_the_buttons_for_the_student(browser: Browser, lin: Person, scene: Scene) -> None:
    lins = browser.as_(lin)
    page = lins.get("wishes.choices_for", round_id=scene.round_id, student_id=scene.student_id)
    assert "2026" in page
    page = press(lins, page, "add", f"s{scene.slots[0]}")
    press(lins, page, "add", f"s{scene.slots[1]}")
    assert list_of(scene.student_id, scene.round_id).order == scene.slots[:2]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("车工", "没有这个岗位"), "没有这个编号或名称的岗位"),
        (("车工", "车 工"), "已经是第 1 志愿"),
        (("车工", "2 号车间"), "没有这个编号或名称的岗位"),
        (("车工", "999999"), "没有这个编号或名称的岗位"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_nothing_is_saved(
    browser: Browser, lin: Person, scene: Scene, *, typed: tuple[str, ...], sentence: str
) -> None:
    lins = browser.as_(lin)
    wishes_of(scene.student_id, scene.round_id, scene.slots[3:4], submit=False)
    page = send(lins, paper(lins, scene), **lines(*typed))
    assert page.status == 422
    assert sentence in page
    assert 'value="车工"' in page.html
    assert list_of(scene.student_id, scene.round_id).order == scene.slots[3:4]


def test_a_title_of_two_slots_asks_for_the_number(browser: Browser, lin: Person, hua, scene: Scene) -> None:
    twin = a_slot(of=hua, title="车工", seats=1)
    lins = browser.as_(lin)
    page = send(lins, paper(lins, scene), **lines("车工"))
    assert page.status == 422
    assert f"{scene.slots[0]}, {twin}" in page or f"{twin}, {scene.slots[0]}" in page


def test_the_paper_has_as_many_lines_as_the_round_takes_wishes(
    browser: Browser, lin: Person, scene: Scene
) -> None:
    assert paper(browser.as_(lin), scene).html.count('id="wish_') == LIMIT


def test_entering_paper_is_undone_like_any_other_change(browser: Browser, lin: Person, scene: Scene) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:3], submit=False)
    lins = browser.as_(lin)
    press(lins, paper(lins, scene), **lines(scene.slots[3], "", "", ""))
    made = list_of(scene.student_id, scene.round_id)
    assert made.order == (scene.slots[3],)
    page = lins.get("wishes.choices_for", round_id=scene.round_id, student_id=scene.student_id)
    press(lins, page, "undo", str(made.version))
    assert list_of(scene.student_id, scene.round_id).order == scene.slots[:3]
