"""Letters of one person."""

from sqlalchemy import ColumnElement, Select, func, select

from matching.outbox.letters import LetterState
from matching.outbox.models import OutboxLetter


def letters_to(account_id: int) -> Select[OutboxLetter]:
    """Newest first."""
    return select(OutboxLetter).where(OutboxLetter.to_id == account_id).order_by(OutboxLetter.id.desc())


def unread_letters_to(account_id: int) -> ColumnElement[bool]:
    """Whether a letter is to this person and was not opened yet."""
    return (OutboxLetter.to_id == account_id) & OutboxLetter.read_at.is_(None)


def unread_of(account_id: int) -> Select[int]:
    """How many letters were not opened yet."""
    return select(func.count()).where(unread_letters_to(account_id))


def waiting(limit: int) -> Select[OutboxLetter]:
    """What is still to be delivered, oldest first."""
    return (
        select(OutboxLetter)
        .where(OutboxLetter.state == LetterState.WAITING)
        .order_by(OutboxLetter.id)
        .limit(limit)
    )
