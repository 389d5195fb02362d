"""The organisation switch: somebody with several memberships says as whom they go on."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from matching.db import db
from matching.kernel.i18n import _
from matching.organisations import actions, queries
from matching.organisations.views.blueprint import bp
from matching.web import session
from matching.web.arguments import whole
from matching.web.guard import signed_in
from matching.web.session import the_viewer


@bp.post("/me/hat")
@signed_in
def wear() -> ResponseReturnValue:
    """Go on as another: the browser gets a new session, and what was open before can no longer be sent."""
    viewer = the_viewer()
    chosen = whole(request.form.get("membership"))
    membership = db.one_or_404(queries.own_membership(chosen or 0, viewer.id))
    session.begin(actions.wear(membership, by=viewer), worn=membership.id)
    sentence = _("You are here now as {role} of {organisation}.")
    flash(
        sentence.format(role=membership.role.label.lower(), organisation=membership.organisation.name), "ok"
    )
    return redirect("/home", code=303)
