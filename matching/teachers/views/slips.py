"""Slips of teachers: who still needs one, and the printable pages."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.accounts.enums import ACTIVATION_DAYS
from matching.db import db
from matching.organisations.queries import organisations_in
from matching.teachers import actions, queries
from matching.teachers.views.blueprint import bp
from matching.web.addresses import public_address
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/teachers/slips")
@requires(P.TEACHER_EDIT)
def slips(within: frozenset[int]) -> ResponseReturnValue:
    """Who has no password yet."""
    waiting = db.session.scalars(queries.without_password(within)).all()
    return render_template("teachers/slips.html", waiting=waiting, days=ACTIVATION_DAYS)


@bp.post("/teachers/slips")
@requires(P.TEACHER_EDIT)
def print_slips(within: frozenset[int]) -> ResponseReturnValue:
    """New codes, on paper. The answer to this POST is the only place where they can be read.

    It carries no idempotency key on purpose: of two clicks the second page is shown, and its codes are valid.
    """
    school = db.one_or_404(organisations_in(within))
    return render_template(
        "teachers/print_slips.html",
        school=school,
        slips=actions.issue_slips(school, by=the_viewer()),
        address=public_address("accounts.activate"),
        days=ACTIVATION_DAYS,
    )


@bp.post("/teachers/<int:teacher_id>/slip")
@requires(P.TEACHER_EDIT)
def slip(teacher_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A slip for one teacher, with or without a password: shown now and never again."""
    post = db.one_or_404(queries.post_of(teacher_id, within))
    code = actions.renew_slip(post, by=the_viewer()).code
    return render_template(
        "teachers/slip.html", teacher=post.teacher, code=code, address=public_address("accounts.activate")
    )
