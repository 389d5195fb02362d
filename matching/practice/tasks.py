"""What happens without a request: old lists go, seats lapse and find who waits, allocations are computed."""

from sqlalchemy import select

from matching.accounts.models import Account
from matching.db import apart, db, frozen
from matching.jobs.worker import RunningJob
from matching.kernel import clock
from matching.organisations.queries import viewer_of
from matching.practice.actions import computing, lists, seats
from matching.practice.assembly.allocation_input import frozen_input
from matching.practice.assembly.allocation_outcome import computed
from matching.practice.enums import ALLOCATION_JOB
from matching.practice.models import PracticeOffer
from matching.practice.queries import sign_ups as queries

KIND = ALLOCATION_JOB
STEPS = 2


def allocate(job: RunningJob) -> None:
    """Read rankings and standings, pair, verify, explain; all is kept in the transaction of the job's end."""
    allocation_id = int(job.payload["allocation_id"])
    job.progress(0, STEPS, "Reading rankings, seats and deadlines")
    with frozen() as session:
        read = frozen_input(allocation_id, session)
    job.progress(1, STEPS, "Pairing {teachers} teachers with posts", teachers=len(read["teachers"]))
    found = computed(read)
    owner = db.session.get_one(Account, job.owner_id)
    computing.keep(allocation_id, read, found, by=viewer_of(owner, db.session()))


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
