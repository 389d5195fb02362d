"""A class list on its way in: uploaded, mended, looked at once more, enrolled or thrown away."""

from pathlib import PurePath

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts import actions, checking, queries
from matching.cohorts.checking import ClassList, Workbook
from matching.cohorts.enums import UPLOAD_DAYS, WORKBOOK_DAYS, UploadState
from matching.cohorts.forms import SheetForm, UploadForm
from matching.cohorts.importer import MOST_WHOLE, Column, NoteCode, Roster, masked
from matching.cohorts.models import RosterUpload
from matching.cohorts.views import mending
from matching.cohorts.views.blueprint import bp
from matching.db import db
from matching.kernel.errors import Conflict, Refused
from matching.kernel.i18n import _, _n
from matching.kernel.sheets import MAX_BYTES, MAX_ROWS, SheetChoice, SheetRefused
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.session import the_viewer

MOST_TOLD = 50  # tidied cells and names listed on the page before the enrolment


@bp.route("/cohorts/<int:cohort_id>/roster/new", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def upload(cohort_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Bring a class list. The file is read before the database is asked for anything."""
    form = UploadForm.from_request()
    brought = _read(form) if form.accepted() else None
    cohort = db.one_or_404(queries.one_cohort(cohort_id, within))
    if brought is not None:
        filename = PurePath(form.file.data.filename.replace("\\", "/")).name
        if isinstance(brought, Workbook):
            kept = actions.keep_workbook(cohort, brought, filename=filename, by=the_viewer())
        else:
            kept = actions.upload_roster(cohort, brought, filename=filename, by=the_viewer())
        return redirect(url_for(".roster", upload_id=kept.id), code=303)
    limits = {"rows": MAX_ROWS, "megabytes": MAX_BYTES // (1024 * 1024)}
    return render_template("cohorts/upload.html", form=form, cohort=cohort, limits=limits), form.status


def _read(form: UploadForm) -> ClassList | Workbook | None:
    """The class list in the file, or all of it where one is to be chosen; None: the form is shown again."""
    file = form.file.data
    data = file.read()
    try:
        return checking.read_file(data, file.filename)
    except SheetChoice as choice:
        return Workbook(choice.names, data)
    except SheetRefused as refused:
        form.show(refused.sentence, field="file")
    return None


@bp.route("/rosters/<int:upload_id>/sheet", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def sheet(upload_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Choose one of the sheets of a workbook that is kept meanwhile."""
    kept = _upload(upload_id, within)
    if kept.state is not UploadState.CHOOSING:
        return redirect(url_for(".roster", upload_id=upload_id), code=303)
    brought, form = checking.opened_workbook(kept), SheetForm.from_request()
    form.sheet.choices = [(name, name) for name in brought.names]
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
        {**mending.typed_cells(request.form), **mending.changed_at_once(request.form, before)},
        dropped=mending.rows_left_out(request.form, before),
        version=_version(),
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
        count = actions.enrol(kept, version=_version(), by=the_viewer())
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


def _mending_page(kept: RosterUpload, listed: ClassList, found: Roster, *, sentence: str = "") -> str:
    return render_template(
        "cohorts/roster.html",
        upload=kept,
        listed=listed,
        roster=found,
        rows=mending.rows_to_mend(found),
        columns=mending.columns_shown(found),
        key=mending.problem_key,
        sentence=sentence,
        most=mending.MOST_ROWS,
        most_whole=MOST_WHOLE,
        days=UPLOAD_DAYS,
    )


def _faults_of(kept: RosterUpload) -> Roster:
    """The list as it stands; of one that was decided nothing is left, and the action says so."""
    lines = checking.opened(kept).lines if kept.state is UploadState.CHECKED else {}
    return checking.checked(lines, kept.cohort)


def _consequences(found: Roster) -> dict[str, object]:
    drafts = {draft.line: draft for draft in found.drafts}
    notes: dict[NoteCode, list[str]] = {}
    for note in found.notes:
        notes.setdefault(note.code, []).append(
            note.sentence if note.code is NoteCode.UNDER_AGE else drafts[note.line].name
        )
    repairs = [
        (line, column.label, masked(column, before), masked(column, after))
        for line, column, before, after in found.repairs[:MOST_TOLD]
        if isinstance(column, Column)
    ]
    return {
        "classes": found.by_class(),
        "too_young": notes.get(NoteCode.UNDER_AGE, []),
        "no_phone": notes.get(NoteCode.NO_PHONE, []),
        "repairs": repairs,
        "most": MOST_TOLD,
    }


def _version() -> int:
    return whole(request.form.get("version")) or 0
