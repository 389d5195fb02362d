"""What must always hold of the trail."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.audit.queries import faults
from matching.invariants import Invariant, Question, Witness
from matching.kernel.i18n import _l


def _broken_chain(session: Session) -> Iterator[Witness]:
    for fault in faults(session):
        yield {"audit_event": fault.number, "fault": fault.reason}


def _looked_without_reason() -> Question:
    reason = func.coalesce(AuditEvent.facts["reason"].as_string(), "")
    return select(AuditEvent.id.label("audit_event")).where(
        or_(
            AuditEvent.kind.in_((AuditKind.STUDENT_REVEAL, AuditKind.ROUND_EXPORT))
            & AuditEvent.by_id.is_(None),
            (AuditEvent.kind == AuditKind.STUDENT_REVEAL) & (reason == ""),
        )
    )


INVARIANTS = (
    Invariant("I16", _l("The trail is unbroken from its first event to its end."), look=_broken_chain),
    Invariant(
        "I16", _l("Whoever looked at full data gave a name, and a reason for it."), _looked_without_reason
    ),
)
