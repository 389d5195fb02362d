"""Once a day the worker asks everything by itself; the trail and the administrators hear of it."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.jobs.models import Job
from matching.safekeeping.tasks import KIND
from tests.browser import Browser
from tests.cast import Person
from tests.make import acting
from tests.safekeeping.planting import plant

CHECKS = (AuditKind.INVARIANTS_HOLD, AuditKind.INVARIANTS_BROKEN)


def told() -> list[AuditKind]:
    with acting():
        events = select(AuditEvent.kind).where(AuditEvent.kind.in_(CHECKS)).order_by(AuditEvent.id)
        return list(db.session.scalars(events))


def test_one_check_a_day_however_often_the_workers_sweep(app: Flask, clock: time_machine.Traveller) -> None:
    workshop = app.extensions["workshop"]
    for _time in range(3):
        workshop.sweep()
    assert told() == [AuditKind.INVARIANTS_HOLD]
    clock.shift(timedelta(hours=15, minutes=30))  # half past one at night in Linfen
    workshop.sweep()
    assert told() == [AuditKind.INVARIANTS_HOLD]
    clock.shift(timedelta(hours=1))
    workshop.sweep()
    assert told() == [AuditKind.INVARIANTS_HOLD] * 2
    with acting():
        jobs = db.session.scalars(select(Job).where(Job.kind == KIND)).all()
        assert [job.state.value for job in jobs] == ["done", "done"]


def test_administrators_read_when_the_data_was_checked_and_that_all_is_well(
    app: Flask, browser: Browser, ada: Person
) -> None:
    here = browser.as_(ada)
    assert "查过数据" not in here.get("dashboards.home")
    app.extensions["workshop"].sweep()
    page = here.get("dashboards.home")
    assert "今天 10:00 查过数据" in page
    assert "全部正常" in page
    assert "今天没有要你办的事" in page


def test_administrators_are_told_what_is_broken_and_read_it_in_the_trail(
    app: Flask, browser: Browser, ada: Person
) -> None:
    plant(app, ["INSERT INTO slot_major (slot_id, major_code) VALUES (9999, '0101')"])
    app.extensions["workshop"].sweep()
    assert told() == [AuditKind.INVARIANTS_BROKEN]
    here = browser.as_(ada)
    assert "数据不对：I23" in here.get("dashboards.home")
    trail = here.get("organisations.trail", kind=AuditKind.INVARIANTS_BROKEN.value)
    assert "I23 不正常" in trail


def test_administrators_are_told_when_nobody_checks(
    app: Flask, browser: Browser, ada: Person, clock: time_machine.Traveller
) -> None:
    app.extensions["workshop"].sweep()
    clock.shift(timedelta(days=3))
    assert "2 天没有检查数据了" in browser.as_(ada).get("dashboards.home")
