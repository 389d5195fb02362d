"""The units and the compose file of docs/deploy, run line by line: a city with a worker of its own."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from tests.deploy.documents import FOLDER, Moved, Service, composed, proxied, unit
from tests.make.organisations import a_credit_code
from tests.postgres import Postgres
from tests.processes import ROOT, Process, Redis, ended, free_port
from tests.visitor import Visitor

BIN = Path(sys.executable).parent
HOST, TOKEN, PASSWORD = "matching.example", "of the monitoring", "eight green hills rise"
SEVERAL, ONE = "several-processes.env", "one-machine.env"
DONE, QUEUED = 'matching_jobs{state="done"}', 'matching_jobs{state="queued"}'
ACTIVATED = 'matching_requests_total{method="POST",route="accounts.activate",status="303"}'
CODE = re.compile(r"[A-Z2-9]{5}-[A-Z2-9]{5}")


@dataclass
class City:
    """An installation that runs: its door, its settings, its pages."""

    port: int
    environ: Mapping[str, str]

    def status(self) -> str:
        """What it says of itself."""
        try:
            return str(json.loads(Visitor(self.port).get("/readyz").html)["status"])
        except OSError:
            return "silent"

    def ready(self) -> bool:
        """Whether nothing is missing, not even its queue."""
        return self.status() == "ready"

    def figure(self, line: str) -> float:
        """One line of the monitoring."""
        told = Visitor(self.port).get("/metrics", Authorization=f"Bearer {TOKEN}").html
        found = re.search(rf"^{re.escape(line)} (\S+)$", told, re.MULTILINE)
        return float(found[1]) if found else 0

    def command(self, *words: str) -> str:
        """`flask ...`, as an operator types it."""
        return _run([str(BIN / "flask"), "--app", "wsgi", *words], self.environ)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """Gone with the test, wherever that ends."""
    server = Redis(tmp_path)
    with ended(server):
        yield server


def test_the_systemd_units_carry_a_city(postgres: Postgres, redis: Redis, tmp_path: Path) -> None:
    port = free_port()
    moved = Moved(
        {
            "/srv/matching/.venv/bin": str(BIN),
            "/var/lib/matching": str(tmp_path / "data"),
            "/var/backups/matching": _folder(tmp_path / "backups"),
            "/run/matching-web": _folder(tmp_path / "figures"),
            "postgresql://matching@/matching?host=/run/postgresql": _database(postgres, "units"),
            "redis://127.0.0.1:6379/0": redis.url,
            "127.0.0.1:8000": f"127.0.0.1:{port}",
        }
    )
    (Path(_folder(tmp_path / "data")) / "metrics.token").write_text(f"{TOKEN}\n", encoding="utf-8")
    names = ("web", "worker", "backup")
    pages, work, night = [unit(f"matching-{name}.service", SEVERAL, moved) for name in names]
    _try(pages, work, tmp_path, port=port, redis=redis)
    _run(night.command, night.environ)
    assert len(list((tmp_path / "backups").glob("*.backup"))) == 1
    assert moved.never_met == set()


def test_the_compose_file_carries_a_city(postgres: Postgres, redis: Redis, tmp_path: Path) -> None:
    port = free_port()
    moved = Moved(
        {
            "/data": _folder(tmp_path / "data"),
            "/run/figures": _folder(tmp_path / "figures"),
            "postgresql://matching:of-the-database@db/matching": _database(postgres, "composed"),
            "redis://redis:6379/0": redis.url,
            "0.0.0.0:8000": f"127.0.0.1:{port}",
        }
    )
    services = composed({"DB_PASSWORD": "of-the-database", "METRICS_TOKEN": TOKEN}, moved)
    assert set(services) == {"migrate", "web", "worker"}
    _run(_installed(services["migrate"].command), services["migrate"].environ)
    _try(services["web"], services["worker"], tmp_path, port=port)
    assert moved.never_met == set()


def test_the_unit_of_one_machine_answers_without_database_and_queue_servers(tmp_path: Path) -> None:
    port = free_port()
    moved = Moved(
        {
            "/srv/matching/.venv/bin": str(BIN),
            "/var/lib/matching": str(tmp_path),
            "--port 8000": f"--port {port}",
        }
    )
    alone = unit("matching.service", ONE, moved)
    serving = Process(alone.command, alone.environ, tmp_path / "said.log")
    with ended(serving):
        serving.until(City(port, alone.environ).ready)
        assert serving.stop() == 0
    assert moved.never_met == set()


def test_every_unit_runs_a_command_that_exists(app: Flask) -> None:
    lines = [line for file in FOLDER.glob("*.service") for line in file.read_text().splitlines()]
    typed = {found[1] for line in lines if (found := re.search(r"flask --app wsgi (\S+)", line))}
    assert typed >= {"serve", "worker", "backup"}
    assert typed <= set(app.cli.commands)


def test_the_image_is_built_from_files_that_exist() -> None:
    lines = (FOLDER / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY ")]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []


def _try(pages: Service, work: Service, folder: Path, *, port: int, redis: Redis | None = None) -> None:
    """Start both; a stranger comes in through the proxy, and their letter is the worker's job."""
    for service in (pages, work):
        for line in service.before:
            _run(line, service.environ)
    web = Process(_installed(pages.command), pages.environ, folder / "web.log")
    worker = Process(_installed(work.command), work.environ, folder / "worker.log")
    with ended(web, worker):
        city = City(port, pages.environ)
        web.until(city.ready)
        deed = _first_steps(city)
        assert deed() == 200
        worker.until(lambda: city.figure(DONE) >= 1 and city.figure(QUEUED) == 0)
        if redis is not None:
            _without_redis(city, redis, deed, worker)
        assert (
            city.figure('matching_requests_total{method="POST",route="accounts.activate",status="303"}') == 1
        )
        assert (worker.stop(), web.stop()) == (0, 0)


def _without_redis(city: City, redis: Redis, deed: Callable[[], int], worker: Process) -> None:
    """Pages answer, jobs wait and are done; with Redis back the house is whole again, by itself."""
    before = city.figure(DONE)
    redis.stop(signal.SIGKILL)
    assert [deed(), deed()] == [200, 200]
    assert city.status() == "degraded"
    worker.until(lambda: city.figure(DONE) >= before + 2 and city.figure(QUEUED) == 0)
    redis.again()
    worker.until(lambda: city.status() == "ready")


def _first_steps(city: City) -> Callable[[], int]:
    """The first account by the command line, the second by the first; and how a slip is made for that one,
    which is told by letter: a job.
    """
    told = ("--kind", "bureau", "--county", "尧都区", "--credit-code", a_credit_code(1))
    city.command("create-organisation", "示例市人力资源和社会保障局", *told)
    role = ("--organisation", "1", "--role", "administrator", "--slip")
    code = CODE.search(city.command("create-account", "first", "--name", "艾达", *role))
    assert code is not None
    headers = proxied(host=HOST, scheme="https", remote_addr="203.0.113.7")
    first = Visitor(city.port, headers={**headers, "Referer": f"https://{HOST}/"})
    slip = {"username": "first", "code": code[0], "password": PASSWORD, "again": PASSWORD}
    assert first.fill("/activate", slip).status == 303
    assert "__Host-session" in first.cookies
    first.fill("/privacy-notice", {})
    person = {"name": "鲍青", "username": "second", "role": "bureau_officer"}
    made = first.fill("/organisations/1/accounts/new", person)
    assert made.status == 303
    return lambda: first.fill(made.location, {"slip_reason": "忘了"}, to=f"{made.location}/slip").status


def _run(words: Sequence[str], environ: Mapping[str, str]) -> str:
    found = {**environ, "PATH": f"{BIN}:/usr/bin:/bin"}
    done = subprocess.run(words, cwd=ROOT, env=found, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _installed(words: Sequence[str]) -> list[str]:
    """The image finds its commands by their names."""
    return [str(BIN / words[0]), *words[1:]]


def _folder(path: Path) -> str:
    path.mkdir(exist_ok=True)
    return str(path)


def _database(postgres: Postgres, name: str) -> str:
    postgres.command(f"CREATE DATABASE {name}")
    return postgres.url(name)
