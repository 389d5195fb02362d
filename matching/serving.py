"""The commands that stay: the server of one machine, and a worker in a process of its own."""

import gc
import os
import signal
import threading
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
import waitress
from flask import Flask
from flask_migrate import upgrade

from matching.jobs.broker import Worker
from matching.kernel.i18n import _
from matching.settings import Settings

THREADS = 8
# Half requests and slow bodies wait in the server's loop and hold no thread; who falls silent is dropped.
CONNECTION_LIMIT = 1000
CHANNEL_TIMEOUT_SECONDS = 10
BODY_LIMIT = 12 * 1024 * 1024  # above the application's own, whose page explains itself


def init_serving(app: Flask, settings: Settings) -> None:
    """Give `flask` the commands `serve` and `worker`."""
    _serve(app, settings)
    _worker(app, settings)


def _serve(app: Flask, settings: Settings) -> None:
    @app.cli.command("serve")
    @click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
    @click.option("--port", default=8000, envvar="PORT", show_default=True)
    def serve(host: str, port: int) -> None:
        """Bring the database up to date, start the embedded worker, and answer."""
        upgrade()
        worker: Worker | None = app.extensions["worker"] if settings.queue_url == "embedded" else None
        server = _server(app, host, port, behind_proxy=settings.proxy_hops > 0)
        signal.signal(signal.SIGTERM, _end)
        if worker is not None:
            worker.start()
        _settle_down()
        click.echo(_("Open http://{host}:{port} in a browser. Ctrl-C ends.").format(host=host, port=port))
        try:
            server.run()
        finally:
            server.close()
            if worker is not None:
                worker.stop()


def _settle_down() -> None:
    # What was loaded stays until the end: a collection that walks through all of it holds every page up.
    gc.collect()
    gc.freeze()


def _server(app: Flask, host: str, port: int, *, behind_proxy: bool) -> Any:
    try:
        return waitress.create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=CONNECTION_LIMIT,
            channel_timeout=CHANNEL_TIMEOUT_SECONDS,
            max_request_body_size=BODY_LIMIT,
            # The application itself believes only as many proxies as PROXY_HOPS says.
            clear_untrusted_proxy_headers=not behind_proxy,
            ident=None,
        )
    except OSError as error:
        sentence = _("Nothing can be served at {host}:{port} ({reason}). Choose another port: PORT=9000.")
        raise click.ClickException(sentence.format(host=host, port=port, reason=error.strerror)) from error


def _worker(app: Flask, settings: Settings) -> None:
    @app.cli.command("worker")
    @click.option(
        "--pid-file",
        type=click.Path(path_type=Path, dir_okay=False),
        default=settings.data_dir / "worker.pid",
        envvar="WORKER_PID_FILE",
        help="Where its process id stands while it lives; worker.pid in the data folder.",
    )
    def work(pid_file: Path) -> None:
        """Do the background work in a process of its own; SIGTERM lets it finish the job at hand."""
        worker: Worker | None = app.extensions["worker"]
        if worker is None:
            raise click.ClickException(_("There is no queue to work for: QUEUE_URL is memory."))
        stop = threading.Event()
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, lambda _number, _frame: stop.set())
        pid_file.write_text(f"{os.getpid()}\n", encoding="ascii")
        worker.start()
        stop.wait()
        worker.stop()
        pid_file.unlink(missing_ok=True)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise SystemExit(0)  # the server's loop ends on it, and lets the answers at hand go out
