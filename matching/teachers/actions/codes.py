"""The school's code: whoever was told it may ask to join."""

import secrets

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.kernel import clock
from matching.organisations.models import Organisation
from matching.teachers.enums import CODE_LENGTH, CODE_LETTERS
from matching.teachers.models import SchoolCode


def make_code(school: Organisation, *, by: Viewer) -> SchoolCode:
    """A fresh one; the one before is of no use any more."""
    kept = db.session.get(SchoolCode, school.id, with_for_update=True) or SchoolCode(school_id=school.id)
    kept.code = "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))
    kept.made_at, kept.made_by_id = clock.now(), by.id
    db.session.add(kept)
    record(AuditKind.SCHOOL_CODE_MAKE, by=by, organisation_id=school.id)
    return kept


def remove_code(code: SchoolCode, *, by: Viewer) -> None:
    """Nobody can ask any more; requests that wait stay."""
    db.session.delete(code)
    record(AuditKind.SCHOOL_CODE_REMOVE, by=by, organisation_id=code.school_id)
