"""Which channels each new letter takes: asked once, after the deed, and kept as one row a channel."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from matching.db import apart
from matching.kernel import clock
from matching.outbox.deliveries import share
from matching.outbox.enums import Channel, DeliveryState, Reason, Urgency
from matching.outbox.letters import MANNERS, Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.queries import unplanned
from matching.outbox.reach import NOBODY, Directory, Reach, channels_for

BATCH = 200


def plan_all(directory: Directory) -> None:
    """Everything nobody has planned yet, in batches; two planners never take the same letter."""
    while new := _unplanned():
        _plan([letter.id for letter in new], directory.reach_of({letter.to_id for letter in new}))


def _unplanned() -> list[OutboxLetter]:
    with apart("read") as session:
        return list(session.scalars(unplanned(BATCH)))


def _plan(letter_ids: Collection[int], known: Mapping[int, Reach]) -> None:
    now = clock.now()
    with apart() as session:
        ours = unplanned(BATCH).where(OutboxLetter.id.in_(letter_ids)).with_for_update(skip_locked=True)
        letters = list(session.scalars(ours))
        taken = {one: channels_for(one.kind, known.get(one.to_id, NOBODY)) for one in letters}
        rows = [
            _row(letter, channel, why_not, now)
            for letter, channels in taken.items()
            for channel, why_not in channels.items()
        ]
        if rows:
            session.execute(insert(Delivery), rows)
        for letter, channels in taken.items():
            # A summary that goes nowhere takes nothing along.
            if letter.kind is Letter.DIGEST and None not in channels.values():
                reason = next(iter(channels.values()), Reason.NO_ADDRESS)
                share(session, letter.id, state=DeliveryState.SKIPPED, reason=reason, finished_at=now)
        session.execute(
            update(OutboxLetter)
            .where(OutboxLetter.id.in_([letter.id for letter in letters]))
            .values(planned_at=now)
            .execution_options(synchronize_session=False)
        )


def _row(letter: OutboxLetter, channel: Channel, why_not: Reason | None, now: datetime) -> dict[str, Any]:
    at_once = MANNERS[letter.kind].urgency is Urgency.NOW
    state = DeliveryState.WAITING if at_once else DeliveryState.HELD
    return {
        "letter_id": letter.id,
        "channel": channel,
        "state": DeliveryState.SKIPPED if why_not else state,
        "reason": why_not,
        "answer": "",
        "attempts": 0,
        "next_try_at": now if at_once and not why_not else None,
        "finished_at": now if why_not else None,
        "provider_id": "",
    }
