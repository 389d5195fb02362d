"""The default server, as `make run` starts it: slow clients, and several processes that begin at once."""

import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching.serving import CONNECTION_LIMIT
from tests.postgres import Postgres
from tests.processes import FLASK, ROOT, Process, Server, ended
from tests.visitor import Visitor

HALVES, SLOW, DEAF = 100, 60, 20
HALF = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n"
BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100000\r\n\r\nusername="
)
WHOLE = HALF + b"\r\n"
TOGETHER, TRIES = 3, 10


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path)
    with ended(started):
        started.wait()
        yield started


def _opened(server: Server, count: int, said: bytes) -> list[socket.socket]:
    doors = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _n in range(count)]
    for door in doors:
        door.sendall(said)
        door.setblocking(False)
    return doors


def _still_waits(door: socket.socket) -> bool:
    """The server has neither answered nor hung up."""
    try:
        door.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    return False


def test_slow_clients_do_not_stop_a_page(server: Server) -> None:
    assert HALVES + SLOW + DEAF < CONNECTION_LIMIT
    slow = _opened(server, HALVES, HALF) + _opened(server, SLOW, BODY)
    deaf = _opened(server, DEAF, WHOLE)
    for _page in range(3):
        for door in slow:
            door.send(b"x")  # they are slow, not gone
        assert server.get("/sign-in") == 200
        assert [_still_waits(door) for door in slow] == [True] * (HALVES + SLOW)
    for door in slow + deaf:
        door.close()
    assert server.get("/sign-in") == 200


def test_processes_that_begin_at_once_share_one_house(tmp_path: Path) -> None:
    servers = [Server(tmp_path) for _n in range(TOGETHER)]
    with ended(*servers):
        for server in servers:
            server.wait()
        assert servers[0].sql("SELECT count(*) FROM alembic_version") == [(1,)]
        assert len((tmp_path / "secret.key").read_text().split()) == 1
        visitor = Visitor(servers[0].port)
        hidden = visitor.hidden("/sign-in")
        wrong = hidden | {"username": "nobody", "password": "not this one"}
        tries = [Visitor(servers[n % TOGETHER].port, cookies=visitor.cookies) for n in range(TRIES + 1)]
        # What one process signed the others believe; wrong tries at all of them count together.
        assert [one.post("/sign-in", wrong).status for one in tries] == [422] * TRIES + [429]


def test_a_port_somebody_else_has_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        environ = {"DATA_DIR": str(tmp_path), "PORT": port}
        told = subprocess.run(
            (*FLASK, "serve"), env=environ, cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert told.returncode == 1
    assert f"127.0.0.1:{port} 用不了" in told.stderr
    assert "Traceback" not in told.stderr


def test_migrations_that_begin_at_once_wait_for_each_other(postgres: Postgres, tmp_path: Path) -> None:
    postgres.command("CREATE DATABASE together")
    environ = {"DATA_DIR": str(tmp_path), "DATABASE_URL": postgres.url("together")}
    upgrades = [
        Process((*FLASK, "db", "upgrade"), environ, tmp_path / f"said-{n}.log") for n in range(TOGETHER)
    ]
    with ended(*upgrades):
        assert [upgrade.process.wait(60) for upgrade in upgrades] == [0] * TOGETHER
    current = subprocess.run(
        (*FLASK, "db", "current"), env=environ, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "(head)" in current.stdout
