"""One JSON line a request, in UTC, with a request id; nothing personal in it."""

import logging
import secrets
import sys
import time
from contextlib import suppress

import structlog
from flask import Flask, Response, g, request

from matching.audit.record import request_id


def init_logs(app: Flask) -> None:
    """Configure structlog once, and give every request an id."""
    configure()
    log = structlog.get_logger()

    @app.before_request
    def begin() -> None:
        request_id.set(secrets.token_hex(4).upper())
        g.began = time.perf_counter()

    @app.after_request
    def told(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id.get()
        took = round((time.perf_counter() - g.began) * 1000) if "began" in g else 0
        log.info(
            "request",
            id=request_id.get(),
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=took,
        )
        return response


def configure() -> None:
    """JSON lines on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Commands print their answers on standard output: `flask policy > grid.tsv` holds no log lines.
        logger_factory=lambda *_args: _Patient(sys.stderr),
        cache_logger_on_first_use=False,
    )


class _Patient(structlog.WriteLogger):
    """A full disk takes no line; that is no reason to answer nobody."""

    def msg(self, message: str) -> None:
        """Say it, if it can be said."""
        with suppress(OSError):
            super().msg(message)

    debug = info = warning = error = critical = exception = msg
