"""What is stored of runs, for tests to look at."""

from sqlalchemy import func, select

from matching.db import db
from matching.rounds.models import MatchRun, Proposal
from tests.make import acting


def stored(run_id: int) -> MatchRun:
    return db.session.get_one(MatchRun, run_id)


def counts() -> tuple[int, int]:
    """How many runs and how many proposals there are."""
    with acting():
        runs, proposals = (
            db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (MatchRun, Proposal)
        )
        return runs, proposals
