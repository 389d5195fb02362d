"""A class list: uploaded, mended, thrown away, or enrolled as a whole."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.cohorts import checking, importer, rules
from matching.cohorts.checking import ClassList
from matching.cohorts.enrolment import insert_students
from matching.cohorts.enums import UPLOAD_DAYS, StudentState, UploadState
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
    index = checking.index_of(listed)
    same = select(RosterUpload).where(
        RosterUpload.cohort_id == cohort.id,
        RosterUpload.contents_index == index,
        RosterUpload.state == UploadState.CHECKED,
    )
    if (known := db.session.scalars(same).first()) is not None:
        return known
    row_key = vault.new_row_key()
    upload = RosterUpload(
        cohort_id=cohort.id,
        school_id=cohort.school_id,
        row_key=row_key,
        filename=filename[-LONGEST_FILENAME:],
        contents_index=index,
        sheet_sealed=checking.sealed(listed, row_key),
        rows=len(listed.lines),
        created_at=clock.now(),
        created_by_id=by.id,
    )
    db.session.add(upload)
    record(AuditKind.ROSTER_UPLOAD, upload, by=by, organisation_id=cohort.school_id, count=upload.rows)
    db.session.flush()
    return upload


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
    """Delete class lists nobody decided on for a month; how many. The sweep calls it, by nobody."""
    due = select(RosterUpload).where(
        RosterUpload.state == UploadState.CHECKED,
        RosterUpload.created_at < clock.now() - timedelta(days=UPLOAD_DAYS),
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
