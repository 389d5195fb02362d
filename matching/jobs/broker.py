"""How workers are woken: huey in this process by default, huey on Redis in bigger deployments.

The broker carries only the id of a job, as JSON; what a job is stands in the table.
"""

import json
import threading
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
    return RedisHuey("matching", url=url, **common)


def connect(workshop: Workshop, huey: Huey) -> None:
    """Hang up the bell: a committed job rings through huey, which calls the workshop."""

    @huey.task(name="work")  # type: ignore[untyped-decorator]  # huey has no types
    def work(job_id: int) -> None:
        workshop.work(job_id)

    def ring(job_id: int) -> None:
        try:
            work(job_id)
        except Exception as error:
            log.warning("the broker did not answer, the sweep will take the job up", error=str(error))

    hang_bell(ring)


class Worker:
    """Consumer threads and the sweep, in a web process (embedded) or a process of their own."""

    def __init__(self, workshop: Workshop, huey: Huey) -> None:
        self._workshop = workshop
        self._consumer = huey.create_consumer(
            workers=WORKERS, worker_type="thread", initial_delay=0.05, max_delay=0.5, periodic=False
        )
        # Otherwise the consumer takes SIGTERM and Ctrl-C away from the web server.
        self._consumer._set_signal_handlers = _leave_signals_alone
        self._stop = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep, daemon=True)

    def start(self) -> None:
        """Begin; what was left behind by a crash is taken up at once."""
        self._consumer.start()
        self._sweeper.start()

    def stop(self) -> None:
        """Finish the job at hand, then end."""
        self._stop.set()
        self._consumer.stop(graceful=True)
        self._sweeper.join()

    def _sweep(self) -> None:
        while True:
            try:
                self._workshop.sweep()
            except Exception as error:
                log.warning("the sweep could not look", error=str(error))
            if self._stop.wait(SWEEP_SECONDS):
                return


def _leave_signals_alone() -> None:
    return None
