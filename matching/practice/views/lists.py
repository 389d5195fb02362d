"""A list of teachers on its way in: uploaded, mended, looked at once more, taken over or thrown away."""

from pathlib import PurePath

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.audit.kinds import AuditKind
from matching.audit.record import record_apart
from matching.db import db
from matching.imports import keeping
from matching.imports.enums import UNDECIDED, UPLOAD_DAYS, WORKBOOK_DAYS, UploadState
from matching.imports.lists import Listed, Workbook, read_file
from matching.imports.mending import MOST_TOLD, changes_in, mending_page, repairs_told, rows_left_out
from matching.imports.uploading import LIMITS, SheetForm, version_read
from matching.kernel.errors import Conflict, Refused
from matching.kernel.i18n import _, _n, current_locale
from matching.organisations.queries import organisations_in
from matching.practice import checking, importer
from matching.practice.actions import lists as actions
from matching.practice.forms.lists import EnrolForm, ListForm
from matching.practice.importer import Arrival, Column, Known, Teachers
from matching.practice.models import TeacherList
from matching.practice.queries import lists as queries
from matching.practice.views.blueprint import bp
from matching.web.downloads import attached
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/teachers/lists/template.xlsx")
@requires(P.TEACHER_EDIT)
def list_template(within: frozenset[int]) -> ResponseReturnValue:
    """An empty list to fill in; the same for every school."""
    del within
    return attached(importer.template(current_locale()), _("List of teachers, empty"))


@bp.route("/teachers/lists/new", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def bring_list(within: frozenset[int]) -> ResponseReturnValue:
    """Bring a list. The file is read before the database is asked for anything."""
    form = ListForm.from_request()
    brought = form.brought(Column) if form.accepted() else None
    school = db.one_or_404(organisations_in(within))
    if brought is not None:
        keep = actions.keep_workbook if isinstance(brought, Workbook) else actions.upload
        kept = keep(school, brought, filename=form.filename, by=the_viewer())  # type: ignore[arg-type]
        return redirect(url_for(".mend_list", list_id=kept.id), code=303)
    waiting = db.session.scalars(queries.lists_in(within).where(TeacherList.state.in_(UNDECIDED))).all()
    return render_template("practice/list_new.html", form=form, limits=LIMITS, waiting=waiting), form.status


@bp.route("/teachers/lists/<int:list_id>/sheet", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def list_sheet(list_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Choose one of the sheets of a workbook that is kept meanwhile."""
    kept = _list(list_id, within)
    if kept.state is not UploadState.CHOOSING:
        return redirect(url_for(".mend_list", list_id=list_id), code=303)
    brought, form = keeping.opened_workbook(kept), SheetForm.from_request()
    form.offer(brought)
    if form.accepted():
        with form.showing_refusals():
            listed = read_file(Column, brought.data, kept.filename, sheet=form.sheet.data)
            made = actions.choose_sheet(kept, listed, by=the_viewer())
            return redirect(url_for(".mend_list", list_id=made.id), code=303)
    kept = _list(list_id, within)
    return render_template(
        "practice/list_sheet.html", form=form, upload=kept, days=WORKBOOK_DAYS
    ), form.status


@bp.route("/teachers/lists/<int:list_id>", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def mend_list(list_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What has to be mended; a list without fault goes on to the last look."""
    kept = _list(list_id, within)
    if request.method == "POST":
        return _mended(kept)
    if kept.state is UploadState.CHOOSING:
        return redirect(url_for(".list_sheet", list_id=list_id), code=303)
    if kept.state is not UploadState.CHECKED:
        return render_template("practice/list_decided.html", upload=kept)
    listed, found, _known = _read(kept)
    if not found.faults and found.drafts:
        return redirect(url_for(".check_list", list_id=list_id), code=303)
    return _mending_page(kept, listed, found)


@bp.get("/teachers/lists/<int:list_id>/check")
@requires(P.TEACHER_EDIT)
def check_list(list_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The last look: what each row does, and what is certified."""
    kept = _list(list_id, within)
    if kept.state is not UploadState.CHECKED:
        return redirect(url_for(".mend_list", list_id=list_id), code=303)
    listed, found, known = _read(kept)
    if found.faults or not found.drafts:
        return redirect(url_for(".mend_list", list_id=list_id), code=303)
    return render_template(
        "practice/list_check.html",
        upload=kept,
        listed=listed,
        found=found,
        form=EnrolForm.from_request(),
        arrivals=checking.by_arrival(found, known),
        practice=sum(draft.enterprise is not None for draft in found.drafts),
        namesakes=[note.sentence for note in found.notes],
        repairs=repairs_told(found),
        most=MOST_TOLD,
    )


@bp.post("/teachers/lists/<int:list_id>/enrolment")
@requires(P.TEACHER_EDIT)
def enrol_list(list_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """All or nothing. Refused, the list is shown with what is wrong by now."""
    kept, certify = _list(list_id, within), EnrolForm.from_request().certify.data
    try:
        counts = actions.enrol(kept, certify=certify, version=version_read(), by=the_viewer())
    except (Refused, Conflict) as refusal:
        db.session.rollback()
        return _refused(_list(list_id, within), refusal.sentence)
    flash(_told(counts[Arrival.NEW], sum(counts.values())), "ok")
    return redirect(url_for("teachers.slips" if counts[Arrival.NEW] else "teachers.index"), code=303)


@bp.post("/teachers/lists/<int:list_id>/cancellation")
@requires(P.TEACHER_EDIT)
def cancel_list(list_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Throw the list away; nothing was changed."""
    actions.cancel(_list(list_id, within), by=the_viewer())
    flash(_("The list is thrown away. Nothing was changed."), "ok")
    return redirect(url_for("teachers.index"), code=303)


@bp.get("/teachers/lists/<int:list_id>.xlsx")
@requires(P.TEACHER_EDIT)
def marked_list(list_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school's own list, whole and with its faults marked; once it is decided nothing of it is left."""
    kept = _list(list_id, within)
    if kept.state is not UploadState.CHECKED:
        return redirect(url_for(".mend_list", list_id=list_id), code=303)
    school_id, count, name = kept.school_id, kept.rows, PurePath(kept.filename).stem
    data = checking.marked(checking.opened(kept), kept.school)
    record_apart(
        AuditKind.TEACHERS_EXPORT, by=the_viewer(), organisation_id=school_id, count=count, upload=list_id
    )
    return attached(data, _("{file}, problems marked").format(file=name))


def _list(list_id: int, within: frozenset[int]) -> TeacherList:
    sentence = _(
        "This list is not here any more, or not yours to see. A list nobody takes over is deleted "
        "after {days} days, a workbook without a chosen sheet after {hours} hours. Bring the file once more."
    ).format(days=UPLOAD_DAYS, hours=WORKBOOK_DAYS * 24)
    kept: TeacherList = db.one_or_404(queries.one_list(list_id, within), description=sentence)
    return kept


def _read(kept: TeacherList) -> tuple[Listed, Teachers, Known]:
    listed = checking.opened(kept)
    known = checking.known_to(kept.school, listed.lines)
    return listed, checking.checked(listed.lines, known), known


def _mended(kept: TeacherList) -> ResponseReturnValue:
    """Take what was typed; of a list that was decided nothing is left, and the action says so."""
    before = _read(kept)[1] if kept.state is UploadState.CHECKED else checking.checked({}, Known())
    after = actions.mend(
        kept,
        changes_in(request.form, Column, before),
        dropped=rows_left_out(request.form, before),
        version=version_read(),
        by=the_viewer(),
    )
    if left := len(after.faulty_lines):
        sentence = _n(
            "{count} row is still to be corrected.", "{count} rows are still to be corrected.", left
        )
        flash(sentence.format(count=left), "warn")
    return redirect(url_for(".mend_list", list_id=kept.id), code=303)


def _refused(kept: TeacherList, sentence: str) -> ResponseReturnValue:
    if kept.state is UploadState.CHOOSING:
        flash(sentence, "warn")
        return redirect(url_for(".list_sheet", list_id=kept.id), code=303)
    if kept.state is not UploadState.CHECKED:
        return render_template("practice/list_decided.html", upload=kept, sentence=sentence), 409
    listed, found, _known = _read(kept)
    return _mending_page(kept, listed, found, sentence=sentence), 422


def _mending_page(kept: TeacherList, listed: Listed, found: Teachers, *, sentence: str = "") -> str:
    page = mending_page(Column, found)
    return render_template(
        "practice/list_mend.html", upload=kept, listed=listed, page=page, sentence=sentence
    )


def _told(new: int, everybody: int) -> str:
    said = _n("{count} teacher is taken over.", "{count} teachers are taken over.", everybody)
    slips = " " + _("Print the slips of the new ones next.") if new else ""
    return said.format(count=everybody) + slips
