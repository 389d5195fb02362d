"""Joining a school by its code, with a new account or one's own; and the wait for the answer."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.viewer import Viewer
from matching.accounts.actions import sign_in
from matching.db import db, one
from matching.kernel.i18n import _
from matching.organisations.actions import NewPerson
from matching.teachers import actions, queries, rules
from matching.teachers.enums import PostState
from matching.teachers.forms import CodeForm, JoinForm, RegisterForm
from matching.teachers.views.blueprint import bp
from matching.teachers.views.typed import details_of
from matching.web import session
from matching.web.devices import device
from matching.web.guard import public, signed_in
from matching.web.session import current_viewer, the_viewer


@bp.route("/teachers/join", methods=["GET", "POST"])
@public
def join() -> ResponseReturnValue:
    """Somebody without an account makes one here; whoever is in already goes on with theirs."""
    if current_viewer() is not None:
        return redirect(url_for(".joining"), code=303)
    form = RegisterForm.from_request()
    form.offer()
    if form.accepted():
        with form.showing_refusals():
            post = actions.register(
                form.code.data,
                NewPerson(username=form.username.data, name=form.name.data, password=form.password.data),
                details_of(form),
                asked_from=request.remote_addr or "",
            )
            session.begin(sign_in(post.teacher.account, device=device(), by=None))
            return redirect(url_for(".joining"), code=303)
    return render_template("teachers/join.html", form=form), form.status


@bp.route("/teachers/joining", methods=["GET", "POST"])
@signed_in
def joining() -> ResponseReturnValue:
    """Where one's own request stands, and the way to make one; nothing of any school but its name."""
    viewer = the_viewer()
    form = _form(viewer)
    if form.accepted():
        with form.showing_refusals():
            details = details_of(form) if isinstance(form, JoinForm) else None
            actions.ask(form.code.data, details, by=viewer)
            flash(_("Your request is with the school."), "ok")
            return redirect(url_for(".joining"), code=303)
    posts = db.session.scalars(queries.own_posts(viewer.id)).all()
    last = posts[0] if posts else None
    return render_template(
        "teachers/joining.html",
        form=form,
        last=last,
        waits=last is not None and last.state is PostState.REQUESTED,
        here=next((post for post in posts if post.state is PostState.ACTIVE), None),
        why_not=rules.why_not_join(hat.role for hat in viewer.hats),
    ), form.status


@bp.post("/teachers/joining/withdrawal")
@signed_in
def take_back() -> ResponseReturnValue:
    """The own request, before it is answered."""
    viewer = the_viewer()
    actions.take_back(db.one_or_404(queries.own_request(viewer.id)), by=viewer)
    flash(_("Your request is taken back."), "ok")
    return redirect(url_for(".joining"), code=303)


def _form(viewer: Viewer) -> CodeForm:
    """Who has a profile brings it along; of others it is asked."""
    if one(queries.profile_of(viewer.id)) is not None:
        return CodeForm.from_request()
    form = JoinForm.from_request(name=viewer.name)
    form.offer()
    return form
