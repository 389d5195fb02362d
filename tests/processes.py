"""The service as it is deployed: its commands in processes of their own, which tests kill and start again."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 120
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
GUNICORN = (sys.executable, "-m", "gunicorn", "--no-control-socket")

# Where no Redis is installed, a Redis written in Python answers at the same door.
FAKE_REDIS = "import sys, fakeredis; fakeredis.TcpFakeServer(('127.0.0.1', int(sys.argv[1]))).serve_forever()"


class Process:
    """A command with its environment; what it says stands in a file, told when something fails."""

    def __init__(self, words: Sequence[str], environ: Mapping[str, str], said: Path) -> None:
        self._words = words
        self._environ = {**os.environ, **environ}
        self._said = said
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._said.open("ab") as said:
            return subprocess.Popen(
                self._words, cwd=ROOT, env=self._environ, stdout=said, stderr=subprocess.STDOUT
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8", errors="replace")

    def again(self) -> None:
        """After a kill."""
        self.process = self._start()

    def until(self, so: Callable[[], bool]) -> None:
        """Wait until it is so, while the process lives."""
        for _try in range(PATIENCE_SECONDS * 10):
            assert self.process.poll() is None, f"it ended: {self.said[-2000:]}"
            if so():
                return
            time.sleep(0.1)
        raise AssertionError(f"it never came true: {self.said[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; what is over already stays over."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)


class Server(Process):
    """A web server of ours on a port of its own: waitress by `flask serve`, or gunicorn."""

    def __init__(
        self, folder: Path, words: Sequence[str] = (*FLASK, "serve"), environ: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.port = free_port()
        bound = [word.replace("{port}", str(self.port)) for word in words]
        given = {"DATA_DIR": str(folder), "PORT": str(self.port), **(environ or {})}
        super().__init__(bound, given, folder / f"said-{self.port}.log")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait(self) -> None:
        """Until it says it is ready."""
        self.until(lambda: self.get("/readyz") == 200)

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Look into its SQLite file, past the service."""
        with sqlite3.connect(self.folder / "matching.db", timeout=15) as connection:
            rows = connection.execute(statement).fetchall()
        connection.close()
        return rows


class Redis(Process):
    """A Redis that can go away and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        installed = shutil.which("redis-server")
        words = (
            [installed, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
            if installed
            else [sys.executable, "-c", FAKE_REDIS, str(self.port)]
        )
        super().__init__(words, {}, folder / "said-redis.log")
        try:
            self.wait()
        except BaseException:
            self.stop(signal.SIGKILL)
            raise

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def wait(self) -> None:
        """Until somebody answers at its door."""
        self.until(self._answers)

    def again(self) -> None:
        """Back, at the same address, with nothing remembered."""
        super().again()
        self.wait()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as door:
                door.sendall(b"*1\r\n$4\r\nPING\r\n")
                return door.recv(7).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def ended(*processes: Process) -> Iterator[None]:
    """Whatever becomes of the test, these processes do not stay."""
    try:
        yield
    finally:
        for process in processes:
            process.stop(signal.SIGKILL)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
