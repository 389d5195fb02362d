"""Register and keep organisations and memberships."""

from dataclasses import dataclass
from typing import Any

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind, Viewer
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict
from matching.kernel import clock
from matching.kernel.errors import Conflict, Difference, refuse_if
from matching.kernel.i18n import _
from matching.kernel.identity import uscc_fault
from matching.organisations.models import Membership, Organisation
from matching.organisations.rules import why_not_member


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What an organisation tells of itself."""

    name: str
    county: str
    address: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    introduction: str = ""
    on_post_staff: int = 0


def create_organisation(
    kind: OrganisationKind,
    profile: Profile,
    *,
    social_credit_code: str,
    code: str = "",
    is_demo: bool = False,
    by: Viewer | None,
) -> Organisation:
    """Register one; schools carry a short code, the beginning of their students' user names."""
    refuse_if(_why_not_code(social_credit_code), field="social_credit_code")
    organisation = Organisation(
        kind=kind,
        code=code,
        social_credit_code=social_credit_code,
        is_demo=is_demo,
        created_at=clock.now(),
        **_columns(profile),
    )
    db.session.add(organisation)
    flush_or_conflict(_("An organisation with this name or credit code is already registered."), field="name")
    record(
        AuditKind.ORGANISATION_CREATE,
        organisation,
        by=by,
        organisation_id=organisation.id,
        name=organisation.name,
    )
    return organisation


def edit_organisation(organisation: Organisation, profile: Profile, *, version: int, by: Viewer) -> None:
    """Change what it tells of itself; an edit made from an older version shows both texts."""
    new = _columns(profile)
    if organisation.version != version:
        raise Conflict(
            _("Somebody changed this page meanwhile. Look at both texts, then decide."),
            differences=[
                Difference(name, str(getattr(organisation, name)), str(value))
                for name, value in new.items()
                if getattr(organisation, name) != value
            ],
        )
    for name, value in new.items():
        setattr(organisation, name, value)
    organisation.version += 1
    flush_or_conflict(_("An organisation with this name or credit code is already registered."), field="name")
    record(
        AuditKind.ORGANISATION_EDIT,
        organisation,
        by=by,
        organisation_id=organisation.id,
        name=organisation.name,
    )


def add_member(organisation: Organisation, account: Account, *, role: Role, by: Viewer | None) -> Membership:
    """Give somebody a role."""
    refuse_if(why_not_member(organisation.kind, role))
    membership = Membership(
        account_id=account.id, organisation_id=organisation.id, role=role, created_at=clock.now()
    )
    db.session.add(membership)
    db.session.flush()
    record(
        AuditKind.MEMBERSHIP_ADD,
        membership,
        by=by,
        organisation_id=organisation.id,
        username=account.username,
        role=role.value,
    )
    return membership


def end_membership(membership: Membership, *, by: Viewer) -> None:
    """Take the role away from today on."""
    membership.ended_at, membership.ended_by_id = clock.now(), by.id
    record(
        AuditKind.MEMBERSHIP_END,
        membership,
        by=by,
        organisation_id=membership.organisation_id,
        username=membership.account.username,
        role=membership.role.value,
    )


def _columns(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in profile.__dataclass_fields__}


def _why_not_code(code: str) -> str | None:
    fault = uscc_fault(code)
    return str(fault) if fault else None
