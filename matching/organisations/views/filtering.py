"""What the lists of the register, of accounts and of the trail can be narrowed and sorted by."""

import re
from collections.abc import Iterable

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.kernel.i18n import _
from matching.kernel.labels import LabelledEnum
from matching.kernel.regions import counties
from matching.organisations import queries
from matching.organisations.models import Membership, Organisation
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for

STAFF_ROLES = [role for role in Role if role is not Role.STUDENT]


def register_listing() -> Listing:
    """By kind and county."""
    places = [Option(place.code, place.name) for place in counties()]
    staff = (Organisation.on_post_staff.desc(), Organisation.name, Organisation.id)
    return asked_for(
        [
            Filter(name="q", legend=_("Name"), where=queries.is_called, kind=Kind.WORDS),
            Filter(
                name="kind",
                legend=_("Kind"),
                where=queries.is_of_kind,
                kind=Kind.ANY,
                options=_words(OrganisationKind),
            ),
            Filter(
                name="county",
                legend=_("County"),
                where=lambda code: Organisation.county == code,
                kind=Kind.ANY,
                options=places,
            ),
        ],
        [
            Sort(name="kind", label=_("By kind and name")),
            Sort(name="staff", label=_("Most staff first"), by=staff, falling=True),
        ],
    )


def accounts_listing() -> Listing:
    """By state and role."""
    return asked_for(
        [
            Filter(
                name="q", legend=_("Name or user name"), where=queries.is_somebody_called, kind=Kind.WORDS
            ),
            Filter(
                name="state",
                legend=_("State"),
                where=queries.has_state,
                kind=Kind.ANY,
                options=_words(AccountState),
            ),
            Filter(
                name="role",
                legend=_("Role"),
                where=queries.has_role,
                kind=Kind.ANY,
                options=_words(STAFF_ROLES),
            ),
        ],
        [
            Sort(name="name", label=_("By name")),
            Sort(name="newest", label=_("Newest first"), by=(Account.id.desc(), Membership.id), falling=True),
        ],
    )


def trail_listing() -> Listing:
    """By what happened, by whom, and by day."""
    kinds = [Option(str(kind.value), _plain(kind)) for kind in AuditKind]
    return asked_for(
        [
            Filter(
                name="person",
                legend=_("User name"),
                where=lambda name: AuditEvent.by_name == name,
                kind=Kind.WORDS,
            ),
            Filter(name="day", legend=_("Day"), where=queries.is_of_day, kind=Kind.DAY),
            Filter(name="kind", legend=_("What happened"), where=queries.is_event, options=kinds),
        ],
    )


def _words(kinds: Iterable[LabelledEnum]) -> list[Option]:
    return [Option(str(kind.value), kind.label) for kind in kinds]


def _plain(kind: AuditKind) -> str:
    """The sentence of a kind without who and what, for the list to choose from."""
    return re.sub(r"\{\w+\}", "…", kind.label.removeprefix("{by}")).strip()
