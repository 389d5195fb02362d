"""Put letters in the outbox, in the transaction of the deed: the deed is told exactly if it happened."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import insert

from matching.db import db
from matching.jobs.queue import enqueue
from matching.kernel import clock
from matching.outbox.letters import Letter, LetterState
from matching.outbox.models import OutboxLetter

DELIVER = "outbox.deliver"


class Address(NamedTuple):
    """One letter among many: to whom, and the facts only this one carries."""

    to: int
    facts: dict[str, Any]


def post(kind: Letter, *, to: int, key: str, url: str = "", **facts: Any) -> None:
    """One letter. `key` names the news (`result:12`): nobody is told the same news twice."""
    post_all(kind, [Address(to, facts)], key=key, url=url)


def post_all(kind: Letter, addresses: Iterable[Address], *, key: str, url: str = "") -> None:
    """Many letters of one kind, in one statement."""
    now = clock.now()
    rows = [
        {
            "kind": kind,
            "key": f"{key}:{kind.value}:{address.to}",
            "to_id": address.to,
            "facts": address.facts,
            "url": url,
            "state": LetterState.WAITING,
            "created_at": now,
            "failure": "",
        }
        for address in addresses
    ]
    if not rows:
        return
    session = db.session()
    session.execute(insert(OutboxLetter), rows)
    enqueue(DELIVER, by=None, payload={})
