"""Record that a teacher was recognised as dual-qualified; take it back where it was wrong."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict, locked
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.kernel.i18n import _
from matching.practice.assembly.recognitions import Recognised
from matching.practice.rules import recognitions as rules
from matching.practice.rules.sign_ups import why_not_reason
from matching.teachers.models import Recognition, TeachingPost


def recognise(post: TeachingPost, said: Recognised, *, by: Viewer) -> Recognition:
    """It stands in the profile from now on, whatever school the teacher goes to."""
    why_not = rules.why_not_recognise(said.recognised_on, said.valid_until, today=clock.today())
    refuse_if(why_not, field="recognised_on")
    made = Recognition(
        teacher=post.teacher,
        recorded_at=clock.now(),
        recorded_by_id=by.id,
        recorded_for_id=post.school_id,
        **asdict(said),
    )
    db.session.add(made)
    flush_or_conflict(_("This level of this day stands there already."), field="recognised_on")
    _tell(AuditKind.RECOGNITION_RECORD, made, by=by)
    return made


def take_back(recognition: Recognition, *, reason: str, by: Viewer) -> None:
    """It was wrong: it counts no more, and stays in the history with the reason."""
    refuse_if(why_not_reason(reason), field="reason")
    locked(select(Recognition).where(Recognition.id == recognition.id))
    refuse_if(rules.why_not_take_back(recognition))
    recognition.taken_back_at, recognition.taken_back_by_id = clock.now(), by.id
    recognition.taken_back_why = reason
    _tell(AuditKind.RECOGNITION_TAKE_BACK, recognition, by=by, reason=reason)


def _tell(kind: AuditKind, recognition: Recognition, *, by: Viewer, **facts: Any) -> None:
    record(
        kind,
        recognition,
        by=by,
        organisation_id=recognition.recorded_for_id,
        teacher=recognition.teacher.name,
        level=recognition.level.value,
        **facts,
    )
