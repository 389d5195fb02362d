"""What happens by itself: class lists nobody decides on do not stay."""

from matching.cohorts import actions


def purge_uploads() -> None:
    """A chore of the sweep, which commits."""
    actions.purge_uploads(by=None)
