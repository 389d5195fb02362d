"""The door: sign in, sign out, use a slip."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.accounts import actions
from matching.accounts.forms import ActivateForm, SignInForm
from matching.accounts.models import Account
from matching.accounts.views.blueprint import bp, next_page
from matching.db import db
from matching.kernel.i18n import _
from matching.web import session
from matching.web.devices import device
from matching.web.guard import before_notice, public
from matching.web.session import current_viewer


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """User name and password; the password is checked before anything is written."""
    if request.method != "POST" and current_viewer() is not None:
        return redirect(next_page(), code=303)
    form = SignInForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            account_id = actions.check_password(form.username.data, form.password.data)
            return _enter(db.session.get_one(Account, account_id))
    return render_template("accounts/sign_in.html", form=form), form.status


@bp.post("/sign-out")
@before_notice
def sign_out() -> ResponseReturnValue:
    """End the session on the server, and clear what the browser kept."""
    viewer = current_viewer()
    assert viewer is not None  # the guard has seen somebody
    actions.sign_out(by=viewer)
    session.end()
    flash(_("You are signed out."))
    response = redirect(url_for(".front"), code=303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.route("/activate", methods=["GET", "POST"])
@public
def activate() -> ResponseReturnValue:
    """User name and code from the slip, a first password, and in."""
    form = ActivateForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            account = actions.activate(form.username.data, code=form.code.data, password=form.password.data)
            response = _enter(account)
            flash(_("Your account is ready. From now on you sign in with your password."))
            return response
    return render_template("accounts/activate.html", form=form), form.status


def _enter(account: Account) -> ResponseReturnValue:
    before = current_viewer()
    if before is not None:
        actions.sign_out(by=before)
    session.begin(actions.sign_in(account, device=device(), by=None))
    return redirect(next_page(), code=303)
