"""Letters of one person, those nobody has planned yet, and how many are on their way."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from matching.outbox.enums import Channel, DeliveryState
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter

OUTCOMES_LOOKED_AT = 20


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


def outcomes_to(account_id: int, since: datetime) -> Select[Delivery]:
    """What was sent to somebody or failed since then, the newest first."""
    return (
        select(Delivery)
        .join(Delivery.letter)
        .where(
            OutboxLetter.to_id == account_id,
            Delivery.state.in_([DeliveryState.SENT, DeliveryState.FAILED]),
            Delivery.finished_at > since,
        )
        .order_by(Delivery.finished_at.desc(), Delivery.id.desc())
        .limit(OUTCOMES_LOOKED_AT)
    )


def unplanned(limit: int) -> Select[OutboxLetter]:
    """Letters nobody has asked about channels yet, oldest first."""
    return (
        select(OutboxLetter).where(OutboxLetter.planned_at.is_(None)).order_by(OutboxLetter.id).limit(limit)
    )


def how_many_unplanned() -> Select[int]:
    """How many letters nobody has asked about channels yet."""
    return select(func.count()).where(OutboxLetter.planned_at.is_(None))


def deliveries_by_state(states: Collection[DeliveryState]) -> Select[Channel, DeliveryState, int]:
    """How many deliveries stand in these states, by channel."""
    return (
        select(Delivery.channel, Delivery.state, func.count())
        .where(Delivery.state.in_(states))
        .group_by(Delivery.channel, Delivery.state)
        .order_by(Delivery.channel, Delivery.state)
    )
