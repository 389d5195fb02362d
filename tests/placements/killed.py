"""A program of its own: it confirms a publication again and again, killed each time a few statements later.

    python killed.py REQUEST ROUND EVERY MOMENT

Each try is a child process that sends itself SIGKILL after its n-th statement; then the tables are read by
another child. The clock says MOMENT. Told as JSON lines: ["killed", state] for each, ["done", state] at the
end.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import time_machine
from sqlalchemy import Engine, event, text

from matching.app import create_app
from matching.db import db
from matching.placements import actions
from matching.placements.models import PublicationRequest
from matching.settings import Settings
from tests.cast import person

STATE = (
    "SELECT (SELECT state FROM match_round WHERE id = :id),"
    " (SELECT count(*) FROM placement WHERE round_id = :id),"
    " (SELECT count(*) FROM outbox_letter WHERE kind IN"
    "   ('result_student', 'result_school', 'result_enterprise')),"
    " (SELECT count(*) FROM audit_event WHERE kind = 'round:publish')"
)


def main(request_id: int, round_id: int, every: int) -> None:
    """Kill, look, and kill later, until nothing is left to be killed."""
    app = create_app(Settings.from_environ({**os.environ, "QUEUE_URL": "memory"}))
    with app.app_context():
        db.engine.dispose()
        statement = 1
        while _child(lambda n=statement: _confirm(request_id, n)) == -signal.SIGKILL:
            _child(lambda: _tell("killed", round_id))
            statement += every
        _child(lambda: _tell("done", round_id))


def _child(work: Callable[[], Any]) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        work()
        sys.stdout.flush()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _confirm(request_id: int, kill_at: int) -> None:
    seen = 0

    def count(*_what: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", count)
    event.listen(Engine, "commit", count)
    request = db.session.get_one(PublicationRequest, request_id)
    if request.decided_at is None:
        actions.confirm(request, by=person("bing").viewer)
        db.session.commit()


def _tell(how: str, round_id: int) -> None:
    state = db.session.execute(text(STATE), {"id": round_id}).one()
    print(json.dumps([how, list(state)]))


if __name__ == "__main__":
    with time_machine.travel(datetime.fromisoformat(sys.argv[4])):
        main(*map(int, sys.argv[1:4]))
