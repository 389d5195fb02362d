"""Cohorts: the list, one of them, made and changed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts import actions, importer, queries
from matching.cohorts.actions import CohortProfile
from matching.cohorts.forms import CohortForm
from matching.cohorts.views.blueprint import bp, keeps
from matching.cohorts.views.filtering import cohorts_listing, students_listing
from matching.db import db
from matching.kernel import majors
from matching.kernel.i18n import _, current_locale
from matching.organisations.queries import organisations_in
from matching.web.downloads import attached
from matching.web.guard import requires
from matching.web.paging import find
from matching.web.session import the_viewer


@bp.get("/cohorts")
@requires(P.COHORT_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Every cohort one may see, and the class lists that wait for a decision."""
    found = find(queries.cohorts_in(within), cohorts_listing(within))
    sizes = db.session.execute(queries.sizes_of(cohort.id for cohort in found.page.rows))
    waiting = db.session.scalars(queries.undecided(the_viewer().within(P.COHORT_EDIT)).limit(20)).all()
    return render_template(
        "cohorts/index.html",
        found=found,
        sizes={cohort_id: (count, no_password) for cohort_id, count, no_password in sizes},
        waiting=waiting,
        major=majors.major,
        may_edit=the_viewer().may(P.COHORT_EDIT),
    )


@bp.get("/cohorts/<int:cohort_id>")
@requires(P.COHORT_SEE)
def show(cohort_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One cohort and its students: by name for their own school, by pseudonym for the bureau."""
    cohort = db.one_or_404(queries.one_cohort(cohort_id, within))
    full = keeps(cohort.school_id)
    classes = db.session.execute(queries.classes_of(cohort.id)).all()
    students = queries.students_of(cohort.id, within, named=full)
    return render_template(
        "cohorts/show.html",
        cohort=cohort,
        full=full,
        found=find(students, students_listing(classes, named=full)),
        classes=classes,
        uploads=db.session.scalars(queries.undecided_of(cohort.id, within)).all() if full else [],
        major=majors.major(cohort.major_code),
    )


@bp.route("/cohorts/new", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def new(within: frozenset[int]) -> ResponseReturnValue:
    """A new cohort; the class list comes next."""
    form = CohortForm.from_request()
    form.offer(_schools(within))
    if form.accepted():
        with form.showing_refusals():
            cohort = actions.create_cohort(form.school.data, _profile(form), by=the_viewer())
            flash(_("The cohort is made. Now bring its class list."), "ok")
            return redirect(url_for(".show", cohort_id=cohort.id), code=303)
    return render_template("cohorts/new.html", form=form), form.status


@bp.route("/cohorts/<int:cohort_id>/edit", methods=["GET", "POST"])
@requires(P.COHORT_EDIT)
def edit(cohort_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change a cohort."""
    cohort = db.one_or_404(queries.one_cohort(cohort_id, within))
    form = CohortForm.from_request(obj=cohort)
    form.offer([(cohort.school_id, cohort.school.name)])
    if form.accepted():
        with form.showing_refusals():
            actions.edit_cohort(cohort, _profile(form), version=form.version_read, by=the_viewer())
            flash(_("Saved."), "ok")
            return redirect(url_for(".show", cohort_id=cohort_id), code=303)
    return render_template("cohorts/edit.html", form=form, cohort=cohort), form.status


@bp.get("/cohorts/template.xlsx")
@requires(P.COHORT_EDIT)
def template(within: frozenset[int]) -> ResponseReturnValue:
    """The empty class list to fill in."""
    del within  # it is the same for every school
    return attached(importer.template(current_locale()), _("Class list"))


def _schools(within: frozenset[int]) -> list[tuple[int, str]]:
    return [(school.id, school.name) for school in db.session.scalars(organisations_in(within))]


def _profile(form: CohortForm) -> CohortProfile:
    return CohortProfile(
        name=form.name.data,
        major_code=form.major_code.data,
        level=form.level.data,
        entry_year=form.entry_year.data,
        internship_from=form.internship_from.data,
        internship_until=form.internship_until.data,
    )
