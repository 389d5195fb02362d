"""Oneself: own data and roles, signed-in browsers, the password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.accounts import actions, queries
from matching.accounts.forms import PasswordForm
from matching.accounts.models import AccountSession
from matching.accounts.views.blueprint import bp
from matching.db import db
from matching.kernel.i18n import _
from matching.web import session
from matching.web.guard import signed_in
from matching.web.session import the_viewer


@bp.get("/me")
@signed_in
def me() -> ResponseReturnValue:
    """What is known about the reader, and where they are signed in."""
    viewer = the_viewer()
    return render_template(
        "accounts/me.html",
        account=db.one_or_404(queries.account(viewer.id)),
        sessions=db.session.scalars(queries.live_sessions_of(viewer.id)).all(),
    )


@bp.post("/me/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign one browser out; one's own leads to the door."""
    viewer = the_viewer()
    mine = queries.sessions_of(viewer.id).where(AccountSession.id == session_id)
    actions.end_session(db.one_or_404(mine), by=viewer)
    flash(_("That browser is signed out."))
    return redirect(url_for(".me"), code=303)


@bp.post("/me/sessions/end-others")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    """Sign every other browser out."""
    actions.end_other_sessions(by=the_viewer())
    flash(_("All other browsers are signed out."))
    return redirect(url_for(".me"), code=303)


@bp.route("/me/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    """A new password; afterwards everybody, this browser too, signs in with it."""
    form = PasswordForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.change_password(old=form.old.data, new=form.new.data, by=the_viewer())
            session.end()
            flash(_("Your password is changed. Sign in with the new one."))
            return redirect(url_for(".sign_in"), code=303)
    return render_template("accounts/change_password.html", form=form), form.status
