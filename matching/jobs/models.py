"""One row a job: what, for whom, how far, and who holds the lease."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from matching.db import Base, together
from matching.jobs.enums import JobState


class Job(Base):
    """A piece of background work; its effect and its `done` are committed together."""

    __tablename__ = "job"
    __table_args__ = (
        together("lease_until", "lease_token", name="lease_pair"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="leased_iff_running"),
        CheckConstraint(
            "(state IN ('done', 'failed')) = (finished_at IS NOT NULL)", name="finished_iff_over"
        ),
        Index("ix_job_due", "state", "lease_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str | None] = mapped_column(unique=True)
    payload: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(default="")
    words_with: Mapped[dict[str, Any]] = mapped_column(default=dict)
    owner_id: Mapped[int | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    back_url: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    lease_token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    @property
    def percent(self) -> int:
        """How far, for the meter."""
        return min(100, self.done * 100 // self.total) if self.total else 0
