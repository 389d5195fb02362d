"""Write the trail in the transaction of the deed; denials and failures in a transaction of their own.

Events wait in the session and are sealed into the chain just before the commit, so that the head of the
chain is the last row a transaction takes: no deadlock, and numbers without gaps.
"""

import hashlib
import json
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import Session

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent, AuditHead
from matching.db import Base, apart, db
from matching.kernel import clock, vault

GENESIS = hashlib.sha256(b"the trail begins").hexdigest()
WAITING = "audit_waiting"

request_id: ContextVar[str] = ContextVar("request_id", default="-")


def record(
    kind: AuditKind,
    subject: Base | None = None,
    *,
    by: Viewer | None,
    organisation_id: int | None = None,
    **facts: Any,
) -> None:
    """Tell the trail; if it cannot be written, the deed is undone with it."""
    session = db.session()
    session.info.setdefault(WAITING, []).append(
        (kind, subject, by, organisation_id, facts, clock.now(), request_id.get())
    )


def record_apart(
    kind: AuditKind, *, by: Viewer | None, organisation_id: int | None = None, **facts: Any
) -> None:
    """For what must be kept although the request is refused or only reads."""
    with apart() as session:
        session.info[WAITING] = [(kind, None, by, organisation_id, facts, clock.now(), request_id.get())]


def seal(previous_hash: str, told: dict[str, Any]) -> str:
    """The keyed hash that binds an event to all before it; `told` are its columns as JSON values."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return vault.keyed_digest("audit", previous_hash + text).hex()


def told(row: AuditEvent) -> dict[str, Any]:
    """What the hash is made of: every column but the hashes."""
    return {
        "id": row.id,
        "at": row.at.isoformat(timespec="microseconds"),
        "kind": str(row.kind.value),
        "subject": [row.subject_type, row.subject_id],
        "organisation": row.organisation_id,
        "by": [row.by_id, row.by_name, row.acting_for_id],
        "request": row.request_id,
        "facts": row.facts,
    }


@event.listens_for(Session, "before_commit")
def _seal_waiting(session: Session) -> None:
    waiting = session.info.get(WAITING)
    if not waiting:
        return
    session.flush()  # subjects made in this transaction get their ids
    session.info[WAITING] = []
    # Taking the head row makes writers queue here, and only here.
    taken = update(AuditHead).values(count=AuditHead.count + len(waiting))
    count, chain = session.execute(taken.returning(AuditHead.count, AuditHead.hash)).one()
    number = count - len(waiting)
    for kind, subject, by, organisation_id, facts, at, asked in waiting:
        number += 1
        row = AuditEvent(
            id=number,
            at=at,
            kind=kind,
            subject_type=type(subject).__tablename__ if subject is not None else "",
            subject_id=getattr(subject, "id", None),
            organisation_id=organisation_id,
            by_id=by.id if by else None,
            by_name=by.username if by else "",
            acting_for_id=by.acting_for if by else None,
            request_id=asked,
            facts=json.loads(json.dumps(facts, ensure_ascii=False, default=str)),
            previous_hash=chain,
        )
        row.hash = chain = seal(chain, told(row))
        session.add(row)
    session.execute(update(AuditHead).values(hash=chain))
    session.flush()


@event.listens_for(Session, "after_rollback")
def _forget_waiting(session: Session) -> None:
    session.info.pop(WAITING, None)
