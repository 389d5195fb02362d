"""The life of a delivery: due, begun, settled; each step a transaction of its own.

A delivery is begun by one conditional UPDATE, committed before anything is handed on: however many workers
ask, one of them makes the attempt. A worker killed between handing on and settling leaves it SENDING; the
sweep calls it UNSURE and nobody tries again by itself. So nobody gets a letter twice by the same attempt.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Select, Update, case, or_, select, update
from sqlalchemy.orm import Session, contains_eager

from matching.db import apart, db
from matching.jobs.enums import JobState
from matching.jobs.models import Job
from matching.jobs.queue import enqueue
from matching.kernel import clock
from matching.outbox.enums import (
    LONGEST_ANSWER,
    RETRY_AFTER,
    UNSURE_AFTER,
    Channel,
    DeliveryState,
    Reason,
)
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery
from matching.outbox.post import DELIVER
from matching.outbox.queries import unplanned

BATCH = 200


def due(channel: Channel) -> list[Delivery]:
    """What may be tried now, the oldest first; the letters come along."""
    wanted = (
        select(Delivery)
        .join(Delivery.letter)
        .options(contains_eager(Delivery.letter))
        .where(_may_be_tried(channel, clock.now()))
        .order_by(Delivery.id)
        .limit(BATCH)
    )
    with apart("read") as session:
        return list(session.scalars(wanted))


def begin(delivery: Delivery) -> bool:
    """Whether this attempt is ours: committed before the letter is handed on."""
    now = clock.now()
    with apart() as session:
        begun = session.execute(
            _of(delivery)
            .where(Delivery.state == DeliveryState.WAITING, Delivery.next_try_at <= now)
            .values(
                state=DeliveryState.SENDING,
                begun_at=now,
                next_try_at=None,
                attempts=Delivery.attempts + 1,
            )
        )
        delivery.attempts += 1
        return isinstance(begun, CursorResult) and begun.rowcount == 1


def sent(delivery: Delivery, provider_id: str) -> None:
    """The other side took it."""
    _settle(delivery, state=DeliveryState.SENT, reason=None, provider_id=provider_id[:LONGEST_ANSWER])


def skipped(delivery: Delivery, reason: Reason) -> None:
    """The person chose otherwise meanwhile, or has no address any more."""
    _settle(delivery, state=DeliveryState.SKIPPED, reason=reason)


def failed(delivery: Delivery, reason: Reason, answer: str = "") -> None:
    """For good: nobody tries again unless somebody asks for it."""
    _settle(delivery, state=DeliveryState.FAILED, reason=reason, answer=answer[:LONGEST_ANSWER])


def put_off(delivery: Delivery, reason: Reason, answer: str = "") -> None:
    """Later, a little later each time; after the last time it has failed."""
    if delivery.attempts > len(RETRY_AFTER):
        failed(delivery, reason, answer)
        return
    with apart() as session:
        session.execute(
            _of(delivery)
            .where(Delivery.state == DeliveryState.SENDING)
            .values(
                state=DeliveryState.WAITING,
                begun_at=None,
                next_try_at=clock.now() + RETRY_AFTER[delivery.attempts - 1],
                reason=reason,
                answer=answer[:LONGEST_ANSWER],
            )
        )


def put_off_all(channel: Channel, answer: str) -> None:
    """The other side does not answer at all: one attempt for everything that is due, not one each."""
    now = clock.now()
    made, most = Delivery.attempts, len(RETRY_AFTER)
    told = {"attempts": made + 1, "reason": Reason.NOT_REACHED, "answer": answer[:LONGEST_ANSWER]}
    over = {"state": DeliveryState.FAILED, "reason": Reason.NOT_REACHED, "finished_at": now}
    later = case(*((made == number, now + wait) for number, wait in enumerate(RETRY_AFTER)))
    waiting = _may_be_tried(channel, now)
    with apart() as session:
        for letter_id in session.scalars(select(Delivery.letter_id).where(waiting, made >= most)).all():
            share(session, letter_id, **over)
        for which, values in (
            (made >= most, {**over, "next_try_at": None}),
            (made < most, {"next_try_at": later}),
        ):
            session.execute(_quietly(update(Delivery).where(waiting, which)).values(**told | values))


def share(session: Session, digest_id: int, **values: Any) -> None:
    """What a summary carries has its fate."""
    carried = (Delivery.carried_by_id == digest_id, Delivery.state == DeliveryState.HELD)
    session.execute(_quietly(update(Delivery).where(*carried)).values(**values))


def resume() -> None:
    """A chore of the sweep, which commits: what was never settled is unsure, what is due gets a worker.

    A letter that is not planned yet is due, too: the job it came with may have failed.
    """
    now = clock.now()
    stale = (Delivery.state == DeliveryState.SENDING) & (Delivery.begun_at < now - UNSURE_AFTER)
    for delivery in db.session.scalars(select(Delivery).where(stale)):
        over = {"state": DeliveryState.FAILED, "reason": Reason.UNSURE, "finished_at": now}
        db.session.execute(_quietly(_of(delivery).where(stale)).values(over | {"begun_at": None}))
        share(db.session(), delivery.letter_id, **over)
    waiting = select(Delivery.id).where(Delivery.state == DeliveryState.WAITING, Delivery.next_try_at <= now)
    any_due = select(or_(waiting.exists(), unplanned(1).exists()))
    if db.session.scalar(any_due) and not db.session.scalar(_postman_is_called()):
        enqueue(DELIVER, by=None, payload={})


def _settle(delivery: Delivery, **values: Any) -> None:
    over = {**values, "finished_at": clock.now()}
    with apart() as session:
        session.execute(
            _of(delivery).where(Delivery.state == DeliveryState.SENDING).values(begun_at=None, **over)
        )
        if delivery.letter.kind is Letter.DIGEST:
            share(session, delivery.letter_id, **over)


def _of(delivery: Delivery) -> Update:
    return _quietly(update(Delivery).where(Delivery.id == delivery.id))


def _quietly(statement: Update) -> Update:
    return statement.execution_options(synchronize_session=False)


def _may_be_tried(channel: Channel, now: datetime) -> ColumnElement[bool]:
    waiting = Delivery.state == DeliveryState.WAITING
    return waiting & (Delivery.channel == channel) & (Delivery.next_try_at <= now)


def _postman_is_called() -> Select[int]:
    called = Job.state.in_([JobState.QUEUED, JobState.RUNNING])
    return select(Job.id).where(Job.kind == DELIVER, called).limit(1)
