"""What happens by itself: sessions that are over and counts of failed tries do not stay."""

from datetime import timedelta

from sqlalchemy import delete

from matching.accounts.enums import WRONG_TRIES_MINUTES
from matching.accounts.models import AccountSession, FailedTry
from matching.accounts.queries import is_over
from matching.db import db
from matching.kernel import clock


def tidy_up() -> None:
    """A chore of the sweep, which commits. The trail keeps who signed in and who failed."""
    db.session.execute(delete(AccountSession).where(is_over()))
    counted_from = clock.now() - timedelta(minutes=WRONG_TRIES_MINUTES)
    db.session.execute(delete(FailedTry).where(FailedTry.at <= counted_from))
