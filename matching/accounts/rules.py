"""Whether somebody may sign in, activate, be deactivated now."""

from datetime import datetime
from hmac import compare_digest

from matching.accounts.enums import MOVES, WRONG_TRIES, AccountState
from matching.accounts.models import Account, ActivationCode, digest_of_code
from matching.kernel.i18n import _
from matching.kernel.moves import may_move


def why_not_try(wrong: int) -> str | None:
    """Never a lock for good: only a pause."""
    if wrong >= WRONG_TRIES:
        return _("Too many tries. Wait five minutes, then try again.")
    return None


def why_not_activate(
    account: Account | None, slip: ActivationCode | None, code: str, now: datetime
) -> str | None:
    """One sentence for every reason, so that nobody can ask who exists.

    Who forgot the password comes with a new slip too; so an active account may use one.
    """
    usable = (
        account is not None
        and account.state is not AccountState.DEACTIVATED
        and slip is not None
        and slip.expires_at > now
        and compare_digest(slip.digest, digest_of_code(account.id, code))
    )
    if not usable:
        return _("User name or code is not right, or the slip is too old. Ask your teacher for a new slip.")
    return None


def why_not_deactivate(account: Account, by_id: int) -> str | None:
    """Nobody shuts themselves out."""
    if account.id == by_id:
        return _("You cannot deactivate your own account. Ask another administrator.")
    if not may_move(MOVES, account.state, AccountState.DEACTIVATED):
        return _("This account is already deactivated.")
    return None


def why_not_reactivate(account: Account) -> str | None:
    """Only what was deactivated can come back."""
    if account.state is not AccountState.DEACTIVATED:
        return _("This account is active.")
    return None
