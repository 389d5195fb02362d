"""One round of Bao's with a student of Lin's who can sign in, and slots of Hua's to choose from."""

from dataclasses import dataclass

import pytest
from flask import Flask

from matching.db import db
from matching.slots import actions as slots
from matching.slots.models import Slot
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import MadeCohort, a_cohort, activate
from tests.make.rounds import a_round
from tests.make.slots import a_slot

LIMIT = 4


@dataclass(frozen=True)
class Scene:
    """Ids to speak of, and the student as a person."""

    round_id: int
    cohort: MadeCohort
    student_id: int
    student: Person
    slots: tuple[int, ...]


@pytest.fixture
def scene(app: Flask, bao: Person, lin: Person, hua: Person) -> Scene:
    """Five slots, a limit of four wishes, the deadline still ahead."""
    posted = tuple(
        a_slot(of=hua, title=title, seats=1) for title in ("车工", "铣工", "钳工", "磨工", "装配工")
    )
    cohort = a_cohort(of=lin, students=2)
    made = a_round(by=bao, cohorts=[cohort], wish_limit=LIMIT)
    return Scene(made.id, cohort, cohort.students[0], activate(cohort.students[0]), posted)


def withdraw(slot_id: int, *, by: Person) -> None:
    """The enterprise takes a slot back."""
    with acting():
        slot = db.session.get_one(Slot, slot_id)
        slots.withdraw(slot, reason="订单减少", by=by.viewer)


@pytest.fixture
def pupil(browser: Browser, scene: Scene) -> Browser:
    """The student's browser."""
    return browser.as_(scene.student)
