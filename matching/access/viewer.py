"""Who is looking: plain values, built once a request, safe to pass anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from matching.access.permissions import Permission
from matching.access.roles import GRANTS, Role, Scope
from matching.kernel.labels import LabelledEnum


class OrganisationKind(LabelledEnum):
    """The three sides of the table; named here because scopes speak of them."""

    SCHOOL = "school", "Technical school"
    ENTERPRISE = "enterprise", "Enterprise"
    BUREAU = "bureau", "HRSS Bureau"


SCOPE_KINDS: Mapping[Scope, frozenset[OrganisationKind]] = {
    Scope.SCHOOLS: frozenset({OrganisationKind.SCHOOL}),
    Scope.ENTERPRISES: frozenset({OrganisationKind.ENTERPRISE}),
    Scope.CITY: frozenset(OrganisationKind),
}

NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Hat:
    """One role in one organisation: a membership as a plain value."""

    membership_id: int
    role: Role
    organisation_id: int
    organisation_name: str
    organisation_kind: OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The person behind a request; `acting_for` names somebody on whose behalf they act.

    One hat is worn at a time, and `held` is of that hat alone; the others hang on the `pegs`.
    """

    id: int
    name: str
    username: str
    hat: Hat | None = None
    pegs: tuple[Hat, ...] = ()
    held: Mapping[Permission, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))
    acting_for: int | None = None
    session_id: int | None = None
    privacy_seen: bool = True

    def within(self, permission: Permission) -> frozenset[int]:
        """The organisations where the permission holds; empty for somebody who holds it nowhere."""
        return self.held.get(permission, NOWHERE)

    def may(self, permission: Permission) -> bool:
        """Whether the permission holds anywhere."""
        return bool(self.within(permission))

    def is_a(self, role: Role) -> bool:
        """Whether this is the hat worn now."""
        return self.hat is not None and self.hat.role is role

    @property
    def hats(self) -> tuple[Hat, ...]:
        """The one worn, then the others."""
        return (self.hat, *self.pegs) if self.hat else self.pegs

    @property
    def places(self) -> frozenset[int]:
        """The organisation of the hat worn, to narrow others by."""
        return frozenset({self.hat.organisation_id}) if self.hat else NOWHERE

    @property
    def organisation_name(self) -> str:
        """Where this person belongs, for the header."""
        return self.hat.organisation_name if self.hat else ""

    @property
    def role_label(self) -> str:
        """What this person is, in the current language."""
        return self.hat.role.label if self.hat else ""

    @property
    def is_student(self) -> bool:
        """Students get the bar at the bottom of the phone."""
        return self.is_a(Role.STUDENT)


def permissions_of(
    hat: Hat, everyone: Mapping[OrganisationKind, frozenset[int]]
) -> Mapping[Permission, frozenset[int]]:
    """Spread the role table over the organisations: `everyone` lists the ids of each kind."""
    return MappingProxyType(
        {
            permission: frozenset({hat.organisation_id})
            if scope is Scope.OWN
            else NOWHERE.union(*(everyone.get(kind, NOWHERE) for kind in SCOPE_KINDS[scope]))
            for permission, scope in GRANTS[hat.role].items()
        }
    )
