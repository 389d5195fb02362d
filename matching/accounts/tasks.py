"""What happens by itself: sessions that are over and counts of failed tries do not stay."""

from datetime import timedelta

from sqlalchemy import delete, or_

from matching.accounts.enums import FAILED_TRIES_KEPT_DAYS, IDLE_MINUTES, LONGEST_SESSION_HOURS
from matching.accounts.models import AccountSession, FailedTry
from matching.db import db
from matching.kernel import clock


def tidy_up() -> None:
    """A chore of the sweep, which commits. The trail keeps who signed in and who failed."""
    now = clock.now()
    db.session.execute(
        delete(AccountSession).where(
            or_(
                AccountSession.seen_at < now - timedelta(minutes=IDLE_MINUTES),
                AccountSession.created_at < now - timedelta(hours=LONGEST_SESSION_HOURS),
            )
        )
    )
    db.session.execute(delete(FailedTry).where(FailedTry.at < now - timedelta(days=FAILED_TRIES_KEPT_DAYS)))
