"""A teacher leaves the school, and what its old school still reads of the practice it agreed to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import leaving as actions
from matching.practice.forms.leaving import LeavingForm
from matching.practice.queries import records as queries
from matching.practice.queries.sign_ups import unfinished_of
from matching.practice.rules.leaving import parting_of
from matching.practice.views.blueprint import bp
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.route("/teachers/<int:teacher_id>/leaving", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def leave(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """With a reason, after a look at what becomes of each sign-up."""
    post = db.one_or_404(queries.one_post(teacher_id, within))
    form = LeavingForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.leave(post, reason=form.reason.data, by=the_viewer())
            flash(_("{name} has left; profile and practice go along.").format(name=post.teacher.name), "ok")
            return redirect(url_for("teachers.index"), code=303)
    open_ones = db.session.scalars(unfinished_of(teacher_id, post.school_id)).all()
    return render_template(
        "practice/leave.html",
        post=post,
        form=form,
        sign_ups=[(one, parting_of(one, clock.today())) for one in open_ones],
    ), form.status
