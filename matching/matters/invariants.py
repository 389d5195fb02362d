"""What must always hold of what waits."""

from sqlalchemy import func, select

from matching.invariants import Invariant, Question
from matching.kernel.i18n import _l
from matching.matters.models import Matter


def _waiting_twice() -> Question:
    marks = (Matter.audience, Matter.audience_id, Matter.kind, Matter.subject_id)
    twice = select(*marks).where(Matter.resolved_at.is_(None)).group_by(*marks)
    return twice.having(func.count() > 1)


INVARIANTS = (Invariant("I25", _l("Nothing waits twice for the same person."), _waiting_twice),)
