"""The trail in sentences, for those who audit."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.audit.telling import sentence
from matching.organisations import queries
from matching.organisations.views.blueprint import bp
from matching.organisations.views.filtering import trail_listing
from matching.web.guard import requires
from matching.web.paging import find


@bp.get("/admin/audit")
@requires(P.AUDIT_READ)
def trail(within: frozenset[int]) -> ResponseReturnValue:
    """Who did what, newest first; whether the chain holds is told by `flask verify-audit`."""
    found = find(queries.events_in(within), trail_listing())
    return render_template(
        "organisations/trail.html", found=found, told=[(row, sentence(row)) for row in found.page.rows]
    )
