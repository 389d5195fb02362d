"""Activation slips: which classes still need them, and the printable pages."""

from collections.abc import Iterable
from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.accounts.enums import ACTIVATION_DAYS
from matching.cohorts import actions, queries
from matching.cohorts.actions import Slip
from matching.cohorts.models import Cohort
from matching.cohorts.views.blueprint import bp
from matching.db import db
from matching.web.addresses import public_address
from matching.web.guard import requires
from matching.web.session import the_viewer


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
    issued = actions.issue_slips(cohort, class_name=request.form.get("class_name") or None, by=the_viewer())
    return _on_paper(cohort, issued)


@bp.post("/students/<int:student_id>/slip")
@requires(P.COHORT_EDIT)
def renew_slip(student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A new slip for one student, with or without a password: paper again, read here and nowhere else."""
    student = db.one_or_404(queries.one_student(student_id, within))
    return _on_paper(student.cohort, [actions.renew_slip(student, by=the_viewer())])


def _on_paper(cohort: Cohort, slips: Iterable[Slip]) -> str:
    return render_template(
        "cohorts/print_slips.html",
        cohort=cohort,
        classes=[(name, list(each)) for name, each in groupby(slips, key=lambda slip: slip.class_name)],
        address=public_address("accounts.activate"),
        days=ACTIVATION_DAYS,
    )
