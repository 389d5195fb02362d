"""Recognition as a dual-qualified teacher: recorded by school or bureau, taken back where it was wrong."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import recognitions as actions
from matching.practice.assembly.recognitions import quoted
from matching.practice.forms.recognitions import RecognitionForm, TakeBackForm
from matching.practice.queries import recognitions as queries
from matching.practice.queries.records import one_post
from matching.practice.rules.recognitions import why_not_take_back
from matching.practice.views.blueprint import bp
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.route("/teachers/<int:teacher_id>/recognitions", methods=["GET", "POST"])
@requires(P.TEACHER_RECOGNISE)
def recognitions(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The history, and one more."""
    post = db.one_or_404(one_post(teacher_id, within))
    form = RecognitionForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.recognise(post, form.said, by=the_viewer())
            flash(_("Recorded."), "ok")
            return redirect(url_for(".recognitions", teacher_id=teacher_id), code=303)
    history = db.session.scalars(queries.history_of(teacher_id)).all()
    return render_template(
        "practice/recognitions.html",
        post=post,
        form=form,
        history=history,
        today=clock.today(),
        rules=quoted(clock.today()),
    ), form.status


@bp.route("/recognitions/<int:recognition_id>", methods=["GET", "POST"])
@requires(P.TEACHER_RECOGNISE)
def take_back(recognition_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One that was wrong: a reason is asked for, the row stays."""
    found = db.one_or_404(queries.one_recognition(recognition_id, within))
    form = TakeBackForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.take_back(found, reason=form.reason.data, by=the_viewer())
            flash(_("Taken back. It stays in the history with your reason."), "ok")
            return redirect(url_for(".recognitions", teacher_id=found.teacher_id), code=303)
    return render_template(
        "practice/recognition.html",
        recognition=found,
        form=form,
        why_not=why_not_take_back(found),
    ), form.status
