"""The deadline is asked in the writing transaction, by the clock of the server."""

from datetime import timedelta

import pytest
import time_machine
from time_machine import Traveller

from matching.db import db
from matching.rounds import actions as rounds
from matching.rounds.models import MatchRound
from tests.browser import Browser
from tests.make import acting
from tests.make.wishes import list_of, wishes_of
from tests.wishes.conftest import Scene
from tests.wishes.pressing import send

SECOND = timedelta(seconds=1)


@pytest.fixture
def deadline(scene: Scene):
    with acting():
        return db.session.get_one(MatchRound, scene.round_id).closes_at


def test_a_second_before_the_deadline_a_list_is_submitted(
    browser: Browser, scene: Scene, clock: Traveller, deadline
) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:3], submit=False)
    clock.move_to(deadline - SECOND, tick=False)
    pupil = browser.as_(scene.student)
    page = send(pupil, pupil.get("wishes.check", round_id=scene.round_id), read="y")
    assert page.status == 303
    assert list_of(scene.student_id, scene.round_id).submitted == scene.slots[:3]


@pytest.mark.parametrize("late", [timedelta(0), SECOND])
def test_from_the_deadline_on_nothing_is_submitted_or_moved(
    browser: Browser, scene: Scene, clock: Traveller, *, deadline, late: timedelta
) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:3], submit=False)
    clock.move_to(deadline - SECOND, tick=False)
    pupil = browser.as_(scene.student)
    check = pupil.get("wishes.check", round_id=scene.round_id)
    choices = pupil.get("wishes.choices", round_id=scene.round_id)
    clock.move_to(deadline + late, tick=False)
    for page in (
        send(pupil, check, read="y"),
        send(pupil, choices, "move", f"s{scene.slots[1]}:up"),
        send(pupil, choices, "add", f"s{scene.slots[3]}"),
    ):
        assert page.status == 422
        assert "截止" in page
    made = list_of(scene.student_id, scene.round_id)
    assert (made.order, made.submitted) == (scene.slots[:3], None)


def test_a_clock_set_back_does_not_open_a_locked_round_again(
    browser: Browser, scene: Scene, clock: Traveller, deadline
) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:2], submit=False)
    lock(scene.round_id)
    clock.move_to(deadline - timedelta(hours=2))
    pupil = browser.as_(scene.student)
    version = str(list_of(scene.student_id, scene.round_id).version)
    page = pupil.post("wishes.submission", {"version": version, "read": "y"}, round_id=scene.round_id)
    assert page.status == 422
    assert list_of(scene.student_id, scene.round_id).submitted is None


def test_a_move_by_htmx_after_the_deadline_loads_the_whole_page(
    browser: Browser, scene: Scene, clock: Traveller, deadline
) -> None:
    clock.move_to(deadline)
    pupil = browser.as_(scene.student)
    typed, headers = {"add": f"s{scene.slots[0]}"}, {"HX-Request": "true"}
    page = pupil.post("wishes.change", typed, headers=headers, round_id=scene.round_id)
    assert (page.status, page.headers["HX-Refresh"], page.html) == (422, "true", "")


def test_after_the_deadline_no_paper_is_typed(
    browser: Browser, scene: Scene, lin, clock: Traveller, *, deadline
) -> None:
    clock.move_to(deadline)
    lins, values = browser.as_(lin), {"round_id": scene.round_id, "student_id": scene.student_id}
    assert lins.get("wishes.paper_for", **values).status == 303
    assert "没有提交过志愿" in lins.get("wishes.choices_for", **values)
    assert lins.post("wishes.paper_for", {"wish_1": str(scene.slots[0])}, **values).status == 422


def test_after_the_deadline_the_page_shows_what_counts(
    browser: Browser, scene: Scene, clock: Traveller, deadline
) -> None:
    made = wishes_of(scene.student_id, scene.round_id, scene.slots[:2])
    wishes_of(scene.student_id, scene.round_id, scene.slots[2:3], submit=False)
    clock.move_to(deadline + SECOND)
    page = browser.as_(scene.student).get("wishes.choices", round_id=scene.round_id)
    assert made.receipt in page
    assert "铣工" in page
    assert "钳工" not in page
    assert "没有提交，不算数" in page
    assert "公布结果" in page


def test_who_submitted_nothing_is_told_so(browser: Browser, scene: Scene, clock: Traveller, deadline) -> None:
    wishes_of(scene.student_id, scene.round_id, scene.slots[:2], submit=False)
    clock.move_to(deadline + SECOND)
    page = browser.as_(scene.student).get("wishes.choices", round_id=scene.round_id)
    assert "没有提交过志愿" in page


def test_a_clock_set_back_between_submission_and_edit_hides_no_edit(
    browser: Browser, scene: Scene, clock: Traveller, deadline
) -> None:
    clock.move_to(deadline - timedelta(hours=3))
    wishes_of(scene.student_id, scene.round_id, scene.slots[:2])
    clock.move_to(deadline - timedelta(hours=5))
    wishes_of(scene.student_id, scene.round_id, scene.slots[2:3], submit=False)
    page = browser.as_(scene.student).get("wishes.choices", round_id=scene.round_id)
    assert "3 个已保存，未提交" in page


def lock(round_id: int) -> None:
    """The deadline passes, and the sweep locks the round."""
    with acting():
        match_round = db.session.get_one(MatchRound, round_id)
        closes_at = match_round.closes_at
    with time_machine.travel(closes_at + SECOND, tick=True), acting():
        rounds.lock(db.session.get_one(MatchRound, round_id), by=None)
