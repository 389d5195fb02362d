"""What happens without a request: old lists go, offered seats lapse, free seats find who waits."""

from sqlalchemy import select

from matching.db import apart, db
from matching.kernel import clock
from matching.practice.actions import lists, seats
from matching.practice.models import PracticeOffer
from matching.practice.queries import sign_ups as queries


def purge_lists() -> None:
    """A chore of the sweep, which commits."""
    lists.purge(by=None)


def hand_on_seats() -> None:
    """Called by the worker's sweep, which commits. A post that somebody holds just now waits for the next."""
    with apart("read") as session:
        late = session.scalars(queries.lapsing(clock.now(), clock.today())).all()
        unfilled = session.scalars(queries.unfilled(clock.today())).all()
    held = [offer for offer_id in sorted({*late, *unfilled}) if (offer := _held(offer_id)) is not None]
    for offer in held:
        seats.lapse(offer)
    # Only now: whose offered seat has just lapsed may be the next in line of another post.
    for offer in held:
        seats.hand_on(offer, by=None)


def _held(offer_id: int) -> PracticeOffer | None:
    post = select(PracticeOffer).where(PracticeOffer.id == offer_id)
    return db.session.scalars(
        post.with_for_update(of=PracticeOffer, skip_locked=True).execution_options(populate_existing=True)
    ).one_or_none()
