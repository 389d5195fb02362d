"""The secret link of a person's calendar."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matching.db import Base
from matching.kernel import vault


class CalendarLink(Base):
    """At most one a person; taking it back removes the row. It is found by exact match only."""

    __tablename__ = "calendar_link"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    row_key: Mapped[bytes] = mapped_column(unique=True)
    token_sealed: Mapped[bytes]
    token_index: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]

    @property
    def token(self) -> str:
        """The secret end of its address, or nothing where it can no longer be read."""
        found = vault.unsealed_or_none(
            self.token_sealed, table="calendar_link", column="token", row_key=self.row_key
        )
        return found or ""


def index_of_token(token: str) -> bytes:
    """By which a link is found."""
    return vault.blind_index("calendar", token)
