"""The states of a job, and how long one may be silent."""

from matching.kernel.labels import LabelledEnum

LEASE_SECONDS = 10  # with the sweep: what a killed worker held is taken up within fifteen seconds
HEARTBEAT_SECONDS = 3
SWEEP_SECONDS = 5
MOST_ATTEMPTS = 5


class JobState(LabelledEnum):
    """Where a job stands."""

    QUEUED = "queued", "Waiting for its turn", "info", "clock"
    RUNNING = "running", "Being worked on", "info", "clock"
    DONE = "done", "Done", "ok", "check"
    FAILED = "failed", "Did not work", "bad", "alert"


MOVES = {
    JobState.QUEUED: frozenset({JobState.RUNNING}),
    JobState.RUNNING: frozenset({JobState.RUNNING, JobState.DONE, JobState.FAILED}),
    JobState.DONE: frozenset[JobState](),
    JobState.FAILED: frozenset[JobState](),
}
