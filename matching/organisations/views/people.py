"""Accounts and roles of staff, for administrators."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.access.roles import Role
from matching.accounts import actions as accounts_of_people
from matching.accounts.enums import AccountState
from matching.accounts.rules import why_not_deactivate
from matching.db import db, locked
from matching.kernel.i18n import _
from matching.organisations import actions, queries
from matching.organisations.actions import NewPerson
from matching.organisations.forms import PersonForm, ReasonForm, SlipForm
from matching.organisations.models import Membership
from matching.organisations.rules import FITTING, why_not_end
from matching.organisations.views.blueprint import bp
from matching.organisations.views.filtering import STAFF_ROLES, accounts_listing
from matching.web.addresses import public_address
from matching.web.guard import requires
from matching.web.paging import find
from matching.web.session import the_viewer


@bp.get("/admin/users")
@requires(P.ACCOUNT_MANAGE)
def accounts(within: frozenset[int]) -> ResponseReturnValue:
    """Everybody but students, a row a role."""
    found = find(queries.staff_in(within), accounts_listing())
    return render_template("organisations/accounts.html", found=found)


@bp.get("/admin/users/<int:account_id>")
@requires(P.ACCOUNT_MANAGE)
def account(account_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One person: state, roles, and what can be done."""
    return _account_page(account_id, within)


@bp.route("/organisations/<int:organisation_id>/accounts/new", methods=["GET", "POST"])
@requires(P.ACCOUNT_MANAGE)
def create_account(organisation_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Give somebody there an account; students come by class lists."""
    organisation = db.one_or_404(queries.one_organisation(organisation_id, within))
    form = PersonForm.from_request()
    fitting = FITTING[organisation.kind]
    form.role.choices = [(role.value, role.label) for role in STAFF_ROLES if role in fitting]
    if form.accepted():
        with form.showing_refusals():
            role = Role[form.role.data.upper()]
            person = NewPerson(
                username=form.username.data, name=form.name.data, password=form.password.data or ""
            )
            made = actions.take_in(organisation, person, role=role, by=the_viewer())
            flash(_("The account {username} is made.").format(username=made.username))
            return redirect(url_for(".account", account_id=made.id), code=303)
    return render_template(
        "organisations/create_account.html", form=form, organisation=organisation
    ), form.status


@bp.post("/admin/users/<int:account_id>/slip")
@requires(P.ACCOUNT_MANAGE)
def slip(account_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A code for a first or forgotten password; shown now and never again."""
    person = db.one_or_404(queries.one_staff_account(account_id, within))
    if person.state is AccountState.DEACTIVATED:
        abort(404)
    form = SlipForm.from_request()
    if not form.accepted():
        return _account_page(account_id, within, slip_form=form)
    code = actions.issue_slip(person, reason=form.slip_reason.data, by=the_viewer())
    return render_template(
        "organisations/slip.html", account=person, code=code, address=public_address("accounts.activate")
    )


@bp.post("/admin/users/<int:account_id>/deactivation")
@requires(P.ACCOUNT_MANAGE)
def deactivate(account_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Out at once, with a reason."""
    person = locked(queries.one_staff_account(account_id, within)) or abort(404)
    form = ReasonForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            accounts_of_people.deactivate(person, reason=form.reason.data, by=the_viewer())
            flash(_("The account is deactivated and signed out everywhere."))
            return redirect(url_for(".account", account_id=account_id), code=303)
    return _account_page(account_id, within, form)


@bp.post("/admin/users/<int:account_id>/reactivation")
@requires(P.ACCOUNT_MANAGE)
def reactivate(account_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Back in, with the old password."""
    person = locked(queries.one_staff_account(account_id, within)) or abort(404)
    accounts_of_people.reactivate(person, by=the_viewer())
    flash(_("The account is active again."))
    return redirect(url_for(".account", account_id=account_id), code=303)


@bp.post("/admin/memberships/<int:membership_id>/end")
@requires(P.ACCOUNT_MANAGE)
def end_membership(membership_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Take a role away; the account stays."""
    membership = db.one_or_404(queries.staff_in(within).where(Membership.id == membership_id))
    actions.end_membership(membership, by=the_viewer())
    flash(_("The role has ended."))
    return redirect(url_for(".account", account_id=membership.account_id), code=303)


def _account_page(
    account_id: int,
    within: frozenset[int],
    form: ReasonForm | None = None,
    slip_form: SlipForm | None = None,
) -> ResponseReturnValue:
    person = db.one_or_404(queries.one_staff_account(account_id, within))
    viewer = the_viewer()
    form, slip_form = form or ReasonForm.from_request(), slip_form or SlipForm.from_request()
    roles = db.session.scalars(queries.staff_in(within).where(Membership.account_id == person.id)).all()
    return render_template(
        "organisations/account.html",
        account=person,
        roles=[(role, why_not_end(role, viewer.id)) for role in roles],
        why_not_deactivate=why_not_deactivate(person, viewer.id),
        form=form,
        slip_form=slip_form,
    ), max(form.status, slip_form.status)
