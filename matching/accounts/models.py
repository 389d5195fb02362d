"""Accounts, their sessions on the server, one-time codes, and failed tries."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.accounts.enums import AccountState
from matching.db import Base, together
from matching.kernel import vault


class Account(Base):
    """Somebody who may sign in. A student's account has no password until the slip was used."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("state <> 'active' OR password_hash IS NOT NULL", name="active_has_password"),
        together("deactivated_at", "deactivated_by_id", name="deactivated_pair"),
        CheckConstraint(
            "(state = 'deactivated') = (deactivated_at IS NOT NULL)", name="deactivated_iff_deactivated"
        ),
        together("privacy_notice", "privacy_notice_at", name="privacy_pair"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    state: Mapped[AccountState]
    password_hash: Mapped[str | None]
    password_changed_at: Mapped[datetime | None]
    locale: Mapped[str] = mapped_column(default="zh_CN")
    privacy_notice: Mapped[str | None]
    privacy_notice_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    deactivated_by_id: Mapped[int | None]


class AccountSession(Base):
    """One signed-in browser. The cookie holds the token, the table only its digest."""

    __tablename__ = "account_session"
    __table_args__ = (Index("ix_account_session_account_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[bytes] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    device: Mapped[str]
    membership_id: Mapped[int | None]  # the hat chosen in this browser; a plain id, its room lies above

    account: Mapped[Account] = relationship()


class ActivationCode(Base):
    """The code on a slip of paper; a new one replaces the old."""

    __tablename__ = "activation_code"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[bytes]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None]
    expires_at: Mapped[datetime]


class FailedTry(Base):
    """A wrong password or code, by user name, known or not: what the throttle counts."""

    __tablename__ = "failed_try"
    __table_args__ = (Index("ix_failed_try_name_at", "name_digest", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[bytes]
    at: Mapped[datetime]


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
