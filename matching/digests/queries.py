"""Who is told: everybody with a role in an organisation, students left out."""

from sqlalchemy import Select, select

from matching.access.roles import Role
from matching.accounts.enums import AccountState
from matching.accounts.models import Account
from matching.organisations.models import Membership


def staff() -> Select[Role, int, int]:
    """(role, organisation, account) of everybody of the staff who can come in."""
    return (
        select(Membership.role, Membership.organisation_id, Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.ended_at.is_(None),
            Membership.role != Role.STUDENT,
            Account.state == AccountState.ACTIVE,
        )
        .order_by(Membership.account_id, Membership.id)
    )
