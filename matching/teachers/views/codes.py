"""The code with which teachers join a school."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel.i18n import _
from matching.organisations.queries import organisations_in
from matching.teachers import actions, queries
from matching.teachers.views.blueprint import bp
from matching.web.addresses import public_address
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.route("/teachers/code", methods=["GET", "POST"])
@requires(P.TEACHER_EDIT)
def code(within: frozenset[int]) -> ResponseReturnValue:
    """Read it, or make a fresh one."""
    school = db.one_or_404(organisations_in(within))
    if request.method == "POST":
        actions.make_code(school, by=the_viewer())
        flash(_("The new code is ready. An older one no longer works."), "ok")
        return redirect(url_for(".code"), code=303)
    return render_template(
        "teachers/code.html",
        school=school,
        code=one(queries.code_in(frozenset({school.id}))),
        address=public_address("teachers.join"),
    )


@bp.post("/teachers/code/removal")
@requires(P.TEACHER_EDIT)
def remove_code(within: frozenset[int]) -> ResponseReturnValue:
    """Nobody can ask to join until there is another one."""
    actions.remove_code(db.one_or_404(queries.code_in(within)), by=the_viewer())
    flash(_("The code is switched off. Requests that wait stay."), "ok")
    return redirect(url_for(".code"), code=303)
