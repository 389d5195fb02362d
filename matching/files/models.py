"""A file somebody brought, sealed with the field key; who may open it is said by what it belongs to."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matching.db import Base


class StoredFile(Base):
    """Bytes under lock; `size` is that of the opened file."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size > 0", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    row_key: Mapped[bytes] = mapped_column(unique=True)
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    contents_sealed: Mapped[bytes]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
