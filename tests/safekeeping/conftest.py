"""A busy world: lists that wait, a published round with answers, a locked one, people who left."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from click.testing import Result
from flask import Flask

from matching.accounts.actions import deactivate
from matching.accounts.models import Account
from matching.cohorts.actions import reveal, withdraw
from matching.cohorts.models import Student
from matching.db import db
from matching.placements.enums import Answer
from matching.slots import actions as slots
from matching.slots.models import Slot
from tests import cast, make
from tests.browser import Browser
from tests.conftest import A_MONDAY_MORNING, House
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, a_student, activate, an_upload
from tests.make.placements import a_market, answered, publish
from tests.make.rounds import a_round, a_run
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of

SPRING = date(2026, 6, 30)

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def built(house: House) -> House:
    """Built once and remembered."""
    house.reset()
    make.use(house.app)
    with time_machine.travel(A_MONDAY_MORNING, tick=True):
        _live(house.app)
    house.keep("busy")
    return house


@pytest.fixture
def busy(built: House) -> Iterator[Flask]:
    """The application with the busy world in it."""
    built.reset("busy")
    make.use(built.app)
    yield built.app
    built.close()


@pytest.fixture
def run(busy: Flask) -> Run:
    """`flask ...`, as somebody types it."""

    def typed(*words: Any) -> Result:
        return busy.test_cli_runner().invoke(args=[str(word) for word in words])

    return typed


def _live(app: Flask) -> None:
    with app.app_context():
        lin, mo, hua, qi, ada, shi = (cast.person(name) for name in ("lin", "mo", "hua", "qi", "ada", "shi"))
    published = a_market(
        of=lin, at=hua, lists=((0, 1), (0,), (1,), ()), seats=(2, 2), internship_until=SPRING
    )
    publish(published)
    answered(published, published.students[0], Answer.ACCEPT, by=activate(published.students[0]))
    answered(published, published.students[1], Answer.DECLINE, by=activate(published.students[1]))
    autumn = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 1, 31), "same_post_staff": 400}
    slot, cohort = a_slot(of=qi, **autumn), a_cohort(of=mo, students=3, major=CNC)
    locked = a_round(cohorts=[cohort], internship_from=date(2026, 8, 1))
    for student in cohort.students:
        wishes_of(student, locked, [slot])
    a_run(locked)
    an_upload(a_cohort(of=lin), [a_row(70_000 + number) for number in range(3)], of=lin)
    left = a_student(of=mo)
    gone = a_slot(of=qi, title="不再招人的岗位")
    Browser(app).as_(lin)
    with acting():
        reveal(db.session.get_one(Student, left.id), reason="家长来校办理退学", by=mo.viewer)
        withdraw(db.session.get_one(Student, left.id), reason="退学", by=mo.viewer)
        slots.withdraw(db.session.get_one(Slot, gone), reason="不再需要", by=qi.viewer)
        deactivate(db.session.get_one(Account, shi.account_id), reason="离职", by=ada.viewer)
