"""Figures for the city's monitoring, behind a token: names of routes, never addresses, never a person."""

import os
import platform
import time
from collections.abc import Callable, Iterable, Iterator

import structlog
from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import QueuePool
from sqlalchemy.exc import SQLAlchemyError

from matching import __version__
from matching.db import db
from matching.web.guard import by_token

TOKEN = "METRICS_TOKEN"
SOURCES = "metrics_sources"
SEVERAL_PROCESSES = "PROMETHEUS_MULTIPROC_DIR"  # read by the library: web processes add up in this folder
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST"})  # whatever else is typed shares one line
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests = Counter(
    "matching_requests", "Requests answered.", ["route", "method", "status"], registry=CollectorRegistry()
)
durations = Histogram(
    "matching_request_seconds",
    "How long answers took.",
    ["route", "method"],
    buckets=SECONDS,
    registry=CollectorRegistry(),
)

Source = Callable[[], Iterable[Metric]]

bp = Blueprint("metrics", __name__)
log = structlog.get_logger()


def init_metrics(app: Flask, *, sources: Iterable[Source]) -> None:
    """Count every request, and ask `sources` for what stands in the database when somebody looks."""
    app.extensions[SOURCES] = tuple(sources)
    app.after_request(_count)
    app.register_blueprint(bp)


@bp.get("/metrics")
@by_token(TOKEN)
def figures() -> Response:
    """All figures in Prometheus' text format."""
    registry = CollectorRegistry()
    if SEVERAL_PROCESSES in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
    else:
        registry.register(requests)
        registry.register(durations)
    registry.register(_Gathered(current_app.extensions[SOURCES]))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _count(response: Response) -> Response:
    route = request.endpoint or "none"
    method = request.method if request.method in METHODS else "other"
    requests.labels(route, method, str(response.status_code)).inc()
    if "began" in g:
        durations.labels(route, method).observe(time.perf_counter() - g.began)
    return response


class _Gathered(Collector):
    """What is true of the whole installation, and of this process's connections to the database."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = sources

    def collect(self) -> Iterator[Metric]:
        """Without the database the rest is told all the same."""
        yield InfoMetricFamily(
            "matching_build",
            "What runs here.",
            value={"version": __version__, "python": platform.python_version()},
        )
        yield _connections()
        told = self._told()
        yield GaugeMetricFamily("matching_database_up", "Whether it answers.", value=told is not None)
        yield from told or ()

    def _told(self) -> list[Metric] | None:
        try:
            return [figure for source in self._sources for figure in source()]
        except SQLAlchemyError as error:
            db.session.rollback()
            log.warning("figures are missing", error=str(error)[:500])
            return None


def _connections() -> Metric:
    family = GaugeMetricFamily(
        "matching_database_connections", "Connections of the process that answers.", labels=["state"]
    )
    pool = db.engine.pool
    if isinstance(pool, QueuePool):
        family.add_metric(["in use"], pool.checkedout())
        family.add_metric(["idle"], pool.checkedin())
    return family
