"""How the service stands a busy day: `python -m bench.load`, and `python -m bench.load postgres`.

Fifty signed-in people read pages as fast as they are answered; then at half that rate, and at a hundred
pages a second; then three hundred students ask for their result in the same moment. Beside it, in the same
run on the same machine, a bare Flask page with the query of the slot list. SQLite is served by waitress as
`make run` does, PostgreSQL by gunicorn, two processes of four threads. The readers share the processors
with the service; how long its own processes are busy with a page depends on them less.
"""

import itertools
import logging
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from flask import Flask, url_for
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import Select, select

from bench._pace import Pace, Server
from bench._readers import Reader, all_read, thinking, without_pause
from matching.access.roles import Role
from matching.accounts import actions
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.app import create_app
from matching.cohorts.models import Student
from matching.db import db, intent
from matching.organisations.models import Membership
from matching.placements.models import Placement
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.settings import Settings
from matching.web.session import TOKEN
from tests.postgres import Postgres

READERS, BURST = 50, 300
SECONDS, CALM_SECONDS = 10, 20
SEED = 20260316
CALM_RATE = 100  # pages a second, all readers together
CROWD = {Role.STUDENT: 34, Role.ENTERPRISE_HR: 8, Role.SCHOOL_COORDINATOR: 5, Role.BUREAU_OFFICER: 3}


def main(database: str = "sqlite") -> None:
    """Print rates, latencies and ratios."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder, _database(database, Path(folder)) as environ:
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "demo"],
            env=environ | {"DEMO": "1"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        app = create_app(Settings.from_environ(environ | {"QUEUE_URL": "memory"}))
        crowd, students = _crowd(app), _students(app)
        print(f"load on {database}, {len(crowd)} readers, {_server(database)}")
        with _serving(_bare_command(database), environ) as server:
            bare = _pace(server, [Reader("", ["/slots"]) for _ in range(READERS)])
        print(f"  bare page      {bare.told}")
        with _serving(_command(database), environ | {"QUEUE_URL": "redis://127.0.0.1:9/0"}) as server:
            for what, readers in {
                "the slot list": [Reader(r.cookie, ["/slots"]) for r in crowd],
                "mixed reading": crowd,
            }.items():
                pace = _pace(server, readers)
                print(f"  {what}  {pace.told}   {pace.rate / bare.rate:.2f} x bare")
            for rate in (pace.rate / 2, CALM_RATE):
                _tell(f"{rate:.0f} pages/s", _calm(server.port, crowd, rate))
            _tell(f"{len(students)} at once", _burst(server.port, students))


def _pace(server: Server, readers: Sequence[Reader]) -> Pace:
    """Pages a second, each reader asking again as soon as it is answered."""
    before, until = server.processor_seconds(), time.monotonic() + SECONDS
    taken = all_read(server.port, readers, lambda _reader: without_pause(until))
    return Pace(len(taken) / SECONDS, (server.processor_seconds() - before) / len(taken))


def _calm(port: int, readers: Sequence[Reader], rate: float) -> list[float]:
    """Everybody at a pace of their own, `rate` pages a second together."""
    chance, until = random.Random(SEED), time.monotonic() + CALM_SECONDS
    return all_read(port, readers, lambda _reader: thinking(chance, len(readers) / rate, until))


def _burst(port: int, readers: Sequence[Reader]) -> list[float]:
    """Everybody once, in the same moment."""
    return all_read(port, readers, lambda _reader: [time.monotonic()])


def _tell(what: str, taken: Sequence[float]) -> None:
    half, most, nearly_all = (taken[int(share * (len(taken) - 1))] * 1000 for share in (0.5, 0.95, 0.99))
    print(
        f"  {what:14} half within {half:.0f} ms, 95 % within {most:.0f} ms, 99 % within {nearly_all:.0f} ms"
    )


def _crowd(app: Flask) -> list[Reader]:
    """The mix of a busy day: mostly students, then enterprises, schools and the bureau."""
    with app.test_request_context():
        published = _round(RoundState.PUBLISHED)
        walks = {
            Role.STUDENT: ["/home", "/slots", url_for("wishes.mine"), "/notifications"],
            Role.ENTERPRISE_HR: ["/home", "/slots", "/notifications", "/organisations"],
            Role.SCHOOL_COORDINATOR: ["/home", "/cohorts", "/slots", "/rounds"],
            Role.BUREAU_OFFICER: ["/home", "/rounds", f"/rounds/{published}/results", "/organisations"],
        }
        readers = []
        for role, size in CROWD.items():
            people = db.session.scalars(_people(role).limit(size)).all()
            for _number, account in zip(range(size), itertools.cycle(people), strict=False):
                readers.append(Reader(_cookie(app, account), walks[role]))
    return readers


def _students(app: Flask) -> list[Reader]:
    with app.test_request_context():
        placed = (
            select(Account, Placement.round_id)
            .join(Student, Student.account_id == Account.id)
            .join(Placement, Placement.student_id == Student.id)
            .where(Account.state == AccountState.ACTIVE, Account.privacy_notice.is_not(None))
            .order_by(Account.id)
            .limit(BURST)
        )
        found = db.session.execute(placed).all()
        there = itertools.islice(itertools.cycle(found), BURST)
        return [Reader(_cookie(app, account), [f"/rounds/{number}/result"]) for account, number in there]


def _people(role: Role) -> Select[Account]:
    return (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.role == role, Account.state == AccountState.ACTIVE)
        .where(Account.privacy_notice.is_not(None))
        .order_by(Account.id)
    )


def _round(state: RoundState) -> int:
    found = db.session.scalars(select(MatchRound.id).where(MatchRound.state == state).order_by(MatchRound.id))
    return found.all()[-1]


def _cookie(app: Flask, account: Account) -> str:
    """A session begun by the real action."""
    intent.set("write")
    token = actions.sign_in(account, device="load", by=None)
    db.session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({TOKEN: token})}"


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    environ = {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'matching.db'}"}
    if kind == "sqlite":
        yield environ
        return
    cluster = Postgres()
    cluster.command("CREATE DATABASE load")
    yield environ | {"DATABASE_URL": cluster.url("load")}
    cluster.stop()


def _server(kind: str) -> str:
    return "waitress, one process" if kind == "sqlite" else "gunicorn, two processes"


def _command(kind: str) -> list[str]:
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    return flask if kind == "sqlite" else _gunicorn("wsgi:app")


def _bare_command(kind: str) -> list[str]:
    return (
        [sys.executable, "-m", "bench._bare"] if kind == "sqlite" else _gunicorn("bench._bare:create_bare()")
    )


def _gunicorn(target: str) -> list[str]:
    options = ["--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "error"]
    return [sys.executable, "-m", "gunicorn", *options, target]


@contextmanager
def _serving(command: Sequence[str], environ: Mapping[str, str]) -> Iterator[Server]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    bind = ["--bind", f"127.0.0.1:{port}"] if "gunicorn" in command else []
    with Path(environ["DATA_DIR"], "server.log").open("a") as log:
        server = subprocess.Popen(
            [*command, *bind], env={**environ, "PORT": str(port)}, stdout=log, stderr=log
        )
    try:
        _wait_for(port)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _try in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main(*sys.argv[1:2])
