"""Which roles fit which organisation, how a school's code is made, when a role may end."""

import re
from collections.abc import Mapping

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind
from matching.kernel.i18n import _
from matching.organisations.models import Membership

SCHOOL_CODE = re.compile(r"[A-Z0-9]{2,8}")

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


def why_not_school_code(kind: OrganisationKind, code: str) -> str | None:
    """The user names of a school's students begin with its code; nobody else has one."""
    if kind is OrganisationKind.SCHOOL and SCHOOL_CODE.fullmatch(code) is None:
        return _("Give the school a code of 2 to 8 capital letters or digits, such as LF01.")
    if kind is not OrganisationKind.SCHOOL and code:
        return _("Only schools have a code. Leave it empty.")
    return None


def why_not_classify(kind: OrganisationKind) -> str | None:
    """Only enterprises are of a size or of an integration."""
    if kind is not OrganisationKind.ENTERPRISE:
        return _("Only enterprises have a class.")
    return None


def why_not_end(membership: Membership, by_id: int) -> str | None:
    """Nobody takes the own role away, and none ends twice."""
    if membership.account_id == by_id:
        return _("You cannot end your own role. Ask another administrator.")
    if membership.ended_at is not None:
        return _("This role has ended already.")
    return None
