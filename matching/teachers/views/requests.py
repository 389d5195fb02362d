"""Those who ask to join: the school agrees, or says why not."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel.i18n import _
from matching.teachers import actions, queries, rules
from matching.teachers.enums import PostState
from matching.teachers.forms import NumberForm, ReasonForm
from matching.teachers.models import TeachingPost
from matching.teachers.telling import group_name, newness
from matching.teachers.views.blueprint import bp
from matching.web.guard import requires
from matching.web.session import the_viewer

TAUGHT = frozenset({PostState.ACTIVE, PostState.LEFT})


@bp.get("/teachers/requests")
@requires(P.TEACHER_EDIT)
def requests(within: frozenset[int]) -> ResponseReturnValue:
    """Everybody who waits, the longest waiting first."""
    waiting = db.session.scalars(queries.requests_in(within)).all()
    return render_template("teachers/requests.html", waiting=waiting, group=group_name)


@bp.route("/teachers/requests/<int:post_id>", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def admit(post_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Who it is; with a staff number the school agrees."""
    post, form = _request(post_id, within), NumberForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.admit(post, staff_number=form.staff_number.data, by=the_viewer())
            flash(_("{name} is in your list now.").format(name=post.teacher.name), "ok")
            return redirect(url_for(".show", teacher_id=post.teacher_id), code=303)
    return _page(_request(post_id, within), form, ReasonForm.from_request())


@bp.post("/teachers/requests/<int:post_id>/refusal")
@requires(P.TEACHER_EDIT)
def refuse(post_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The person reads the reason."""
    post, form = _request(post_id, within), ReasonForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.refuse(post, reason=form.reason.data, by=the_viewer())
            flash(_("Refused. The person reads your reason."), "ok")
            return redirect(url_for(".requests"), code=303)
    return _page(_request(post_id, within), NumberForm.from_request(), form)


def _request(post_id: int, within: frozenset[int]) -> TeachingPost:
    sentence = _("This request is answered or taken back, or it is not yours to see.")
    post: TeachingPost = db.one_or_404(queries.one_request(post_id, within), description=sentence)
    return post


def _page(post: TeachingPost, form: NumberForm, refusal: ReasonForm) -> ResponseReturnValue:
    others = db.session.scalars(queries.other_posts(post)).all()
    return render_template(
        "teachers/request.html",
        post=post,
        teacher=post.teacher,
        has_taught=any(one.state in TAUGHT for one in others),
        form=form,
        refusal=refusal,
        group=group_name,
        newness=newness,
        why_not_admit=rules.why_not_admit(post, others),
    ), max(form.status, refusal.status)
