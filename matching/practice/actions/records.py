"""Record practice from elsewhere; the school certifies it, or says why not."""

from typing import Any

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.practice.assembly import record_letters as letters
from matching.practice.assembly.records import Claim
from matching.practice.enums import RecordState
from matching.practice.models import PracticeRecord
from matching.practice.rules import records as rules
from matching.practice.rules.sign_ups import why_not_reason
from matching.teachers.models import TeachingPost


def add(post: TeachingPost, claim: Claim, *, by: Viewer) -> PracticeRecord:
    """By the teacher, or by the school for a teacher; it waits until the school certifies it."""
    why_not = rules.why_not_days(claim.starts_on, claim.ends_on, today=clock.today())
    refuse_if(why_not, field="ends_on")
    made = PracticeRecord(
        teacher=post.teacher,
        school_id=post.school_id,
        state=RecordState.WAITING,
        created_at=clock.now(),
        created_by_id=by.id,
        **vars(claim),
    )
    db.session.add(made)
    db.session.flush()
    _record(AuditKind.RECORD_ADD, made, by=by)
    return made


def certify(entry: PracticeRecord, *, by: Viewer) -> None:
    """The days count from now on."""
    _decide(entry, RecordState.CERTIFIED, by=by)
    _record(AuditKind.RECORD_CERTIFY, entry, by=by)
    letters.tell_of_certificate(entry)


def refuse(entry: PracticeRecord, *, reason: str, by: Viewer) -> None:
    """The days do not count, or no longer; the teacher reads why."""
    refuse_if(why_not_reason(reason), field="reason")
    counted = entry.state is RecordState.CERTIFIED
    _decide(entry, RecordState.REFUSED, by=by, why=reason)
    _record(AuditKind.RECORD_REFUSE, entry, by=by, reason=reason)
    letters.tell_of_refusal(entry, counted=counted)


def _decide(entry: PracticeRecord, state: RecordState, *, by: Viewer, why: str = "") -> None:
    locked(select(PracticeRecord).where(PracticeRecord.id == entry.id))
    refuse_if(rules.why_not_decide(entry, state))
    entry.state, entry.why = state, why
    entry.decided_at, entry.decided_by_id = clock.now(), by.id
    entry.version += 1
    db.session.flush()


def _record(kind: AuditKind, entry: PracticeRecord, *, by: Viewer, **facts: Any) -> None:
    record(
        kind,
        entry,
        by=by,
        organisation_id=entry.school_id,
        teacher=entry.teacher.name,
        enterprise=entry.enterprise_name,
        **facts,
    )
