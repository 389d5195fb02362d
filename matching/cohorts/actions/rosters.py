"""A class list: uploaded, mended, thrown away, or enrolled as a whole."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts import checking, importer, rules
from matching.cohorts.checking import ClassList, Workbook
from matching.cohorts.enrolment import insert_students
from matching.cohorts.enums import UPLOAD_DAYS, WORKBOOK_DAYS, StudentState, UploadState
from matching.cohorts.importer import Column, Roster
from matching.cohorts.models import Cohort, RosterUpload, Student
from matching.db import db
from matching.kernel import clock, vault
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _

LONGEST_FILENAME = 120


def upload_roster(cohort: Cohort, listed: ClassList, *, filename: str, by: Viewer) -> RosterUpload:
    """Keep a class list, sealed, until its school decides; the same file sent twice is one list."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    if (known := _same(cohort.id, listed)) is not None:
        return known
    upload = _new(cohort, filename, by=by)
    _fill(upload, listed)
    db.session.add(upload)
    record(AuditKind.ROSTER_UPLOAD, upload, by=by, organisation_id=cohort.school_id, count=upload.rows)
    db.session.flush()
    return upload


def keep_workbook(cohort: Cohort, brought: Workbook, *, filename: str, by: Viewer) -> RosterUpload:
    """Keep a workbook, sealed, while its sheet is chosen; it takes the place of an earlier one."""
    db.session.refresh(cohort, with_for_update={"of": Cohort})
    earlier = select(RosterUpload).where(
        RosterUpload.cohort_id == cohort.id, RosterUpload.state == UploadState.CHOOSING
    )
    for upload in db.session.scalars(earlier.with_for_update()):
        _decide(upload, UploadState.CANCELLED, by)
    kept = _new(cohort, filename, by=by)
    kept.state, kept.rows, kept.contents_index = UploadState.CHOOSING, 0, checking.EMPTIED
    kept.sheet_sealed = checking.sealed_workbook(brought, kept.row_key)
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


def choose_sheet(upload: RosterUpload, listed: ClassList, *, by: Viewer) -> RosterUpload:
    """Go on with one sheet of the workbook; nothing else of it is kept. A list known already is that one."""
    _claim(upload, UploadState.CHECKED, None)
    known = _same(upload.cohort_id, listed)
    if known is not None:
        _decide(upload, UploadState.CANCELLED, by)
    else:
        _fill(upload, listed)
        upload.state = UploadState.CHECKED
    record(AuditKind.ROSTER_UPLOAD, upload, by=by, organisation_id=upload.school_id, count=len(listed.lines))
    db.session.flush()
    return known or upload


def _same(cohort_id: int, listed: ClassList) -> RosterUpload | None:
    same = select(RosterUpload).where(
        RosterUpload.cohort_id == cohort_id,
        RosterUpload.contents_index == checking.index_of(listed),
        RosterUpload.state == UploadState.CHECKED,
    )
    return db.session.scalars(same).first()


def _new(cohort: Cohort, filename: str, *, by: Viewer) -> RosterUpload:
    return RosterUpload(
        cohort_id=cohort.id,
        school_id=cohort.school_id,
        row_key=vault.new_row_key(),
        filename=filename[-LONGEST_FILENAME:],
        created_at=clock.now(),
        created_by_id=by.id,
    )


def _fill(upload: RosterUpload, listed: ClassList) -> None:
    upload.contents_index = checking.index_of(listed)
    upload.sheet_sealed = checking.sealed(listed, upload.row_key)
    upload.rows = len(listed.lines)


def mend_roster(
    upload: RosterUpload,
    changes: Mapping[tuple[int, Column], str],
    *,
    dropped: Collection[int] = (),
    version: int,
    by: Viewer,
) -> Roster:
    """Write what was typed into the cells, leave rows out, and check everything anew."""
    _claim(upload, UploadState.ENROLLED, version)
    listed = checking.opened(upload)
    lines = importer.edited(listed.lines, changes, dropped=dropped)
    count = sum(lines[line] != listed.lines[line] for line in lines) + len(listed.lines) - len(lines)
    if count:
        kept = replace(listed, lines=lines, frame=listed.frame.without(dropped))
        upload.sheet_sealed = checking.sealed(kept, upload.row_key)
        upload.rows, upload.version = len(lines), upload.version + 1
    record(AuditKind.ROSTER_MEND, upload, by=by, organisation_id=upload.school_id, count=count)
    return checking.checked(lines, upload.cohort)


def enrol(upload: RosterUpload, *, version: int, by: Viewer) -> int:
    """All students of the list or none. How many there are now more.

    Everything is checked once more in this transaction: rules, register and list may have changed since
    somebody looked at the page.
    """
    _claim(upload, UploadState.ENROLLED, version)
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
    _decide(upload, UploadState.ENROLLED, by)
    record(
        AuditKind.COHORT_ENROL, cohort, by=by, organisation_id=cohort.school_id, count=count, upload=upload.id
    )
    return count


def cancel_roster(upload: RosterUpload, *, by: Viewer) -> None:
    """Throw it away; nobody was enrolled."""
    _claim(upload, UploadState.CANCELLED, None)
    _decide(upload, UploadState.CANCELLED, by)
    record(AuditKind.ROSTER_CANCEL, upload, by=by, organisation_id=upload.school_id)


def purge_uploads(*, by: Viewer | None) -> int:
    """Delete class lists nobody decided on for a month, workbooks after a day; how many.

    The sweep calls it, by nobody.
    """
    due = select(RosterUpload).where(
        or_(
            *(
                (RosterUpload.state == state) & (RosterUpload.created_at < clock.now() - timedelta(days=days))
                for state, days in (
                    (UploadState.CHECKED, UPLOAD_DAYS),
                    (UploadState.CHOOSING, WORKBOOK_DAYS),
                )
            )
        )
    )
    old = list(db.session.scalars(due.order_by(RosterUpload.id).with_for_update()))
    for upload in old:
        record(AuditKind.ROSTER_CANCEL, by=by, organisation_id=upload.school_id, upload=upload.id)
        db.session.delete(upload)
    db.session.flush()
    return len(old)


def _claim(upload: RosterUpload, there: UploadState, version: int | None) -> None:
    """Hold the list until the transaction ends, as it is now and not as a page showed it."""
    db.session.refresh(upload, with_for_update={"of": RosterUpload})
    refuse_if(rules.why_not_decide(upload, there))
    if version is not None and upload.version != version:
        raise Conflict(
            _("This class list was changed in another window. Open it again to see how it looks now.")
        )


def _decide(upload: RosterUpload, state: UploadState, by: Viewer) -> None:
    upload.state = state
    upload.decided_at, upload.decided_by_id = clock.now(), by.id
    upload.sheet_sealed = upload.contents_index = checking.EMPTIED
    upload.version += 1
    db.session.flush()
