"""Activation slips: which classes still need them, and the printable pages."""

from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.accounts.enums import ACTIVATION_DAYS
from matching.cohorts import actions, queries
from matching.cohorts.views.blueprint import bp, reader
from matching.db import db
from matching.web.guard import requires


@bp.get("/cohorts/<int:cohort_id>/slips")
@requires(P.COHORT_EDIT)
def slips(cohort_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Who still has no password, class by class."""
    cohort = db.one_or_404(queries.one_cohort(cohort_id, within))
    classes = db.session.execute(queries.classes_of(cohort.id)).all()
    return render_template("cohorts/slips.html", cohort=cohort, classes=classes, days=ACTIVATION_DAYS)


@bp.post("/cohorts/<int:cohort_id>/slips")
@requires(P.COHORT_EDIT)
def print_slips(cohort_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """New codes, on paper. The answer to this POST is the only place where they can be read.

    It carries no idempotency key on purpose: of two clicks the second page is shown, and its codes are valid.
    """
    cohort = db.one_or_404(queries.one_cohort(cohort_id, within))
    issued = actions.issue_slips(cohort, class_name=request.form.get("class_name") or None, by=reader())
    return render_template(
        "cohorts/print_slips.html",
        cohort=cohort,
        classes=[(name, list(each)) for name, each in groupby(issued, key=lambda slip: slip.class_name)],
        address=f"{request.host_url}activate",
        days=ACTIVATION_DAYS,
    )
