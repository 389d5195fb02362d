"""Addresses in use, addresses that wait for their code, and what each person chose. All sealed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matching.contacts.enums import ClaimState
from matching.db import Base, together
from matching.kernel import vault
from matching.kernel.identity import mask_email, mask_mobile
from matching.outbox.enums import Channel, Topic


class Contact(Base):
    """The address of one person on one channel, confirmed; `not_working_at` once it refused too often."""

    __tablename__ = "contact"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    channel: Mapped[Channel] = mapped_column(primary_key=True)
    row_key: Mapped[bytes] = mapped_column(unique=True)
    address_sealed: Mapped[bytes]
    confirmed_at: Mapped[datetime]
    refusals: Mapped[int] = mapped_column(default=0)
    not_working_at: Mapped[datetime | None]

    @property
    def address(self) -> str | None:
        """In full: for senders only. None where it does not open, as after a restore without its key."""
        return vault.unsealed_or_none(
            self.address_sealed, table="contact", column="address", row_key=self.row_key
        )

    @property
    def masked(self) -> str | None:
        """As pages show it."""
        return masked(self.channel, self.address) if self.address is not None else None


class ContactClaim(Base):
    """A new address nobody has confirmed yet; used for nothing but its code. One a person and channel."""

    __tablename__ = "contact_claim"
    __table_args__ = (
        together("code_digest", "code_expires_at", name="code_pair"),
        CheckConstraint("(state = 'asked') = (code_digest IS NULL)", name="coded_iff_code"),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    channel: Mapped[Channel] = mapped_column(primary_key=True)
    row_key: Mapped[bytes] = mapped_column(unique=True)
    address_sealed: Mapped[bytes]
    state: Mapped[ClaimState]
    code_digest: Mapped[bytes | None]
    code_expires_at: Mapped[datetime | None]
    wrong_tries: Mapped[int] = mapped_column(default=0)

    @property
    def address(self) -> str | None:
        """In full: for the sender of the code only. None where it does not open."""
        return vault.unsealed_or_none(
            self.address_sealed, table="contact_claim", column="address", row_key=self.row_key
        )

    @property
    def masked(self) -> str | None:
        """As pages show it."""
        return masked(self.channel, self.address) if self.address is not None else None


class CodeRequest(Base):
    """One code somebody asked for: what the throttle counts, by person and by address."""

    __tablename__ = "code_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    address_index: Mapped[bytes] = mapped_column(index=True)
    at: Mapped[datetime]


class MessageChoice(Base):
    """Whether somebody wants a topic by a channel; without a row the channel's own habit counts."""

    __tablename__ = "message_choice"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    topic: Mapped[Topic] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(primary_key=True)
    wanted: Mapped[bool]


class MessageLanguage(Base):
    """The language somebody chose for messages; without a row it is that of the last sign-in."""

    __tablename__ = "message_language"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    locale: Mapped[str]


def masked(channel: Channel, address: str) -> str:
    """l***@example.cn, 138****2207."""
    return mask_mobile(address) if channel is Channel.SMS else mask_email(address)


def index_of_address(channel: Channel, address: str) -> bytes:
    """What equal addresses share; nothing else can be read from it."""
    return vault.blind_index(f"contact:{channel.value}", address.lower())


def digest_of_code(claim: ContactClaim, code: str) -> bytes:
    """Bound to the claim: a code opens nothing else."""
    return vault.keyed_digest("contact", f"{claim.row_key.hex()}:{code}")
