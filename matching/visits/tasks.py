"""What happens without a request: offered places lapse, free places find those who wait, waiting ends."""

from sqlalchemy import select

from matching.db import apart, db
from matching.kernel import clock
from matching.visits.actions import places
from matching.visits.models import Occurrence
from matching.visits.queries import bookings as queries


def hand_on_places() -> None:
    """Called by the worker's sweep, which commits. A date that somebody holds just now waits for the next."""
    with apart("read") as session:
        late = session.scalars(queries.lapsing(clock.now())).all()
        unfilled = session.scalars(queries.waited_for()).all()
        begun = session.scalars(queries.waiting_in_vain()).all()
    ids = sorted({*late, *unfilled, *begun})
    held = [occurrence for one in ids if (occurrence := _held(one)) is not None]
    for occurrence in held:
        places.lapse(occurrence)
    # Only now: whose offered places have just lapsed may be the next in line of another date.
    for occurrence in held:
        if occurrence.starts_at <= clock.now():
            places.end_waiting(occurrence)
        else:
            places.hand_on(occurrence, by=None)


def _held(occurrence_id: int) -> Occurrence | None:
    date = select(Occurrence).where(Occurrence.id == occurrence_id)
    return db.session.scalars(
        date.with_for_update(of=Occurrence, skip_locked=True).execution_options(populate_existing=True)
    ).one_or_none()
