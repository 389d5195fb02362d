"""Write the trail in the transaction of the deed; denials and failures in a transaction of their own.

Events wait in the session and are sealed into the chain just before the commit of the whole, so that the head
of the chain is the last row a transaction takes: no deadlock, and numbers without gaps. A savepoint that is
undone takes back what was recorded within it, and nothing else.
"""

import hashlib
import json
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import event, update
from sqlalchemy.orm import Session, SessionTransaction

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent, AuditHead
from matching.db import Base, apart, db
from matching.kernel import clock, vault

GENESIS = hashlib.sha256(b"the trail begins").hexdigest()
WAITING = "audit_waiting"

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class _Waiting(NamedTuple):
    """An event until the commit; `within` is the savepoint it was recorded in."""

    within: SessionTransaction | None
    kind: AuditKind
    subject: Base | None
    by: Viewer | None
    organisation_id: int | None
    facts: dict[str, Any]
    at: datetime
    asked: str


def record(
    kind: AuditKind,
    subject: Base | None = None,
    *,
    by: Viewer | None,
    organisation_id: int | None = None,
    **facts: Any,
) -> None:
    """Tell the trail; if it cannot be written, the deed is undone with it."""
    _wait(db.session(), kind, subject, by=by, organisation_id=organisation_id, facts=facts)


def record_apart(
    kind: AuditKind, *, by: Viewer | None, organisation_id: int | None = None, **facts: Any
) -> None:
    """For what must be kept although the request is refused or only reads."""
    with apart() as session:
        _wait(session, kind, None, by=by, organisation_id=organisation_id, facts=facts)


def _wait(session: Session, kind: AuditKind, subject: Base | None, **told: Any) -> None:
    within, at = session.get_nested_transaction(), clock.now()
    one = _Waiting(within, kind, subject, at=at, asked=request_id.get(), **told)
    session.info.setdefault(WAITING, []).append(one)


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
    waiting: list[_Waiting] | None = session.info.get(WAITING)
    if not waiting or session.in_nested_transaction():
        return
    session.flush()  # subjects made in this transaction get their ids
    session.info[WAITING] = []
    # Taking the head row makes writers queue here, and only here.
    taken = update(AuditHead).values(count=AuditHead.count + len(waiting))
    count, chain = session.execute(taken.returning(AuditHead.count, AuditHead.hash)).one()
    for number, one in enumerate(waiting, start=count - len(waiting) + 1):
        row = AuditEvent(
            id=number,
            at=one.at,
            kind=one.kind,
            subject_type=type(one.subject).__tablename__ if one.subject is not None else "",
            subject_id=getattr(one.subject, "id", None),
            organisation_id=one.organisation_id,
            by_id=one.by.id if one.by else None,
            by_name=one.by.username if one.by else "",
            acting_for_id=one.by.acting_for if one.by else None,
            request_id=one.asked,
            facts=json.loads(json.dumps(one.facts, ensure_ascii=False, default=str)),
            previous_hash=chain,
        )
        row.hash = chain = seal(chain, told(row))
        session.add(row)
    session.execute(update(AuditHead).values(hash=chain))
    session.flush()


@event.listens_for(Session, "after_soft_rollback")
def _forget_undone(session: Session, undone: SessionTransaction) -> None:
    """What was recorded in the savepoint that is undone, or in one within it."""
    if undone.nested:
        waiting: list[_Waiting] = session.info.get(WAITING, [])
        waiting[:] = [one for one in waiting if not _is_within(one.within, undone)]


@event.listens_for(Session, "after_transaction_end")
def _forget_all(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(WAITING, None)


def _is_within(savepoint: SessionTransaction | None, undone: SessionTransaction) -> bool:
    while savepoint is not None and savepoint is not undone:
        savepoint = savepoint.parent
    return savepoint is undone
