"""How workers are woken: huey in this process by default, huey on Redis in bigger deployments.

The broker carries only the id of a job, as JSON; what a job is stands in the table. A broker that is away
makes work wait for the sweep, never a page, and loses nothing.
"""

import json
import logging
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import structlog
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey
from huey.serializer import Serializer

from matching.jobs.enums import SWEEP_SECONDS
from matching.jobs.queue import hang_bell
from matching.jobs.worker import Workshop

log = structlog.get_logger()
WORKERS = 2
CONNECT_SECONDS = 1
ANSWER_SECONDS = 2
HEALTH_CHECK_SECONDS = 30
SILENT_SECONDS = 4  # shorter than the sweep's pause, so that every sweep asks once
POLL_SECONDS = 0.5
CHORES_EVERY = 3  # sweeps
AWAY_SECONDS = 5  # how long a consumer thread waits for a Redis that is away


class JsonSerializer(Serializer):  # type: ignore[misc]  # huey has no types
    """Nothing is ever unpickled: whoever writes to the broker cannot run code here."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(list(data), default=str).encode()

    def _deserialize(self, data: bytes) -> Any:
        from huey.registry import Message  # noqa: PLC0415  # only needed where a message is read

        return Message(*json.loads(data))


def broker(url: str, data_dir: Path) -> Huey:
    """`embedded` (a file in the data folder), `memory` (at once, for tests) or a redis:// address."""
    common: dict[str, Any] = {"results": False, "serializer": JsonSerializer(), "utc": True}
    if url == "memory":
        return MemoryHuey("matching", immediate=True, **common)
    if url == "embedded":
        return SqliteHuey("matching", filename=str(data_dir / "queue.db"), **common)
    return RedisHuey("matching", connection_pool=_pool(url), **common)


def _pool(url: str) -> Any:
    from redis import ConnectionPool  # noqa: PLC0415  # only deployments with Redis have it

    return ConnectionPool.from_url(
        url,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        health_check_interval=HEALTH_CHECK_SECONDS,
    )


class Bell:
    """Rings through huey. After a failure it keeps silent for a while, so that pages do not wait in a row
    for a broker that is away.
    """

    def __init__(self, huey: Huey, work: Callable[[int], object]) -> None:
        self._huey = huey
        self._work = work
        self._silent_until = 0.0

    def __call__(self, job_id: int) -> None:
        """Wake a worker for one job, or leave it to the sweep."""
        if self.silent:
            return
        try:
            self._work(job_id)
        except Exception as error:
            self._fall_silent(error)

    @property
    def silent(self) -> bool:
        """Whether nobody would hear it just now."""
        return time.monotonic() < self._silent_until

    def heard(self) -> bool:
        """Ask the broker whether it is there."""
        if self.silent:
            return False
        try:
            self._huey.pending_count()
        except Exception as error:
            self._fall_silent(error)
        return not self.silent

    def _fall_silent(self, error: Exception) -> None:
        self._silent_until = time.monotonic() + SILENT_SECONDS
        log.warning("the broker did not answer, the sweep will take waiting jobs up", error=str(error))


def connect(workshop: Workshop, huey: Huey) -> Bell:
    """Hang up the bell: a committed job rings through huey, which calls the workshop."""

    @huey.task(name="work")  # type: ignore[untyped-decorator]  # huey has no types
    def work(job_id: int) -> None:
        workshop.work(job_id)

    bell = Bell(huey, work)
    hang_bell(bell)
    return bell


class Worker:
    """Consumer threads and the sweep, in a web process (embedded) or a process of their own."""

    def __init__(self, workshop: Workshop, huey: Huey, bell: Bell) -> None:
        self._workshop = workshop
        self._bell = bell
        self._consumer = huey.create_consumer(
            workers=WORKERS,
            worker_type="thread",
            initial_delay=0.05,
            # Redis tells its threads at once; they pause only when it is away.
            max_delay=AWAY_SECONDS if huey.storage.blocking else POLL_SECONDS,
            scheduler_interval=60,
            periodic=False,
        )
        # Otherwise the consumer takes SIGTERM and Ctrl-C away from the web server.
        self._consumer._set_signal_handlers = _leave_signals_alone
        self._stop = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep, daemon=True)

    def start(self) -> None:
        """Begin, with or without a broker; what was left behind by a crash is taken up at once."""
        _tell_what_huey_says()
        self._consumer.start()
        self._sweeper.start()

    def stop(self) -> None:
        """Finish the job at hand, then end."""
        self._stop.set()
        self._consumer.stop(graceful=True)
        self._sweeper.join()

    def _sweep(self) -> None:
        for number in count():
            try:
                self._look(self._workshop.sweep if number % CHORES_EVERY == 0 else self._workshop.ring)
            except Exception as error:
                log.warning("the sweep could not look", error=str(error))
            if self._stop.wait(SWEEP_SECONDS):
                return

    def _look(self, look: Callable[[], list[int]]) -> None:
        """Ring for all that is due; when nobody hears, do it right here. Threads that died are replaced."""
        self._consumer.check_worker_health()
        for job_id in look():
            if not self._bell.silent or self._stop.is_set():
                return
            self._workshop.work(job_id)


def _leave_signals_alone() -> None:
    return None


class _OneLine(logging.Handler):
    """What huey complains of, as a line of our log and without its trace: a broker may be away for hours."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        log.warning("broker", said=record.getMessage(), error=str(error or ""))


def _tell_what_huey_says() -> None:
    logging.getLogger("huey").handlers = [_OneLine(logging.WARNING)]
    logging.getLogger("huey").propagate = False
