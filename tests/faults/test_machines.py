"""Machines in trouble under a real server: a full disk, a database restarted gently and not so gently.

What was acknowledged stays, what was refused leaves no trace, and all goes on without a hand.
"""

import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from matching.kernel import clock
from tests import make
from tests.browser import Browser
from tests.cast import Person, person
from tests.conftest import House
from tests.make.organisations import a_credit_code, a_form, named
from tests.postgres import Postgres
from tests.processes import Server, ended
from tests.visitor import Visitor

SERVE = (sys.executable, "-m", "flask", "--app", "tests.faults.later", "serve")
WRITERS, DEEDS = 4, 30 if os.environ.get("FAULTS") == "full" else 8
RESTARTS = (signal.SIGINT, signal.SIGQUIT)  # fast, and at once as in a crash
CREATE = "/organisations/new"


@contextmanager
def _serving(app: Flask, folder: Path) -> Iterator[Server]:
    environ = {
        "DATA_DIR": str(app.config["DATA_DIR"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "MOMENT": clock.now().isoformat(),
    }
    server = Server(folder, SERVE, environ)
    with ended(server):
        server.wait()
        yield server


def _signed_in(app: Flask, who: Person) -> tuple[str, str]:
    """A session and the token of its forms; made before the server, whose clock must not be behind."""
    inside = Browser(app).as_(who)
    token = inside.token()
    cookie = inside.client.get_cookie("session")
    assert cookie is not None
    return cookie.value, token


def _visitor(server: Server, session: str) -> Visitor:
    return Visitor(server.port, cookies={"session": session})


def _form(number: int, token: str) -> dict[str, object]:
    return a_form(
        name=f"第 {number} 家新企业",
        social_credit_code=a_credit_code(2000 + number),
        once=f"the key of form {number}",
        csrf_token=token,
    )


@pytest.mark.only_on("sqlite")
def test_a_full_disk_refuses_calmly_and_all_goes_on_when_there_is_room_again(
    app: Flask, ada: Person, tmp_path: Path
) -> None:
    session, token = _signed_in(app, ada)
    with _serving(app, tmp_path) as server:
        visitor = _visitor(server, session)
        assert visitor.post(CREATE, _form(1, token)).status == 303
        _soft, hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        assert [visitor.post(CREATE, _form(2, token)).status for _try in range(3)] == [503] * 3
        assert visitor.get("/organisations").status == 200
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))
        assert visitor.post(CREATE, _form(2, token)).status == 303
    assert [len(named(f"第 {number} 家新企业")) for number in (1, 2)] == [1, 1]


@pytest.fixture
def durable(tmp_path: Path) -> Iterator[tuple[Flask, Postgres]]:
    """A house of its own on a PostgreSQL that keeps its word, to be restarted."""
    cluster = Postgres(durable=True)
    house = House("postgresql", tmp_path, cluster)
    make.use(house.app)
    yield house.app, cluster
    house.close()
    cluster.stop()


def test_a_database_restarted_under_writers_loses_nothing_it_confirmed(
    durable: tuple[Flask, Postgres], tmp_path: Path
) -> None:
    app, cluster = durable
    with app.app_context():
        ada = person("ada")
    answers: list[int] = []
    session, token = _signed_in(app, ada)
    with _serving(app, tmp_path) as server:

        def write(writer: int) -> None:
            visitor = _visitor(server, session)
            for number in range(writer * DEEDS, (writer + 1) * DEEDS):
                # Whoever is told to try again sends the very same form.
                while (status := visitor.post(CREATE, _form(number, token)).status) != 303:
                    answers.append(status)
                    assert status == 503

        writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for how in RESTARTS:
            cluster.restart(how)
        for writer in writers:
            writer.join()
    assert set(answers) <= {503}
    assert [len(named(f"第 {number} 家新企业")) for number in range(WRITERS * DEEDS)] == [1] * WRITERS * DEEDS
