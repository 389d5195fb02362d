"""Other installations, on databases of their own, reached as somebody would: by the command line."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, text

from matching.db import arm
from matching.safekeeping.rows import Sums, sums_of
from tests.processes import FLASK, ROOT

KILLED = Path(__file__).with_name("killed.py")
KEYS = ("field.key", "backup.key", "secret.key")
NEVER = 10**9
NOT_COMPARED = {"audit_event", "audit_head", "account_session"}


@dataclass(frozen=True)
class Place:
    """A data folder and a database."""

    folder: Path
    url: str

    def flask(self, *words: Any) -> "subprocess.CompletedProcess[str]":
        """`flask ...`"""
        return self._run([*FLASK, *map(str, words)])

    def killed(self, at: int, *words: Any) -> "subprocess.CompletedProcess[str]":
        """The same, killed after so many statements."""
        return self._run([sys.executable, str(KILLED), str(at), *map(str, words)])

    def sums(self) -> Sums:
        """What every table adds up to; the trail aside, which tells of backups and restores, and sessions,
        which are not brought back.
        """
        engine = create_engine(self.url)
        arm(engine)
        with engine.connect() as connection:
            found = sums_of(connection)
        engine.dispose()
        return {table: told for table, told in found.items() if table not in NOT_COMPARED}

    def ids(self, table: str) -> set[int]:
        """Which rows a table has."""
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = set(connection.scalars(text(f"SELECT id FROM {table}")))
        engine.dispose()
        return found

    def rows(self) -> int:
        """How many there are, but for the trail."""
        return sum(count for count, _sum in self.sums().values())

    def _run(self, words: list[str]) -> "subprocess.CompletedProcess[str]":
        environ = {
            **os.environ,
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url,
            "PYTHONPATH": str(ROOT),
        }
        return subprocess.run(
            words, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=300, check=False
        )


def place_of(app: Flask) -> Place:
    """The one the test lives in."""
    return Place(app.config["DATA_DIR"], app.config["SQLALCHEMY_DATABASE_URI"])


def with_keys_of(app: Flask, folder: Path, url: str) -> Place:
    """A new one, where somebody put the keys."""
    for name in KEYS:
        if (app.config["DATA_DIR"] / name).exists():
            shutil.copy(app.config["DATA_DIR"] / name, folder / name)
    return Place(folder, url)
