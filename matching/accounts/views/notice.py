"""The privacy notice at the first sign-in: which text was read is recorded (PIPL Art 17)."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from matching.accounts import actions
from matching.accounts.models import Account
from matching.accounts.views.blueprint import bp, next_page
from matching.db import db
from matching.web.guard import before_notice
from matching.web.session import current_viewer


@bp.route("/privacy-notice", methods=["GET", "POST"])
@before_notice
def privacy_notice() -> ResponseReturnValue:
    """Shown before the first page; POST records that it was read."""
    viewer = current_viewer()
    assert viewer is not None  # the guard has seen somebody
    if request.method == "POST":
        actions.accept_privacy_notice(db.session.get_one(Account, viewer.id), by=viewer)
    if request.method == "POST" or viewer.privacy_seen:
        return redirect(next_page(), code=303)
    return render_template("accounts/privacy_notice.html")
