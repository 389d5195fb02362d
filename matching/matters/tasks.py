"""What happens by itself: rows of what was done long ago do not stay."""

from sqlalchemy import delete

from matching.db import db
from matching.kernel import clock
from matching.matters.enums import RESOLVED_KEPT
from matching.matters.models import Matter


def forget_resolved() -> None:
    """A chore of the sweep, which commits."""
    db.session.execute(delete(Matter).where(Matter.resolved_at < clock.now() - RESOLVED_KEPT))
