"""A class list: uploaded, mended, thrown away, or enrolled as a whole."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts import checking, rules
from matching.cohorts.enrolment import insert_students
from matching.cohorts.enums import StudentState
from matching.cohorts.importer import Column, Roster
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.db import db
from matching.imports import keeping
from matching.imports.columns import SheetColumn
from matching.imports.enums import UploadState
from matching.imports.lists import Listed, Workbook
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _


def upload_roster(cohort: Cohort, listed: Listed, *, filename: str, by: Viewer) -> RosterUpload:
    """Keep a class list, sealed, until its school decides; the same file sent twice is one list."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    if (known := keeping.same(RosterUpload, listed, _into(cohort.id))) is not None:
        return known
    upload = keeping.started(_new(cohort), filename, by=by)
    keeping.fill(upload, listed)
    db.session.add(upload)
    record(AuditKind.ROSTER_UPLOAD, upload, by=by, organisation_id=cohort.school_id, count=upload.rows)
    db.session.flush()
    return upload


def keep_workbook(cohort: Cohort, brought: Workbook, *, filename: str, by: Viewer) -> RosterUpload:
    """Keep a workbook, sealed, while its sheet is chosen; it takes the place of an earlier one."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    keeping.throw_away_workbooks(RosterUpload, _into(cohort.id), by=by)
    kept = keeping.started(_new(cohort), filename, by=by)
    keeping.fill_with_workbook(kept, brought)
    db.session.add(kept)
    record(
        AuditKind.ROSTER_WORKBOOK,
        kept,
        by=by,
        organisation_id=cohort.school_id,
        count=len(brought.names),
    )
    db.session.flush()
    return kept


def choose_sheet(upload: RosterUpload, listed: Listed, *, by: Viewer) -> RosterUpload:
    """Go on with one sheet of the workbook; nothing else of it is kept. A list known already is that one."""
    keeping.claim(upload, UploadState.CHECKED)
    known = keeping.same(RosterUpload, listed, _into(upload.cohort_id))
    if known is not None:
        keeping.decide(upload, UploadState.CANCELLED, by=by)
    else:
        keeping.fill(upload, listed)
    record(AuditKind.ROSTER_UPLOAD, upload, by=by, organisation_id=upload.school_id, count=len(listed.lines))
    db.session.flush()
    return known or upload


def _into(cohort_id: int) -> ColumnElement[bool]:
    return RosterUpload.cohort_id == cohort_id


def _new(cohort: Cohort) -> RosterUpload:
    return RosterUpload(cohort_id=cohort.id, school_id=cohort.school_id)


def mend_roster(
    upload: RosterUpload,
    changes: Mapping[tuple[int, SheetColumn], str],
    *,
    dropped: Collection[int] = (),
    version: int,
    by: Viewer,
) -> Roster:
    """Write what was typed into the cells, leave rows out, and check everything anew."""
    keeping.claim(upload, UploadState.ENROLLED, version=version)
    count = keeping.mend(upload, Column, changes, dropped=dropped)
    record(AuditKind.ROSTER_MEND, upload, by=by, organisation_id=upload.school_id, count=count)
    return checking.checked(checking.opened(upload).lines, upload.cohort)


def enrol(upload: RosterUpload, *, version: int, by: Viewer) -> int:
    """All students of the list or none. How many there are now more.

    Everything is checked once more in this transaction: rules, register and list may have changed since
    somebody looked at the page.
    """
    keeping.claim(upload, UploadState.ENROLLED, version=version)
    cohort = upload.cohort
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    roster = checking.checked(checking.opened(upload).lines, cohort)
    already = db.session.scalar(
        select(func.count()).where(Student.cohort_id == cohort.id, Student.state == StudentState.ENROLLED)
    )
    count = len(roster.drafts)
    refuse_if(rules.why_not_enrol(rows=count, faulty=len(roster.faulty_lines), already=already or 0))
    try:
        insert_students(cohort, roster.drafts)
    except IntegrityError as error:
        db.session.rollback()
        raise Conflict(
            _("Somebody enrolled one of these students just now. Nothing was saved; look at the rows again.")
        ) from error
    keeping.decide(upload, UploadState.ENROLLED, by=by)
    record(
        AuditKind.COHORT_ENROL, cohort, by=by, organisation_id=cohort.school_id, count=count, upload=upload.id
    )
    return count


def cancel_roster(upload: RosterUpload, *, by: Viewer) -> None:
    """Throw it away; nobody was enrolled."""
    keeping.claim(upload, UploadState.CANCELLED)
    keeping.decide(upload, UploadState.CANCELLED, by=by)
    record(AuditKind.ROSTER_CANCEL, upload, by=by, organisation_id=upload.school_id)


def purge_uploads(*, by: Viewer | None) -> int:
    """Delete class lists nobody decided on for a month, workbooks after a day; how many.

    The sweep calls it, by nobody.
    """
    old = list(db.session.scalars(keeping.overdue(RosterUpload)))
    for upload in old:
        record(AuditKind.ROSTER_CANCEL, by=by, organisation_id=upload.school_id, upload=upload.id)
        db.session.delete(upload)
    db.session.flush()
    return len(old)
