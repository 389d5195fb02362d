"""The deadline is asked in the writing transaction, by the clock of the server."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from matching.db import db
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
