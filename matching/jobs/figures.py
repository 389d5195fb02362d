"""How the work stands, for the monitoring."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from matching.db import db
from matching.jobs.enums import JobState
from matching.jobs.queries import counted_by_state, oldest_waiting
from matching.kernel import clock


def figures() -> Iterator[Metric]:
    """Jobs by state, and for how long the oldest has been waiting for a worker."""
    counted = {state: count for state, count in db.session.execute(counted_by_state())}
    jobs = GaugeMetricFamily("matching_jobs", "Jobs by state.", labels=["state"])
    for state in JobState:
        jobs.add_metric([state.value], counted.get(state, 0))
    yield jobs
    oldest = db.session.scalar(oldest_waiting())
    yield GaugeMetricFamily(
        "matching_jobs_oldest_waiting_seconds",
        "For how long the oldest job has been waiting for a worker.",
        value=(clock.now() - oldest).total_seconds() if oldest else 0,
    )
