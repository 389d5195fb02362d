"""A matter that waits, or waited, for one person or for everybody with a role in an organisation."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from matching.db import Base
from matching.matters.enums import NOTHING, MatterKind, Urgency


class Matter(Base):
    """Raised and resolved by the keeper from live data; it remembers since when, and what was told."""

    __tablename__ = "matter"
    __table_args__ = (
        CheckConstraint("n >= 0", name="n_not_negative"),
        Index(
            "uq_matter_open",
            "audience",
            "audience_id",
            "kind",
            "subject_id",
            unique=True,
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MatterKind]
    audience: Mapped[str]  # a role, or `account`
    audience_id: Mapped[int]  # the organisation in which the role is held, or the account
    subject_id: Mapped[int] = mapped_column(
        default=NOTHING
    )  # what it is about: a round, a list; its kind says
    n: Mapped[int]
    urgency: Mapped[Urgency]
    due_at: Mapped[datetime | None]
    raised_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]  # when it last stood in a letter
