"""What happens without a request: places that nobody answered in time lapse."""

from contextlib import suppress

from matching.db import apart, db
from matching.kernel import clock
from matching.kernel.errors import Refused
from matching.placements import actions, queries
from matching.rounds.models import MatchRound


def lapse_due() -> None:
    """Called by the worker's sweep, which commits."""
    with apart("read") as session:
        due = [one.id for one in session.scalars(queries.rounds_to_lapse(clock.now()))]
    for round_id in due:
        # The deadline may have been put off this very moment.
        with suppress(Refused):
            actions.lapse(db.session.get_one(MatchRound, round_id))
