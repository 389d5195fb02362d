"""What happens by itself: class lists nobody decides on do not stay."""

from matching.cohorts import actions

SWEEP = "cohorts.purge_uploads"


def purge_uploads() -> None:
    """Called by the daily sweep, which commits."""
    actions.purge_uploads(by=None)
