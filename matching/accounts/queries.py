"""Find accounts and sessions."""

from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from matching.accounts.enums import IDLE_MINUTES, LONGEST_SESSION_HOURS, WRONG_TRIES_MINUTES, AccountState
from matching.accounts.models import Account, AccountSession, ActivationCode, FailedTry
from matching.kernel import vault


def account_named(username: str) -> Select[Account]:
    """By exact user name."""
    return select(Account).where(Account.username == username)


def account(account_id: int) -> Select[Account]:
    """By id."""
    return select(Account).where(Account.id == account_id)


def sessions_of(account_id: int) -> Select[AccountSession]:
    """Signed-in browsers of one person, the latest first."""
    return (
        select(AccountSession)
        .where(AccountSession.account_id == account_id)
        .order_by(AccountSession.seen_at.desc(), AccountSession.id)
    )


def live_session(token: str, now: datetime) -> Select[AccountSession]:
    """The session of a cookie: not idle too long, not too old, its account active."""
    return (
        select(AccountSession)
        .join(AccountSession.account)
        .where(
            AccountSession.token_digest == digest_of_token(token),
            AccountSession.seen_at > now - timedelta(minutes=IDLE_MINUTES),
            AccountSession.created_at > now - timedelta(hours=LONGEST_SESSION_HOURS),
            Account.state == AccountState.ACTIVE,
        )
    )


def code_of(account_id: int) -> Select[ActivationCode]:
    """The activation code of an account, if one was issued."""
    return select(ActivationCode).where(ActivationCode.account_id == account_id)


def wrong_tries(username: str, now: datetime) -> Select[int]:
    """How often somebody failed under this name just now."""
    return select(func.count()).where(
        FailedTry.name_digest == digest_of_name(username),
        FailedTry.at > now - timedelta(minutes=WRONG_TRIES_MINUTES),
    )


def digest_of_token(token: str) -> bytes:
    """What the table keeps of a cookie."""
    return vault.keyed_digest("session", token)


def digest_of_name(username: str) -> bytes:
    """What the throttle keeps of a name: people type passwords into the wrong field."""
    return vault.keyed_digest("username", username.strip().lower())


def digest_of_code(account_id: int, code: str) -> bytes:
    """What the table keeps of a code; spaces, dashes and case do not count."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return vault.keyed_digest("activation", f"{account_id}:{plain}")
