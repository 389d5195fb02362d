"""One application a database and session; every test gets its own copy of a world with the cast in it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask_migrate import upgrade

from matching.app import create_app
from matching.db import db
from matching.kernel.i18n import DEFAULT, speak
from matching.settings import Settings
from tests import cast, make
from tests.browser import Browser
from tests.postgres import Postgres
from tests.statements import statements

__all__ = ["statements"]  # a fixture of its own file

DATABASES = ("sqlite", "postgresql")
A_MONDAY_MORNING = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)  # ten o'clock in Linfen


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--databases", default=",".join(DATABASES), help="which databases the suite runs on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--databases").split(",")
        only = metafunc.definition.get_closest_marker("only_on")
        names = [name for name in chosen if only is None or name in only.args]
        metafunc.parametrize("database", names or [chosen[0]], scope="session")


class House:
    """The application on one database, and how its world is put back."""

    def __init__(self, name: str, folder: Path, server: Postgres | None) -> None:
        self._server = server
        self._file = folder / "matching.db"
        url = server.url("matching") if server else f"sqlite:///{self._file}"
        if server:
            server.command("CREATE DATABASE matching")
        self.app = create_app(
            Settings.from_environ({"DATA_DIR": str(folder), "DATABASE_URL": url, "QUEUE_URL": "memory"})
        )
        self.app.testing = True
        self.app.config["PROPAGATE_EXCEPTIONS"] = True
        self.name = name
        with self.app.app_context():
            upgrade()
            cast.populate()
        self.keep("cast")

    def reset(self, world: str = "cast") -> None:
        """Back to the world with only the cast, or to another one that was kept."""
        self.close()
        if self._server:
            self._server.command(
                "DROP DATABASE IF EXISTS matching WITH (FORCE)",
                f"CREATE DATABASE matching TEMPLATE kept_{world} STRATEGY FILE_COPY",
            )
            return
        # The file goes too: a connection that a failed test still holds keeps its own, and disturbs nobody.
        for tail in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + tail).unlink(missing_ok=True)
        shutil.copyfile(self._file.with_name(f"{world}.db"), self._file)

    def keep(self, world: str) -> None:
        """Remember everything as it stands now, for `reset`."""
        self.close()
        if self._server:
            self._server.command(f"CREATE DATABASE kept_{world} TEMPLATE matching STRATEGY FILE_COPY")
            return
        shutil.copyfile(self._file, self._file.with_name(f"{world}.db"))

    def close(self) -> None:
        """Let go of every connection."""
        with self.app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def house(
    database: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[House]:
    with time_machine.travel(A_MONDAY_MORNING, tick=True):
        server = request.getfixturevalue("postgres") if database == "postgresql" else None
        built = House(database, tmp_path_factory.mktemp(database), server)
    yield built
    built.close()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Time stands near a Monday morning; `clock.move_to` travels."""
    with time_machine.travel(A_MONDAY_MORNING, tick=True) as traveller:
        speak(DEFAULT)
        yield traveller


@pytest.fixture
def app(house: House, clock: time_machine.Traveller) -> Iterator[Flask]:
    """The application, outside any context: requests must not share `g`."""
    house.reset()
    make.use(house.app)
    yield house.app
    house.close()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Nobody signed in yet: `browser.as_(lin).get("cohorts.index")`."""
    return Browser(app)


@pytest.fixture
def people(app: Flask) -> Callable[[str], cast.Person]:
    def find(username: str) -> cast.Person:
        with app.app_context():
            return cast.person(username)

    return find


def _member(username: str) -> Callable[[Callable[[str], cast.Person]], cast.Person]:
    @pytest.fixture(name=username)
    def somebody(people: Callable[[str], cast.Person]) -> cast.Person:
        return people(username)

    return somebody


for _username in cast.PEOPLE:
    globals()[f"_fixture_{_username}"] = _member(_username)
