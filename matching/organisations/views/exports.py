"""The register, accounts and the trail as files."""

from operator import attrgetter

from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.audit.telling import sentence
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.kernel.regions import county
from matching.organisations import queries
from matching.organisations.models import Organisation
from matching.organisations.views.blueprint import bp
from matching.organisations.views.filtering import accounts_listing, register_listing, trail_listing
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires


@bp.get("/organisations.xlsx")
@requires(P.ORGANISATION_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The register, without the phones of contact persons."""
    return export(
        Table(
            name="Organisations",
            query=queries.organisations_in(within),
            listing=register_listing(),
            columns=[
                Column(_("Name"), attrgetter("name")),
                Column(_("Kind"), attrgetter("kind.label")),
                Column(_("School code"), attrgetter("code"), digits=True),
                Column(_("County"), _county),
                Column(_("Address"), attrgetter("address")),
                Column(_("Social credit code"), attrgetter("social_credit_code"), digits=True),
                Column(_("Contact person"), attrgetter("contact_name")),
                Column(_("Staff at their posts"), attrgetter("on_post_staff")),
            ],
        )
    )


@bp.route("/admin/users.xlsx", methods=["GET", "POST"])
@requires(P.ACCOUNT_MANAGE)
def export_accounts(within: frozenset[int]) -> ResponseReturnValue:
    """Accounts of staff, for a written reason."""
    return export(
        Table(
            name="Accounts",
            query=queries.staff_in(within),
            listing=accounts_listing(),
            personal=True,
            columns=[
                Column(_("Full name"), attrgetter("account.name")),
                Column(_("User name"), attrgetter("account.username")),
                Column(_("Organisation"), attrgetter("organisation.name")),
                Column(_("Role"), attrgetter("role.label")),
                Column(_("State"), attrgetter("account.state.label")),
            ],
        )
    )


@bp.route("/admin/audit.xlsx", methods=["GET", "POST"])
@requires(P.AUDIT_READ)
def export_trail(within: frozenset[int]) -> ResponseReturnValue:
    """A part of the trail, for a written reason."""
    return export(
        Table(
            name="Trail",
            query=queries.events_in(within),
            listing=trail_listing(),
            personal=True,
            columns=[
                Column(_("Number"), attrgetter("id")),
                Column(_("When"), lambda event: f"{clock.local(event.at):%Y-%m-%d %H:%M:%S}"),
                Column(_("Who"), attrgetter("by_name")),
                Column(_("What happened"), sentence),
            ],
        )
    )


def _county(organisation: Organisation) -> str:
    found = county(organisation.county)
    return found.name if found else organisation.county
