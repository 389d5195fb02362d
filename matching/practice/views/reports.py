"""The report of a practice: the teacher writes, the school answers, the enterprise puts a figure to it."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from matching.access.permissions import Permission as P
from matching.accounts.models import Account
from matching.audit.telling import sentence
from matching.db import db, one
from matching.files.keeping import contents_of
from matching.kernel import clock
from matching.kernel.errors import Refused
from matching.kernel.i18n import _, _n
from matching.practice.actions import reports as actions
from matching.practice.assembly.reports import words_of
from matching.practice.enums import LARGEST_UPLOAD, MOST_PHOTOS, READABLE, ReportState
from matching.practice.forms.reports import AnswerReportForm, ReportForm, WorthForm
from matching.practice.models import PracticeReport, SignUp
from matching.practice.queries import reports as queries
from matching.practice.queries import sign_ups
from matching.practice.rules import reports as rules
from matching.practice.views.blueprint import bp
from matching.practice.views.reach import reach
from matching.web.forms import BaseForm
from matching.web.guard import requires
from matching.web.session import the_viewer
from matching.web.uploads import takes

KEPT_BY_BROWSERS = "private, max-age=3600"  # a photo never changes under its number


@bp.get("/sign-ups/<int:sign_up_id>/report")
@requires(P.PRACTICE_SEE)
def report(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """For the teacher, the enterprise, the school, and the bureau that only reads."""
    found = db.one_or_404(sign_ups.one_sign_up(sign_up_id, within, reach()))
    kept, viewer = one(queries.report_of(sign_up_id)), the_viewer()
    if viewer.may(P.PRACTICE_HOST):
        figure = kept.worth_confirmed if kept and kept.worth_confirmed is not None else words_of(kept).worth
        return _page(found, kept, WorthForm.from_request(worth=figure))
    if found.teacher.account_id == viewer.id:
        words = words_of(kept)
        typed = vars(words) | {"worth": words.worth or None}
        return _page(found, kept, ReportForm.from_request(**typed, version=kept.version if kept else 0))
    return _page(found, kept, AnswerReportForm.from_request())


@bp.post("/sign-ups/<int:sign_up_id>/report")
@takes(LARGEST_UPLOAD)
@requires(P.PRACTICE_SIGN_UP)
def write_report(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Saved, and handed in by the other button. What was typed is kept even where a photo is not."""
    db.session.rollback()  # opening photos takes long, and SQLite has room for one writer
    form, viewer = ReportForm.from_request(), the_viewer()
    photos, faults = form.photos_opened()
    found = db.one_or_404(sign_ups.of_teacher(sign_up_id, viewer.id, within))
    if form.accepted():
        with form.showing_refusals():
            left_out = actions.write(found, form.words, photos, version=form.version_read, by=viewer)
            if left_out:
                faults.append(_no_room(left_out))
            _tell(found, faults)
            return redirect(url_for(".report", sign_up_id=sign_up_id), code=303)
    return _page(found, one(queries.report_of(sign_up_id)), form)


@bp.post("/sign-ups/<int:sign_up_id>/report/answer")
@requires(P.PRACTICE_APPROVE)
def answer_report(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The school takes it, or says what is to be changed."""
    found, form = db.one_or_404(sign_ups.of_school(sign_up_id, within)), AnswerReportForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            if request.form.get("answer") == "no":
                actions.send_back(found, reason=form.reason.data or "", by=the_viewer())
                flash(_("Returned. The teacher reads what is to be changed."), "ok")
            else:
                actions.accept(found, by=the_viewer())
                flash(_("Accepted. The teacher is told."), "ok")
            return redirect(url_for(".report", sign_up_id=sign_up_id), code=303)
    return _page(found, one(queries.report_of(sign_up_id)), form)


@bp.post("/sign-ups/<int:sign_up_id>/report/worth")
@requires(P.PRACTICE_HOST)
def confirm_worth(sign_up_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The enterprise's own figure."""
    found, form = db.one_or_404(sign_ups.of_enterprise(sign_up_id, within)), WorthForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.confirm_worth(found, worth=form.worth.data, by=the_viewer())
            flash(_("Saved. Teacher and school read your figure."), "ok")
            return redirect(url_for(".report", sign_up_id=sign_up_id), code=303)
    return _page(found, one(queries.report_of(sign_up_id)), form)


@bp.get("/report-photos/<int:photo_id>")
@requires(P.PRACTICE_SEE)
def report_photo(photo_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Whoever may read the report sees its photos."""
    kept = db.one_or_404(queries.one_photo(photo_id, within, reach())).file
    answer = Response(contents_of(kept), mimetype=kept.media_type)
    answer.headers["Cache-Control"] = KEPT_BY_BROWSERS
    return answer


def _no_room(n: int) -> str:
    return _n(
        "{n} photo found no room: a report has at most {most}.",
        "{n} photos found no room: a report has at most {most}.",
        n,
    ).format(n=n, most=MOST_PHOTOS)


def _tell(found: SignUp, faults: list[str]) -> None:
    """What was saved, and what was not; nothing is handed in while a photo is missing."""
    for fault in faults:
        flash(fault, "warn")
    wants = request.form.get("deed") == "hand_in"
    if wants and not faults:
        try:
            actions.hand_in(found, by=the_viewer())
        except Refused as refused:
            faults.append(refused.sentence)
            flash(refused.sentence, "warn")
    if wants and not faults:
        flash(_("Handed in. Your school reads it."), "ok")
    else:
        flash(_("Saved, but not handed in.") if wants else _("Saved."), "ok")


def _history(kept: PracticeReport) -> list[dict[str, object]]:
    events = db.session.scalars(queries.history_of(kept.id)).all()
    rows = db.session.execute(
        select(Account.id, Account.name).where(Account.id.in_([event.by_id for event in events]))
    )
    names = {account_id: name for account_id, name in rows}
    return [
        {"when": event.at, "text": sentence(event, by=names.get(event.by_id or 0, ""))} for event in events
    ]


def _page(found: SignUp, kept: PracticeReport | None, form: BaseForm) -> ResponseReturnValue:
    viewer = the_viewer()
    own = found.teacher.account_id == viewer.id
    hosts = found.offer.enterprise_id in viewer.within(P.PRACTICE_HOST)
    shown = kept is not None and (own or kept.state in READABLE)
    approves = shown and found.school_id in viewer.within(P.PRACTICE_APPROVE)
    return render_template(
        "practice/report.html",
        sign_up=found,
        report=kept if shown else None,
        state=kept.state if kept else None,
        form=form,
        own=own,
        hosts=hosts,
        writes=own and rules.why_not_write(found, kept, today=clock.today()) is None,
        why_not_write=rules.why_not_write(found, kept, today=clock.today()),
        may_accept=approves and rules.why_not_answer(kept, ReportState.ACCEPTED) is None,
        may_return=approves and rules.why_not_answer(kept, ReportState.RETURNED) is None,
        may_value=hosts and rules.why_not_worth(kept) is None,
        history=[] if hosts or kept is None else _history(kept),
        room=MOST_PHOTOS - len(kept.photos) if kept else MOST_PHOTOS,
        most_photos=MOST_PHOTOS,
    ), form.status
