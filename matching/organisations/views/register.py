"""The register of organisations: list, one of them, a new one, a change."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.access.viewer import OrganisationKind
from matching.db import db, locked
from matching.kernel.i18n import _
from matching.kernel.regions import counties, county
from matching.organisations import actions, queries
from matching.organisations.actions import Profile
from matching.organisations.forms import ClassForm, EditForm, OrganisationForm, ProfileForm
from matching.organisations.views.blueprint import bp
from matching.organisations.views.filtering import register_listing
from matching.web.guard import requires
from matching.web.paging import find
from matching.web.session import the_viewer


@bp.get("/organisations")
@requires(P.ORGANISATION_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Those in reach; who reaches only the own one is led there."""
    if len(within) == 1:
        return redirect(url_for(".show", organisation_id=next(iter(within))), code=303)
    found = find(queries.organisations_in(within), register_listing())
    return render_template("organisations/index.html", found=found, county=county)


@bp.get("/organisations/<int:organisation_id>")
@requires(P.ORGANISATION_SEE)
def show(organisation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Its profile; its people for those who belong to it and for the administrator."""
    viewer = the_viewer()
    organisation = db.one_or_404(queries.one_organisation(organisation_id, within))
    own = organisation.id in viewer.places
    manages = organisation.id in viewer.within(P.ACCOUNT_MANAGE)
    members = queries.members_of(organisation.id)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        county=county(organisation.county),
        members=db.session.scalars(members).all() if own or manages else None,
        may_edit=organisation.id in viewer.within(P.ORGANISATION_EDIT),
        manages=manages,
        classifies=organisation.id in viewer.within(P.ORGANISATION_CLASSIFY),
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@requires(P.ACCOUNT_MANAGE)
def create(within: frozenset[int]) -> ResponseReturnValue:
    """Register one."""
    del within  # what does not exist yet lies in nobody's reach
    form = OrganisationForm.from_request()
    form.kind.choices = OrganisationKind.choices()
    _offer_counties(form)
    if form.accepted():
        with form.showing_refusals():
            made = actions.create_organisation(
                OrganisationKind[form.kind.data.upper()],
                Profile(**form.told()),
                social_credit_code=form.social_credit_code.data,
                code=form.code.data or "",
                by=the_viewer(),
            )
            flash(_("{name} is registered. Now give somebody there an account.").format(name=made.name))
            return redirect(url_for(".show", organisation_id=made.id), code=303)
    return render_template("organisations/create.html", form=form), form.status


@bp.route("/organisations/<int:organisation_id>/edit", methods=["GET", "POST"])
@requires(P.ORGANISATION_EDIT)
def edit(organisation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change what the own organisation tells of itself."""
    organisation = locked(queries.one_organisation(organisation_id, within))
    if organisation is None:
        abort(404)
    form = EditForm.from_request(obj=organisation)
    _offer_counties(form)
    if form.accepted():
        with form.showing_refusals():
            actions.edit_organisation(
                organisation, Profile(**form.told()), version=form.version_read, by=the_viewer()
            )
            flash(_("The profile is saved."))
            return redirect(url_for(".show", organisation_id=organisation_id), code=303)
    return render_template("organisations/edit.html", form=form, organisation_id=organisation_id), form.status


@bp.route("/organisations/<int:organisation_id>/class", methods=["GET", "POST"])
@requires(P.ORGANISATION_CLASSIFY)
def classify(organisation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Whether an enterprise is of designated size, or of industry-education integration."""
    organisation = db.one_or_404(queries.one_organisation(organisation_id, within))
    form = ClassForm.from_request(obj=organisation)
    if form.accepted():
        actions.classify(
            organisation,
            designated_size=form.designated_size.data,
            integration=form.integration.data,
            by=the_viewer(),
        )
        flash(_("Saved."), "ok")
        return redirect(url_for(".show", organisation_id=organisation_id), code=303)
    return render_template("organisations/classify.html", form=form, organisation=organisation), form.status


def _offer_counties(form: ProfileForm) -> None:
    form.county.choices = [("", _("Choose a county")), *((place.code, place.name) for place in counties())]
