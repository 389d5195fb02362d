"""Letters of one person, and those nobody has planned yet."""

from sqlalchemy import ColumnElement, Select, func, select

from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter


def letters_to(account_id: int) -> Select[OutboxLetter]:
    """Newest first. A summary only repeats what stands on the pages anyway."""
    return (
        select(OutboxLetter)
        .where(OutboxLetter.to_id == account_id, OutboxLetter.kind != Letter.DIGEST)
        .order_by(OutboxLetter.id.desc())
    )


def unread_letters_to(account_id: int) -> ColumnElement[bool]:
    """Whether a letter is to this person and was not opened yet."""
    mine = (OutboxLetter.to_id == account_id) & (OutboxLetter.kind != Letter.DIGEST)
    return mine & OutboxLetter.read_at.is_(None)


def unread_of(account_id: int) -> Select[int]:
    """How many letters were not opened yet."""
    return select(func.count()).where(unread_letters_to(account_id))


def unplanned(limit: int) -> Select[OutboxLetter]:
    """Letters nobody has asked about channels yet, oldest first."""
    return (
        select(OutboxLetter).where(OutboxLetter.planned_at.is_(None)).order_by(OutboxLetter.id).limit(limit)
    )
