"""Put letters in the outbox, in the transaction of the deed: the deed is told exactly if it happened."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import insert

from matching.db import db
from matching.jobs.queue import enqueue_once
from matching.kernel import clock
from matching.outbox.letters import Letter
from matching.outbox.models import OutboxLetter

DELIVER = "outbox.deliver"


class Address(NamedTuple):
    """One letter among many: to whom, and the facts only this one carries."""

    to: int
    facts: dict[str, Any]


def post(
    kind: Letter, *, to: int, key: str, url: str = "", round_id: int | None = None, **facts: Any
) -> None:
    """One letter. `key` names the news (`result:12`): nobody is told the same news twice."""
    post_all(kind, [Address(to, facts)], key=key, url=url, round_id=round_id)


def post_all(
    kind: Letter, addresses: Iterable[Address], *, key: str, url: str = "", round_id: int | None = None
) -> dict[int, int]:
    """Many letters of one kind, in one statement; `round_id` where they are about a round.

    Account -> id of its letter.
    """
    now = clock.now()
    rows = [
        {
            "kind": kind,
            "key": f"{key}:{kind.value}:{address.to}",
            "to_id": address.to,
            "round_id": round_id,
            "facts": address.facts,
            "url": url,
            "created_at": now,
        }
        for address in addresses
    ]
    if not rows:
        return {}
    made = db.session().execute(insert(OutboxLetter).returning(OutboxLetter.to_id, OutboxLetter.id), rows)
    posted = {to: letter_id for to, letter_id in made}
    enqueue_once(DELIVER)
    return posted
