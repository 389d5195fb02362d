"""Find accounts and sessions."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from matching.accounts.enums import IDLE_MINUTES, LONGEST_SESSION_HOURS, WRONG_TRIES_MINUTES, AccountState
from matching.accounts.models import (
    Account,
    AccountSession,
    ActivationCode,
    FailedTry,
    digest_of_name,
)
from matching.db import Moment, on_sending
from matching.kernel import clock


def account_typed(username: str) -> Select[Account]:
    """As people type it: spaces around it and its case mean nothing; ask for the first, the exact one."""
    typed = username.strip()
    # Only plain letters have two cases that mean the same: "ſ" must not find S under another count of tries.
    spellings = {typed, typed.lower(), typed.upper()} if typed.isascii() else {typed}
    return (
        select(Account).where(Account.username.in_(spellings)).order_by(Account.username != typed, Account.id)
    )


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


def is_over() -> ColumnElement[bool]:
    """Whether a session has been idle too long, or is too old."""
    idle, longest = timedelta(minutes=IDLE_MINUTES), timedelta(hours=LONGEST_SESSION_HOURS)
    return or_(
        AccountSession.seen_at <= on_sending(lambda: clock.now() - idle, Moment()),
        AccountSession.created_at <= on_sending(lambda: clock.now() - longest, Moment()),
    )


def live_sessions_of(account_id: int) -> Select[AccountSession]:
    """Browsers of one person that are signed in now, the latest first."""
    return sessions_of(account_id).where(~is_over())


def live_session() -> Select[AccountSession]:
    """The session whose token has this `digest`: not idle too long, not too old, its account active."""
    return (
        select(AccountSession)
        .join(AccountSession.account)
        .where(
            AccountSession.token_digest == bindparam("digest"),
            ~is_over(),
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
