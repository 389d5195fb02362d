"""Read the trail, and prove that nobody touched it."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import Session

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent, AuditHead
from matching.audit.record import GENESIS, seal, told


class Fault(NamedTuple):
    """Where the chain does not hold, and why."""

    number: int
    reason: str


def faults(session: Session, *, anchor: tuple[int, str] | None = None) -> list[Fault]:
    """Walk the whole chain; `anchor` is a (number, hash) that was copied outside earlier."""
    found: list[Fault] = []
    chain, expected = GENESIS, 0
    for row in session.scalars(select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=1000)):
        expected += 1
        if row.id != expected:
            found.append(Fault(expected, "missing"))
            expected = row.id
        if row.previous_hash != chain or row.hash != seal(row.previous_hash, told(row)):
            found.append(Fault(row.id, "altered"))
        if anchor and row.id == anchor[0] and row.hash != anchor[1]:
            found.append(Fault(row.id, "differs from the anchor"))
        chain = row.hash
    head = session.get(AuditHead, 1)
    if head is None or head.count != expected or (expected and head.hash != chain):
        found.append(Fault(expected + 1, "the end was cut off"))
    if anchor and anchor[0] > expected:
        found.append(Fault(anchor[0], "older than the anchor"))
    return found


def untold(model: Any, so: ColumnElement[bool], *kinds: AuditKind) -> Select[Any]:
    """Rows in such a state that no event of these kinds tells of: somebody went past the actions."""
    table: str = model.__tablename__
    tells = select(AuditEvent.subject_id).where(
        AuditEvent.kind.in_(kinds), AuditEvent.subject_type == table, AuditEvent.subject_id.is_not(None)
    )
    # A list, not a question a row: ten thousand placements have ten thousand events.
    return select(literal(table).label("table"), model.id).where(so, model.id.not_in(tells))
