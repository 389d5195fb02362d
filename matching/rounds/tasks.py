"""What happens without a request: a run is computed, and rounds are locked when their deadline has passed."""

from contextlib import suppress

from matching.access.viewer import Viewer
from matching.accounts.models import Account
from matching.db import apart, db
from matching.jobs.worker import RunningJob
from matching.kernel import clock
from matching.kernel.errors import Refused
from matching.law.book import Book
from matching.organisations.queries import viewer_of
from matching.rounds import actions, queries
from matching.rounds.assembly import computed, frozen_input, gathered
from matching.rounds.enums import RUN_JOB
from matching.rounds.models import MatchRound

KIND = RUN_JOB
STEPS = 3


def run(job: RunningJob) -> None:
    """Read the locked round, match, verify, explain; the rows come in the transaction of the job's end."""
    round_id = int(job.payload["round_id"])
    job.progress(0, STEPS, "Reading lists, seats and rules")
    with apart("read") as session:
        snapshot = frozen_input(gathered(session, round_id), book=Book.default())
    job.progress(1, STEPS, "Matching {students} students", students=len(snapshot.students))
    outcome = computed(snapshot)
    job.progress(2, STEPS, "Verified. Writing down why, student by student")
    if db.session.scalar(queries.run_of_job(job.id)) is None:
        match_round = db.session.get_one(MatchRound, round_id)
        actions.keep_run(match_round, outcome, job_id=job.id, by=_owner(job))


def lock_due() -> None:
    """Lock every round whose deadline has passed; called by the worker's sweep, which commits."""
    with apart("read") as session:
        due = [one.id for one in session.scalars(queries.past_their_deadline(clock.now()))]
    for round_id in due:
        # Somebody may have locked it by hand this very moment.
        with suppress(Refused), db.session.begin_nested():
            actions.lock(db.session.get_one(MatchRound, round_id), by=None)


def _owner(job: RunningJob) -> Viewer | None:
    account = db.session.get(Account, job.owner_id) if job.owner_id else None
    return viewer_of(account, db.session()) if account else None
