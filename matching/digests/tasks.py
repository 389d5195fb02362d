"""What happens without a request: the rows of matters follow live data."""

from datetime import datetime, timedelta

from matching.dashboards.questions import all_matters
from matching.db import apart, db
from matching.kernel import clock
from matching.matters.keeping import Row, compared, written
from matching.matters.queries import open_rows

EVERY = timedelta(minutes=1)


class Keeper:
    """Asks for everybody's matters, at most once a minute in a process however often the sweep calls."""

    def __init__(self) -> None:
        self._asked_at: datetime | None = None

    def keep(self) -> None:
        """A chore of the sweep, which commits."""
        now = clock.now()
        # The absolute distance: a clock that was set back must not put the keeper to sleep.
        if self._asked_at is None or abs(now - self._asked_at) >= EVERY:
            self._asked_at = now
            keep_matters()


def keep_matters() -> None:
    """Raise what has come up, resolve what is done; what is asked about is read apart from what is written.

    Where nothing changed, which is nearly always, nobody who writes has to wait.
    """
    with apart("read") as session:
        changes = compared(all_matters(session), (Row(*row) for row in session.execute(open_rows())))
    if changes:
        written(changes, db.session())
