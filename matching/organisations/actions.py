"""Register and keep organisations and memberships."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind, Viewer
from matching.accounts.actions import create_account, issue_codes
from matching.accounts.models import Account, AccountSession, digest_of_token
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict
from matching.kernel import clock
from matching.kernel.errors import Conflict, Difference, refuse_if
from matching.kernel.i18n import _
from matching.kernel.identity import normal, uscc_fault
from matching.kernel.regions import county
from matching.organisations import queries
from matching.organisations.models import Membership, Organisation
from matching.organisations.rules import why_not_classify, why_not_end, why_not_member, why_not_school_code
from matching.outbox.letters import Letter
from matching.outbox.post import post

TAKEN = "An organisation with this name, credit code or school code is already registered."

# What the fields of a profile are called, where two versions are compared.
LABELS = {
    "name": "Name",
    "county": "County",
    "address": "Address",
    "contact_name": "Contact person",
    "contact_phone": "Phone of the contact person",
    "introduction": "Introduction",
    "on_post_staff": "Staff at their posts",
}


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


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Somebody who gets an account; no password means: by a slip."""

    username: str
    name: str
    password: str = ""


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
    fault = uscc_fault(social_credit_code)
    refuse_if(str(fault) if fault else None, field="social_credit_code")
    refuse_if(why_not_school_code(kind, code), field="code")
    organisation = Organisation(
        kind=kind,
        code=code,
        social_credit_code=normal(social_credit_code),
        is_demo=is_demo,
        created_at=clock.now(),
        **_columns(profile),
    )
    db.session.add(organisation)
    flush_or_conflict(_(TAKEN), field="name")
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
            differences=_differences(organisation, new),
        )
    for name, value in new.items():
        setattr(organisation, name, value)
    organisation.version += 1
    flush_or_conflict(_(TAKEN), field="name")
    record(
        AuditKind.ORGANISATION_EDIT,
        organisation,
        by=by,
        organisation_id=organisation.id,
        name=organisation.name,
    )


def classify(organisation: Organisation, *, designated_size: bool, integration: bool, by: Viewer) -> None:
    """What the authorities count an enterprise as; the law asks more of these (TCH-08)."""
    refuse_if(why_not_classify(organisation.kind))
    organisation.designated_size, organisation.integration = designated_size, integration
    record(
        AuditKind.ORGANISATION_CLASSIFY,
        organisation,
        by=by,
        organisation_id=organisation.id,
        name=organisation.name,
        designated_size=designated_size,
        integration=integration,
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


def take_in(organisation: Organisation, person: NewPerson, *, role: Role, by: Viewer | None) -> Account:
    """A new account with a role here; without a password its owner comes by a slip."""
    refuse_if(why_not_member(organisation.kind, role), field="role")
    account = create_account(person.username, name=person.name, password=person.password or None, by=by)
    add_member(organisation, account, role=role, by=by)
    return account


def issue_slip(account: Account, *, reason: str, by: Viewer) -> str:
    """The code of a new slip; the trail keeps for whom and why, and its owner is told by letter."""
    codes = issue_codes(
        [account.id],
        by=by,
        kind=AuditKind.SLIP_OF_STAFF,
        of=account,
        username=account.username,
        reason=reason,
    )
    post(Letter.NEW_SLIP, to=account.id, key=f"slip:{clock.now().isoformat()}")
    return codes[account.id]


def end_membership(membership: Membership, *, by: Viewer) -> None:
    """Take the role away from now on."""
    refuse_if(why_not_end(membership, by.id))
    membership.ended_at, membership.ended_by_id = clock.now(), by.id
    record(
        AuditKind.MEMBERSHIP_END,
        membership,
        by=by,
        organisation_id=membership.organisation_id,
        username=membership.account.username,
        role=membership.role.value,
    )


def wear(membership: Membership, *, by: Viewer) -> str:
    """Put one of one's own hats on, in this browser; the token of its new session, the old one is void."""
    token = secrets.token_urlsafe(32)
    # Browsers in which nobody ever chose keep what they have: the default changes now.
    undecided = AccountSession.account_id == by.id, AccountSession.membership_id.is_(None)
    usual = db.session.scalars(queries.memberships_of(by.id)).first()
    db.session.execute(
        update(AccountSession).where(*undecided).values(membership_id=usual.id if usual else None)
    )
    membership.worn_at = clock.now()
    db.session.execute(
        update(AccountSession)
        .where(AccountSession.id == by.session_id)
        .values(token_digest=digest_of_token(token), membership_id=membership.id)
    )
    record(
        AuditKind.HAT_CHANGE,
        membership,
        by=by,
        organisation_id=membership.organisation_id,
        role=membership.role.value,
    )
    return token


def _columns(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in profile.__dataclass_fields__}


def _differences(organisation: Organisation, new: dict[str, Any]) -> list[Difference]:
    return [
        Difference(_(LABELS[name]), _shown(name, getattr(organisation, name)), _shown(name, value))
        for name, value in new.items()
        if getattr(organisation, name) != value
    ]


def _shown(name: str, value: Any) -> str:
    place = county(value) if name == "county" else None
    return place.name if place else str(value)
