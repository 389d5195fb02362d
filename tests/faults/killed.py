"""A program of its own: it does one deed again and again, killed each time a few statements later.

    python -m tests.faults.killed DEED ID EVERY MOMENT

Each try is a child process that sends itself SIGKILL after its n-th statement. Then another child looks at
the tables and asks every invariant. Told as JSON lines: ["killed", state, broken] after each kill,
["done", state, broken] at the end. The clock says MOMENT, and a little later at each try.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask, current_app
from sqlalchemy import Engine, event, text, update

from matching.app import create_app
from matching.cohorts import actions as cohorts
from matching.cohorts.models import RosterUpload
from matching.db import db
from matching.jobs.enums import LEASE_SECONDS
from matching.jobs.models import Job
from matching.outbox.deliver import Postman
from matching.outbox.enums import Channel
from matching.outbox.post import DELIVER
from matching.outbox.reach import Directory, Reach
from matching.outbox.sending import Line, Parcel
from matching.placements import actions as placements
from matching.placements.models import PublicationRequest
from matching.safekeeping import checking
from matching.settings import Settings
from tests.cast import person

SLOWNESS = timedelta(minutes=5)  # so long a try may have held its lease on a busy machine
PUBLISHED = """
    SELECT (SELECT count(*) FROM match_round WHERE state = 'published'), (SELECT count(*) FROM placement),
    (SELECT count(*) FROM outbox_letter
      WHERE kind IN ('result_student', 'result_school', 'result_enterprise')),
    (SELECT count(*) FROM audit_event WHERE kind = 'round:publish')"""
RUN = """
    SELECT (SELECT count(*) FROM match_run), (SELECT count(*) FROM proposal),
    (SELECT count(*) FROM audit_event WHERE kind = 'run:finish'),
    (SELECT count(*) FROM job WHERE state = 'done' AND kind LIKE '%run%')"""
ENROLLED = """
    SELECT (SELECT count(*) FROM student), (SELECT count(*) FROM account),
    (SELECT count(*) FROM roster_upload WHERE state = 'enrolled'),
    (SELECT count(*) FROM audit_event WHERE kind = 'cohort:enrol')"""
DELIVERED = "SELECT (SELECT count(*) FROM delivery WHERE state IN ('waiting', 'held'))"


@dataclass(frozen=True)
class Deed:
    """What is done, and the figures that tell how far it came."""

    do: Callable[[int], None]
    state: str
    job: bool = False


def main(name: str, number: int, every: int, moment: str) -> None:
    """Kill, look, and kill later, until nothing is left to be killed."""
    deed, began = DEEDS[name], datetime.fromisoformat(moment)
    app = create_app(Settings.from_environ({**os.environ, "QUEUE_URL": "memory"}))
    app.extensions["workshop"].handlers[DELIVER] = _postman(app).deliver
    with app.app_context():
        db.engine.dispose()
        statement, later = 1, timedelta()
        while (
            _child(lambda n=statement, at=began + later: _do(deed, number, kill_at=n, at=at))
            == -signal.SIGKILL
        ):
            _child(lambda: _tell("killed", deed))
            statement, later = statement + every, later + timedelta(seconds=LEASE_SECONDS) + SLOWNESS
        _child(lambda: _tell("done", deed))


def _child(work: Callable[[], Any]) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        work()
        sys.stdout.flush()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _do(deed: Deed, number: int, *, kill_at: int, at: datetime) -> None:
    with time_machine.travel(at):
        if deed.job:
            # A job that killed five workers is given up, rightly; here it has to bear more.
            db.session.execute(update(Job).values(attempts=0))
            db.session.commit()
        seen = 0

        def count(*_what: Any) -> None:
            nonlocal seen
            seen += 1
            if seen == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "after_cursor_execute", count)
        event.listen(Engine, "commit", count)
        deed.do(number)


def _publish(request_id: int) -> None:
    request = db.session.get_one(PublicationRequest, request_id)
    if request.decided_at is None:
        placements.confirm(request, by=person("bing").viewer)
        db.session.commit()


def _enrol(upload_id: int) -> None:
    upload = db.session.get_one(RosterUpload, upload_id)
    if upload.decided_at is None:
        cohorts.enrol(upload, version=upload.version, by=person("lin").viewer)
        db.session.commit()


def _work(job_id: int) -> None:
    current_app.extensions["workshop"].work(job_id)


class Mailbox:
    """A mail server that keeps a line for each message it took, whatever becomes of the sender."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def line(self) -> Iterator[Line]:
        """Always open."""
        yield self

    def carry(self, parcel: Parcel) -> str:
        """Taken, and remembered before it is answered."""
        with self._path.open("a") as taken:
            taken.write(f"{parcel.reference}\n")
        return "taken"


def _postman(app: Flask) -> Postman:
    def reach_of(account_ids: Collection[int]) -> dict[int, Reach]:
        return {one: Reach(addresses={Channel.EMAIL: f"p{one}@example.cn"}) for one in account_ids}

    directory = Directory(reach_of, lambda *_told: None)
    box = Mailbox(Path(app.config["DATA_DIR"]) / "mailbox")
    return Postman(app.jinja_env, directory, {Channel.EMAIL: box}, "https://matching.example.cn")


DEEDS = {
    "publication": Deed(_publish, PUBLISHED),
    "run": Deed(_work, RUN, job=True),
    "import": Deed(_enrol, ENROLLED),
    "outbox": Deed(_work, DELIVERED, job=True),
}


def _tell(how: str, deed: Deed) -> None:
    state = db.session.execute(text(deed.state)).one()
    db.session.rollback()
    broken = [answer.invariant.id for answer in checking.answers() if answer.witnesses]
    print(json.dumps([how, list(state), broken]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
