"""Slots that cannot be chosen: told with rule, own value and day; kept, marked, never submitted."""

from datetime import date

from tests.browser import Browser
from tests.cast import Person
from tests.make.cohorts import a_student, activate
from tests.make.rounds import a_run, round_of
from tests.make.slots import a_slot
from tests.make.wishes import list_of, wishes_of
from tests.wishes.conftest import Scene, withdraw
from tests.wishes.pressing import buttons_of, press, send


def test_a_student_too_young_reads_the_rule_the_age_and_the_day(
    browser: Browser, lin: Person, scene: Scene
) -> None:
    born = date(2010, 6, 13)
    young = a_student(of=lin, cohort=scene.cohort, born=born)
    page = browser.as_(activate(young.id)).get("wishes.choices", round_id=scene.round_id)
    assert buttons_of(page, "add") == []
    assert "暂时不能选 5 个" in page
    assert "16" in page
    assert "6月13日" in page or "2026-06-13" in page


def test_a_student_from_outside_the_city_chooses_and_is_matched(
    browser: Browser, lin: Person, scene: Scene
) -> None:
    student = a_student(of=lin, cohort=scene.cohort, home_county="000000")
    page = browser.as_(activate(student.id)).get("wishes.choices", round_id=scene.round_id)
    assert page.status == 200
    wishes_of(student.id, scene.round_id, [scene.slots[0]])
    assert a_run(round_of(scene.round_id)).places[student.id] == scene.slots[0]


def test_a_barred_slot_cannot_be_added_by_hand(browser: Browser, hua: Person, scene: Scene) -> None:
    foreign = a_slot(of=hua, title="护理", major_codes=frozenset({"1191"}), seats=1)
    pupil = browser.as_(scene.student)
    page = pupil.post("wishes.change", {"add": f"s{foreign}"}, round_id=scene.round_id)
    assert page.status == 422
    assert "护理" in page
    assert "暂时不能选 1 个" in page


def test_a_withdrawn_slot_stays_on_the_list_and_is_skipped(pupil: Browser, hua: Person, scene: Scene) -> None:
    a, b, c, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [a, b, c], submit=False)
    withdraw(b, by=hua)
    page = pupil.get("wishes.choices", round_id=scene.round_id)
    assert "企业撤回了这个岗位" in page
    assert "2 个已保存，未提交" in page
    check = pupil.get("wishes.check", round_id=scene.round_id)
    assert "不会提交的岗位" in check
    press(pupil, check, read="y")
    made = list_of(scene.student_id, scene.round_id)
    assert made.order == (a, b, c)
    assert made.submitted == (a, c)


def test_a_withdrawn_slot_cannot_come_back_once_removed(pupil: Browser, hua: Person, scene: Scene) -> None:
    a, b, *_rest = scene.slots
    wishes_of(scene.student_id, scene.round_id, [a, b], submit=False)
    old = pupil.get("wishes.choices", round_id=scene.round_id)
    withdraw(b, by=hua)
    press(pupil, old, "remove", f"s{b}")
    assert pupil.post("wishes.change", {"add": f"s{b}"}, round_id=scene.round_id).status == 422
    assert list_of(scene.student_id, scene.round_id).order == (a,)


def test_a_list_of_withdrawn_slots_only_is_not_submitted(pupil: Browser, hua: Person, scene: Scene) -> None:
    [a] = scene.slots[:1]
    wishes_of(scene.student_id, scene.round_id, [a], submit=False)
    old = pupil.get("wishes.check", round_id=scene.round_id)
    withdraw(a, by=hua)
    page = send(pupil, old, read="y")
    assert page.status == 422
    assert "现在都不能选" in page
    assert list_of(scene.student_id, scene.round_id).submitted is None


def test_a_submission_keeps_what_was_withdrawn_later(pupil: Browser, hua: Person, scene: Scene) -> None:
    made = wishes_of(scene.student_id, scene.round_id, scene.slots[:2])
    withdraw(scene.slots[0], by=hua)
    receipt = pupil.get("wishes.receipt", round_id=scene.round_id, number=1)
    assert "车工" in receipt
    assert list_of(scene.student_id, scene.round_id) == made


def test_a_long_list_of_barred_slots_has_its_own_page(pupil: Browser, hua: Person, scene: Scene) -> None:
    for n in range(8):
        a_slot(of=hua, title=f"护理{n}", major_codes=frozenset({"1191"}), seats=1)
    page = pupil.get("wishes.choices", round_id=scene.round_id)
    assert "看全部 8 个和原因" in page
    everything = pupil.get("wishes.barred", round_id=scene.round_id)
    assert all(f"护理{n}" in everything for n in range(8))
