"""A list of teachers: uploaded, mended, thrown away, or taken over as a whole."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.imports import keeping
from matching.imports.columns import SheetColumn
from matching.imports.enums import UploadState
from matching.imports.lists import Listed, Workbook
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _
from matching.organisations.models import Organisation
from matching.practice import checking
from matching.practice.enrolment import take_over
from matching.practice.importer import Arrival, Column, Teachers
from matching.practice.models import TeacherList
from matching.practice.rules import lists as rules


def upload(school: Organisation, listed: Listed, *, filename: str, by: Viewer) -> TeacherList:
    """Keep a list, sealed, until its school decides; the same file sent twice is one list."""
    db.session.refresh(school, with_for_update={"of": Organisation})
    if (known := keeping.same(TeacherList, listed, _of(school.id))) is not None:
        return known
    kept = keeping.started(TeacherList(school_id=school.id), filename, by=by)
    keeping.fill(kept, listed)
    db.session.add(kept)
    record(AuditKind.TEACHERS_UPLOAD, kept, by=by, organisation_id=school.id, count=kept.rows)
    db.session.flush()
    return kept


def keep_workbook(school: Organisation, brought: Workbook, *, filename: str, by: Viewer) -> TeacherList:
    """Keep a workbook, sealed, while its sheet is chosen; it takes the place of an earlier one."""
    db.session.refresh(school, with_for_update={"of": Organisation})
    keeping.throw_away_workbooks(TeacherList, _of(school.id), by=by)
    kept = keeping.started(TeacherList(school_id=school.id), filename, by=by)
    keeping.fill_with_workbook(kept, brought)
    db.session.add(kept)
    record(AuditKind.TEACHERS_UPLOAD, kept, by=by, organisation_id=school.id, count=0)
    db.session.flush()
    return kept


def choose_sheet(kept: TeacherList, listed: Listed, *, by: Viewer) -> TeacherList:
    """Go on with one sheet of the workbook; nothing else of it is kept. A list known already is that one."""
    keeping.claim(kept, UploadState.CHECKED)
    known = keeping.same(TeacherList, listed, _of(kept.school_id))
    if known is not None:
        keeping.decide(kept, UploadState.CANCELLED, by=by)
    else:
        keeping.fill(kept, listed)
    record(AuditKind.TEACHERS_UPLOAD, kept, by=by, organisation_id=kept.school_id, count=len(listed.lines))
    db.session.flush()
    return known or kept


def mend(
    kept: TeacherList,
    changes: Mapping[tuple[int, SheetColumn], str],
    *,
    dropped: Collection[int] = (),
    version: int,
    by: Viewer,
) -> Teachers:
    """Write what was typed into the cells, leave rows out, and check everything anew."""
    keeping.claim(kept, UploadState.ENROLLED, version=version)
    count = keeping.mend(kept, Column, changes, dropped=dropped)
    record(AuditKind.TEACHERS_MEND, kept, by=by, organisation_id=kept.school_id, count=count)
    lines = checking.opened(kept).lines
    return checking.checked(lines, checking.known_to(kept.school, lines))


def enrol(kept: TeacherList, *, certify: bool, version: int, by: Viewer) -> Mapping[Arrival, int]:
    """All teachers of the list or none; how many of each kind. `certify`: the school has seen the proofs.

    Everything is checked once more in this transaction: register and list may have changed meanwhile.
    """
    keeping.claim(kept, UploadState.ENROLLED, version=version)
    school = kept.school
    db.session.refresh(school, with_for_update={"of": Organisation})
    lines = checking.opened(kept).lines
    known = checking.known_to(school, lines)
    found = checking.checked(lines, known)
    refuse_if(rules.why_not_enrol(rows=len(found.drafts), faulty=len(found.faulty_lines)))
    sorted_out = checking.by_arrival(found, known)
    try:
        practice = take_over(school, sorted_out, known=known, by_id=by.id, certify=certify)
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict(
            _("Somebody changed one of these teachers just now. Nothing was saved; look at the rows again.")
        ) from error
    keeping.decide(kept, UploadState.ENROLLED, by=by)
    counts = {arrival: len(drafts) for arrival, drafts in sorted_out.items()}
    record(
        AuditKind.TEACHERS_ENROL,
        school,
        by=by,
        organisation_id=school.id,
        count=len(found.drafts),
        practice=practice,
        certified=certify,
        upload=kept.id,
        **{arrival.value: count for arrival, count in counts.items()},
    )
    return counts


def cancel(kept: TeacherList, *, by: Viewer) -> None:
    """Throw it away; nothing was changed."""
    keeping.claim(kept, UploadState.CANCELLED)
    keeping.decide(kept, UploadState.CANCELLED, by=by)
    record(AuditKind.TEACHERS_CANCEL, kept, by=by, organisation_id=kept.school_id)


def purge(*, by: Viewer | None) -> int:
    """Delete lists nobody decided on for a month, workbooks after a day; how many. The sweep calls it."""
    old = list(db.session.scalars(keeping.overdue(TeacherList)))
    for kept in old:
        record(AuditKind.TEACHERS_CANCEL, by=by, organisation_id=kept.school_id, upload=kept.id)
        db.session.delete(kept)
    db.session.flush()
    return len(old)


def _of(school_id: int) -> ColumnElement[bool]:
    return TeacherList.school_id == school_id
