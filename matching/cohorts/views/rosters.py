"""A class list on its way in: uploaded, mended, looked at once more, enrolled or thrown away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts import actions, checking, queries
from matching.cohorts.forms import UploadForm
from matching.cohorts.importer import Column, NoteCode, Roster
from matching.cohorts.models import RosterUpload
from matching.cohorts.views.blueprint import bp
from matching.db import db
from matching.imports import keeping
from matching.imports.enums import UPLOAD_DAYS, WORKBOOK_DAYS, UploadState
from matching.imports.lists import Listed, Workbook
from matching.imports.mending import MOST_TOLD, changes_in, mending_page, repairs_told, rows_left_out
from matching.imports.uploading import LIMITS, SheetForm, version_read
from matching.kernel.errors import Conflict, Refused
from matching.kernel.i18n import _, _n
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.route("/cohorts/<int:cohort_id>/roster/new", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def upload(cohort_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Bring a class list. The file is read before the database is asked for anything."""
    form = UploadForm.from_request()
    brought = form.brought(Column) if form.accepted() else None
    cohort = db.one_or_404(queries.one_cohort(cohort_id, within))
    if brought is not None:
        if isinstance(brought, Workbook):
            kept = actions.keep_workbook(cohort, brought, filename=form.filename, by=the_viewer())
        else:
            kept = actions.upload_roster(cohort, brought, filename=form.filename, by=the_viewer())
        return redirect(url_for(".roster", upload_id=kept.id), code=303)
    return render_template("cohorts/upload.html", form=form, cohort=cohort, limits=LIMITS), form.status


@bp.route("/rosters/<int:upload_id>/sheet", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def sheet(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Choose one of the sheets of a workbook that is kept meanwhile."""
    kept = _upload(upload_id, within)
    if kept.state is not UploadState.CHOOSING:
        return redirect(url_for(".roster", upload_id=upload_id), code=303)
    brought, form = keeping.opened_workbook(kept), SheetForm.from_request()
    form.offer(brought)
    if form.accepted():
        with form.showing_refusals():
            listed = checking.read_file(brought.data, kept.filename, sheet=form.sheet.data)
            made = actions.choose_sheet(kept, listed, by=the_viewer())
            return redirect(url_for(".roster", upload_id=made.id), code=303)
    kept = _upload(upload_id, within)
    return render_template("cohorts/sheet.html", form=form, upload=kept, days=WORKBOOK_DAYS), form.status


@bp.get("/rosters/<int:upload_id>")
@requires(P.COHORT_EDIT)
def roster(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What has to be mended; a list without fault goes on to the last look."""
    kept = _upload(upload_id, within)
    if kept.state is UploadState.CHOOSING:
        return redirect(url_for(".sheet", upload_id=upload_id), code=303)
    if kept.state is not UploadState.CHECKED:
        return render_template("cohorts/decided.html", upload=kept)
    listed = checking.opened(kept)
    found = checking.checked(listed.lines, kept.cohort)
    if not found.faults and found.drafts:
        return redirect(url_for(".check", upload_id=upload_id), code=303)
    return _mending_page(kept, listed, found)


@bp.post("/rosters/<int:upload_id>")
@requires(P.COHORT_EDIT)
def mend(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Take what was typed, and check everything anew."""
    kept = _upload(upload_id, within)
    before = _faults_of(kept)
    after = actions.mend_roster(
        kept,
        changes_in(request.form, Column, before),
        dropped=rows_left_out(request.form, before),
        version=version_read(),
        by=the_viewer(),
    )
    left = len(after.faulty_lines)
    if left:
        flash(
            _n(
                "{count} row is still to be corrected.", "{count} rows are still to be corrected.", left
            ).format(count=left),
            "warn",
        )
    return redirect(url_for(".roster", upload_id=upload_id), code=303)


@bp.get("/rosters/<int:upload_id>/check")
@requires(P.COHORT_EDIT)
def check(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The last look: who would be enrolled, and what follows from it."""
    kept = _upload(upload_id, within)
    if kept.state is not UploadState.CHECKED:
        return redirect(url_for(".roster", upload_id=upload_id), code=303)
    listed = checking.opened(kept)
    found = checking.checked(listed.lines, kept.cohort)
    if found.faults or not found.drafts:
        return redirect(url_for(".roster", upload_id=upload_id), code=303)
    return render_template(
        "cohorts/check.html", upload=kept, listed=listed, roster=found, **_consequences(found)
    )


@bp.post("/rosters/<int:upload_id>/enrolment")
@requires(P.COHORT_EDIT)
def enrol(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """All or nothing. Refused, the list is shown with what is wrong by now."""
    kept = _upload(upload_id, within)
    cohort_id = kept.cohort_id
    try:
        count = actions.enrol(kept, version=version_read(), by=the_viewer())
    except (Refused, Conflict) as refusal:
        db.session.rollback()
        return _refused(_upload(upload_id, within), refusal.sentence)
    flash(
        _n(
            "{count} student is enrolled. Print the activation slip next.",
            "{count} students are enrolled. Print the activation slips next.",
            count,
        ).format(count=count),
        "ok",
    )
    return redirect(url_for(".show", cohort_id=cohort_id), code=303)


@bp.post("/rosters/<int:upload_id>/cancellation")
@requires(P.COHORT_EDIT)
def cancel(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Throw the list away; nobody was enrolled."""
    kept = _upload(upload_id, within)
    actions.cancel_roster(kept, by=the_viewer())
    flash(_("The class list is thrown away. Nobody was enrolled."), "ok")
    return redirect(url_for(".show", cohort_id=kept.cohort_id), code=303)


def _upload(upload_id: int, within: frozenset[int]) -> RosterUpload:
    """An old address answers what became of the list: nobody decides for a month, or for a day."""
    sentence = _(
        "This class list is not here any more, or not yours to see. A list that nobody enrols is deleted "
        "after {days} days, a workbook without a chosen sheet after {hours} hours. Bring the file once more."
    ).format(days=UPLOAD_DAYS, hours=WORKBOOK_DAYS * 24)
    kept: RosterUpload = db.one_or_404(queries.one_upload(upload_id, within), description=sentence)
    return kept


def _refused(kept: RosterUpload, sentence: str) -> ResponseReturnValue:
    if kept.state is UploadState.CHOOSING:
        flash(sentence, "warn")
        return redirect(url_for(".sheet", upload_id=kept.id), code=303)
    if kept.state is not UploadState.CHECKED:
        return render_template("cohorts/decided.html", upload=kept, sentence=sentence), 409
    listed = checking.opened(kept)
    found = checking.checked(listed.lines, kept.cohort)
    page = _mending_page(kept, listed, found, sentence=sentence)
    return page, 422


def _mending_page(kept: RosterUpload, listed: Listed, found: Roster, *, sentence: str = "") -> str:
    page = mending_page(Column, found)
    return render_template("cohorts/roster.html", upload=kept, listed=listed, page=page, sentence=sentence)


def _faults_of(kept: RosterUpload) -> Roster:
    """The list as it stands; of one that was decided nothing is left, and the action says so."""
    lines = checking.opened(kept).lines if kept.state is UploadState.CHECKED else {}
    return checking.checked(lines, kept.cohort)


def _consequences(found: Roster) -> dict[str, object]:
    names = {draft.line: draft.name for draft in found.drafts}
    young = [note.sentence for note in found.notes if note.code is NoteCode.UNDER_AGE]
    silent = [names[note.line] for note in found.notes if note.code is NoteCode.NO_PHONE]
    return {
        "classes": found.sizes_by(Column.CLASS_NAME),
        "too_young": young,
        "no_phone": silent,
        "repairs": repairs_told(found),
        "most": MOST_TOLD,
    }
