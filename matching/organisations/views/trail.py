"""The trail in sentences, for those who audit."""

import re

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.audit.kinds import AuditKind
from matching.audit.telling import sentence
from matching.kernel.i18n import _
from matching.organisations import queries
from matching.organisations.forms import TrailForm
from matching.organisations.views.blueprint import bp
from matching.web.guard import requires
from matching.web.paging import page_of


@bp.get("/admin/audit")
@requires(P.AUDIT_READ)
def trail(within: frozenset[int]) -> ResponseReturnValue:
    """Who did what, newest first; whether the chain holds is told by `flask verify-audit`."""
    wanted = TrailForm(request.args)
    wanted.kind.choices = [("", _("everything")), *((kind.value, _plain(kind)) for kind in AuditKind)]
    wanted.validate()
    page = page_of(
        queries.events_like(
            within,
            kind=wanted.kind.data or "",
            person=wanted.person.data or "",
            day=wanted.day.data,
        )
    )
    return render_template(
        "organisations/trail.html", wanted=wanted, page=page, told=[(row, sentence(row)) for row in page.rows]
    )


def _plain(kind: AuditKind) -> str:
    """The sentence of a kind without who and what, for the list to choose from."""
    return re.sub(r"\{\w+\}", "…", kind.label.removeprefix("{by}")).strip()
