"""Which roles fit which organisation."""

from collections.abc import Mapping

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind
from matching.kernel.i18n import _

FITTING: Mapping[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.BUREAU: frozenset({Role.BUREAU_OFFICER, Role.ADMINISTRATOR}),
    OrganisationKind.SCHOOL: frozenset({Role.SCHOOL_COORDINATOR, Role.TEACHER, Role.STUDENT}),
    OrganisationKind.ENTERPRISE: frozenset({Role.ENTERPRISE_HR, Role.ENTERPRISE_MENTOR}),
}


def why_not_member(kind: OrganisationKind, role: Role) -> str | None:
    """An enterprise has no students, a school no bureau officers."""
    if role not in FITTING[kind]:
        return _("The role {role} does not exist in an organisation of the kind {kind}.").format(
            role=role.label, kind=kind.label
        )
    return None
