"""A process killed at any moment of a deed leaves it done or not begun; whoever comes next finishes it.

`make faults` kills after every single statement, the suite after some of them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from matching.db import db
from matching.jobs import queue
from matching.kernel import clock
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.post import DELIVER, post
from matching.rounds import actions as rounds
from matching.rounds.models import MatchRound
from tests.cast import PEOPLE, Person, person
from tests.make import acting
from tests.make.cohorts import a_cohort, a_row, an_upload
from tests.make.placements import a_market, asked
from tests.make.rounds import a_round, lock
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of

EVERY = 1 if os.environ.get("FAULTS") == "full" else 7
ROOT = Path(__file__).parents[2]
State = Sequence[int]


@pytest.fixture(autouse=True)
def _nobody_is_woken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait for the process that will be killed over them."""
    monkeypatch.setattr(queue._Bell, "ring", None)


def _killed(
    app: Flask, deed: str, number: int, moment: datetime | None = None
) -> list[tuple[State, list[str]]]:
    """What the tables said after each kill, and last when it was done."""
    with app.app_context():
        db.engine.dispose()
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.faults.killed",
            deed,
            str(number),
            str(EVERY),
            (moment or clock.now()).isoformat(),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            "DATA_DIR": str(app.config["DATA_DIR"]),
            "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        },
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-3000:]
    seen: list[Any] = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("[")]
    assert seen[-1][0] == "done"
    print(f"{deed}: {len(seen) - 1} kills")
    return [(tuple(state), broken) for _how, state, broken in seen]


def _all_or_nothing(seen: list[tuple[State, list[str]]], *, before: State, after: State) -> None:
    assert len(seen) > 3  # so many kills at least
    assert {state for state, _broken in seen} <= {before, after}
    assert seen[0][0] == before
    assert seen[-1][0] == after
    assert [broken for _state, broken in seen if broken] == []


def test_a_publication(app: Flask, lin: Person, hua: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue._Bell, "ring", app.extensions["workshop"].work)  # its run is computed at once
    market = a_market(of=lin, at=hua)
    request_id = asked(market)
    seen = _killed(app, "publication", request_id, market.round.closes_at + timedelta(hours=1))
    _all_or_nothing(seen, before=(0, 0, 0, 0), after=(1, 2, 6, 1))


def test_a_run(app: Flask, lin: Person, hua: Person, bao: Person) -> None:
    cohort = a_cohort(of=lin, students=6, major=CNC)
    slots = [a_slot(of=hua, seats=2), a_slot(of=hua, seats=1, title="检验")]
    match_round = a_round(cohorts=[cohort])
    for student in cohort.students:
        wishes_of(student, match_round, slots)
    lock(match_round)
    with acting():
        job_id = rounds.start_run(db.session.get_one(MatchRound, match_round.id), attempt=1, by=bao.viewer).id
    seen = _killed(app, "run", job_id, match_round.closes_at + timedelta(hours=1))
    _all_or_nothing(seen, before=(0, 0, 0, 0), after=(1, 6, 1, 1))


def test_an_import(app: Flask, lin: Person) -> None:
    upload_id = an_upload(a_cohort(of=lin), [a_row(number) for number in range(30)], of=lin)
    seen = _killed(app, "import", upload_id)
    _all_or_nothing(seen, before=(0, len(PEOPLE), 0, 0), after=(30, 30 + len(PEOPLE), 1, 1))


def test_letters_on_their_way(app: Flask) -> None:
    with acting():
        for to in [person(username).account_id for username in PEOPLE]:
            post(Letter.PUBLICATION_ASKED, to=to, key="killed", round="春季", asked_by="鲍青", note="")
        job_id = queue.enqueue(DELIVER, by=None, payload={}).id
    seen = _killed(app, "outbox", job_id)
    assert [broken for _state, broken in seen if broken] == []
    assert seen[-1][0] == (0,)  # nothing waits
    taken = (Path(app.config["DATA_DIR"]) / "mailbox").read_text().split()
    assert len(set(taken)) == len(taken)  # nobody was written to twice
    with acting():
        assert db.session.scalar(select(func.count()).select_from(OutboxLetter)) == len(PEOPLE)
        assert db.session.scalar(select(func.count()).select_from(Delivery)) == len(PEOPLE)
