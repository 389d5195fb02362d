"""What must always hold of accounts and sessions."""

from sqlalchemy import extract, or_, select

from matching.accounts.enums import LONGEST_SESSION_HOURS, AccountState
from matching.accounts.models import Account, AccountSession
from matching.audit.kinds import AuditKind
from matching.audit.queries import untold
from matching.invariants import Invariant, Question
from matching.kernel.i18n import _l


def _signed_in_too_long() -> Question:
    used_for = extract("epoch", AccountSession.seen_at) - extract("epoch", AccountSession.created_at)
    return (
        select(AccountSession.id.label("session_id"), AccountSession.account_id)
        .join(AccountSession.account)
        .where(or_(Account.state != AccountState.ACTIVE, used_for > LONGEST_SESSION_HOURS * 3600))
    )


def _deactivated_untold() -> Question:
    return untold(Account, Account.state == AccountState.DEACTIVATED, AuditKind.ACCOUNT_DEACTIVATE)


INVARIANTS = (
    Invariant("I8", _l("Every account that was deactivated stands in the trail."), _deactivated_untold),
    Invariant(
        "I19",
        _l("Nobody is signed in whose account is closed, or for longer than allowed."),
        _signed_in_too_long,
    ),
)
