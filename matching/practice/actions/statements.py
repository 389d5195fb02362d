"""Keep of a printed record what is needed to check it."""

from typing import Any

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.kernel import clock
from matching.practice.assembly.statements import digest_of
from matching.practice.models import RecordStatement
from matching.teachers.models import TeachingPost


def keep_statement(post: TeachingPost, said: dict[str, Any], *, code: str, by: Viewer) -> RecordStatement:
    """Of the code only its digest, of the record only what the page behind the code shows."""
    made = RecordStatement(
        token_digest=digest_of(code),
        teacher_id=post.teacher_id,
        made_at=clock.now(),
        made_by_id=by.id,
        said=said,
    )
    db.session.add(made)
    record(AuditKind.STATEMENT_PRINT, made, by=by, organisation_id=post.school_id, teacher=post.teacher.name)
    return made
