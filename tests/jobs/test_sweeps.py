"""Every worker sweeps, and they may all do so at once: each chore happens once, and none fails of another."""

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs
from time_machine import Traveller

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.db import db
from matching.jobs import queue
from matching.jobs.models import Job
from matching.safekeeping.tasks import KIND as NIGHT
from tests.cast import Person
from tests.make import acting
from tests.make.cohorts import a_cohort
from tests.make.placements import a_published_round
from tests.make.rounds import a_round
from tests.make.slots import a_slot

CNC = "0106"
CROWD = 6
JUNE, JULY, CHRISTMAS = date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 25)


def test_six_sweeps_at_once_do_each_chore_once(
    *, app: Flask, lin: Person, mo: Person, hua: Person, clock: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_published_round(of=lin, at=hua, internship_until=JUNE)
    a_slot(of=hua, starts_on=JULY, ends_on=CHRISTMAS)
    a_round(cohorts=[a_cohort(of=mo, students=3, major=CNC)], internship_from=JULY)
    monkeypatch.setattr(queue._Bell, "ring", None)
    clock.shift(timedelta(days=30))  # one round's answers are due, the other's wishes
    before = _events()
    start, sweep = threading.Barrier(CROWD), app.extensions["workshop"].sweep

    def rush() -> None:
        start.wait()
        sweep()

    crowd = [threading.Thread(target=rush) for _n in range(CROWD)]
    with capture_logs() as said:
        for worker in crowd:
            worker.start()
        for worker in crowd:
            worker.join()
    assert [line for line in said if line["log_level"] in ("warning", "error")] == []
    told = _events() - before
    assert (told[AuditKind.ROUND_LOCK], told[AuditKind.PLACEMENT_LAPSE]) == (1, 1)
    with acting():
        assert len(list(db.session.scalars(select(Job.id).where(Job.kind == NIGHT)))) == 1


def _events() -> Counter[AuditKind]:
    with acting():
        return Counter(db.session.scalars(select(AuditEvent.kind)))
