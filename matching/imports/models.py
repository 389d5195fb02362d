"""What is kept of a sheet while it waits; each room has a table of its own, bound to what its list is for."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from matching.db import Base, together
from matching.imports.enums import UploadState


class SheetUpload(Base):
    """A list somebody uploaded: sealed as typed, until it is taken over or thrown away.

    While the sheet is being chosen it is the workbook that is sealed, and of no rows yet.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    row_key: Mapped[bytes]
    filename: Mapped[str]
    contents_index: Mapped[bytes]  # equal lists meet here while nobody has decided; else empty
    sheet_sealed: Mapped[bytes]
    rows: Mapped[int]
    state: Mapped[UploadState] = mapped_column(default=UploadState.CHECKED)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


def upload_invariants(table: str, *, within: str) -> tuple[SchemaItem, ...]:
    """What is always true of such a table: for `__table_args__`. Equal lists `within` one thing are one."""
    return (
        together("decided_at", "decided_by_id", name="decided_pair"),
        CheckConstraint(
            "(state IN ('choosing', 'checked')) = (decided_at IS NULL)", name="decided_iff_decided"
        ),
        Index(
            f"uq_{table}_undecided",
            within,
            "contents_index",
            unique=True,
            sqlite_where=text("state = 'checked'"),
            postgresql_where=text("state = 'checked'"),
        ),
    )
