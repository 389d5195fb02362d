"""Letters that wait for a summary, and the one letter that carries them.

Whoever writes summaries asks `held_for` who has letters that no mail has told yet, and calls `carry` once
with what each summary says. The summary is a letter like any other, kind DIGEST, by e-mail only.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select, update

from matching.db import db
from matching.kernel import clock
from matching.outbox.enums import DeliveryState, Reason
from matching.outbox.letters import Letter
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.post import Address, post_all


class Summary(NamedTuple):
    """What one person is told: the facts of `_letters/digest.txt`, and the letters it takes along."""

    to: int
    facts: dict[str, Any]
    letters: tuple[int, ...] = ()


def held_for(account_ids: Collection[int] | None = None) -> dict[int, list[OutboxLetter]]:
    """Letters that wait for a summary, oldest first, by account; what was read on the page needs none."""
    waiting = _held().where(OutboxLetter.read_at.is_(None))
    if account_ids is not None:
        waiting = waiting.where(OutboxLetter.to_id.in_(account_ids))
    found: defaultdict[int, list[OutboxLetter]] = defaultdict(list)
    for letter in db.session.scalars(waiting):
        found[letter.to_id].append(letter)
    return dict(found)


def carry(summaries: Iterable[Summary], *, key: str, url: str = "/home") -> None:
    """One letter a person; its letters share its fate. `key` (`2026-03-17`) makes a second one impossible.

    What was read on the page meanwhile waits no longer.
    """
    _let_go_of_read()
    all_of_them = list(summaries)
    posted = post_all(
        Letter.DIGEST,
        [Address(one.to, one.facts) for one in all_of_them],
        key=f"digest:{key}",
        url=url,
    )
    for one in all_of_them:
        if one.letters:
            db.session.execute(
                update(Delivery)
                .where(
                    Delivery.letter_id.in_(one.letters),
                    Delivery.state == DeliveryState.HELD,
                    Delivery.carried_by_id.is_(None),
                )
                .values(carried_by_id=posted[one.to])
                .execution_options(synchronize_session=False)
            )


def _let_go_of_read() -> None:
    read = select(OutboxLetter.id).where(OutboxLetter.read_at.is_not(None))
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.state == DeliveryState.HELD,
            Delivery.carried_by_id.is_(None),
            Delivery.letter_id.in_(read),
        )
        .values(state=DeliveryState.SKIPPED, reason=Reason.READ, finished_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def _held() -> Select[OutboxLetter]:
    return (
        select(OutboxLetter)
        .join(Delivery, Delivery.letter_id == OutboxLetter.id)
        .where(Delivery.state == DeliveryState.HELD, Delivery.carried_by_id.is_(None))
        .order_by(OutboxLetter.id)
    )
