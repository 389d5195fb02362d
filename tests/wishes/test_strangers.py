"""Lists of wishes are seen by the student, and by the school that helps; by nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser import Browser
from tests.cast import Person
from tests.make.cohorts import a_cohort, activate
from tests.make.rounds import a_round
from tests.make.wishes import list_of, wishes_of
from tests.wishes.conftest import Scene

OWN = ("choices", "barred", "check", "receipt")
SCHOOL = ("choices_for", "barred_for", "paper_for", "check_for", "receipt_for")


def test_a_stranger_sees_nothing(browser: Browser, scene: Scene) -> None:
    made = wishes_of(scene.student_id, scene.round_id, scene.slots[:2])
    for name in (*OWN, *SCHOOL):
        page = browser.get(f"wishes.{name}", **_values(name, scene, number=made.number))
        assert page.status == 303
        assert "/sign-in" in page.location


@pytest.mark.parametrize("username", ["mo", "hua", "bao", "ada", "tang", "shi"])
def test_only_the_own_school_gets_at_a_students_list(
    browser: Browser, scene: Scene, people: Callable[[str], Person], username: str
) -> None:
    made = wishes_of(scene.student_id, scene.round_id, scene.slots[:2])
    expected = 404 if username == "mo" else 403
    stranger = browser.as_(people(username))
    for name in SCHOOL:
        assert stranger.get(f"wishes.{name}", **_values(name, scene, number=1)).status == expected
    for name, typed in (
        ("change_for", {"remove": f"s{scene.slots[0]}"}),
        ("paper_for", {"wish_1": str(scene.slots[3])}),
        ("submission_for", {"version": str(made.version), "read": "y"}),
    ):
        assert stranger.post(f"wishes.{name}", typed, **_values(name, scene)).status == expected
    assert list_of(scene.student_id, scene.round_id) == made


def test_a_student_of_another_cohort_finds_no_such_round(browser: Browser, scene: Scene, mo: Person) -> None:
    other = browser.as_(activate(a_cohort(of=mo, students=1).students[0]))
    for name in OWN:
        assert other.get(f"wishes.{name}", **_values(name, scene, number=1)).status == 404
    assert other.post("wishes.change", {"add": "s1"}, round_id=scene.round_id).status == 404
    assert other.post("wishes.submission", {"version": "1"}, round_id=scene.round_id).status == 404


def test_a_classmate_reads_only_their_own(browser: Browser, scene: Scene) -> None:
    made = wishes_of(scene.student_id, scene.round_id, scene.slots[:2])
    mate = browser.as_(activate(scene.cohort.students[1]))
    assert "还没有选岗位" in mate.get("wishes.choices", round_id=scene.round_id)
    assert mate.get("wishes.receipt", round_id=scene.round_id, number=made.number).status == 404
    assert mate.get("wishes.choices_for", **_values("choices_for", scene)).status == 403


def test_lin_finds_no_student_outside_the_round(
    browser: Browser, scene: Scene, lin: Person, app: Flask
) -> None:
    outside = a_cohort(of=lin, students=1).students[0]
    lins = browser.as_(lin)
    assert lins.get("wishes.choices_for", round_id=scene.round_id, student_id=outside).status == 404
    assert lins.get("wishes.choices_for", round_id=99_999, student_id=scene.student_id).status == 404


def test_a_round_that_is_being_prepared_is_not_there_yet(
    browser: Browser, lin: Person, bao: Person, hua: Person
) -> None:
    cohort = a_cohort(of=lin, students=1)
    made = a_round(by=bao, cohorts=[cohort], open=False)
    pupil = browser.as_(activate(cohort.students[0]))
    assert pupil.get("wishes.choices", round_id=made.id).status == 404
    assert "还没有轮到你填志愿" in pupil.get("wishes.mine")


def _values(name: str, scene: Scene, **more: int) -> dict[str, int]:
    values = {"round_id": scene.round_id}
    if name.endswith("_for"):
        values["student_id"] = scene.student_id
    if name.startswith("receipt"):
        values |= more
    return values
