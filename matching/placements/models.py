"""Requests to publish, and the placements a publication made."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.cohorts.models import Student
from matching.db import Base, together
from matching.organisations.models import Organisation
from matching.placements.enums import PlacementState, RequestState
from matching.rounds.models import MatchRound, MatchRun
from matching.slots.models import Slot


class PublicationRequest(Base):
    """One officer asks, another confirms: nothing is published by one pair of eyes."""

    __tablename__ = "publication_request"
    __table_args__ = (
        together("decided_at", "decided_by_id", name="decided_pair"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_iff_decided"),
        CheckConstraint("state <> 'confirmed' OR decided_by_id <> asked_by_id", name="two_officers"),
        Index(
            "uq_publication_request_open",
            "round_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id"))
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    note: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]

    match_round: Mapped[MatchRound] = relationship()
    run: Mapped[MatchRun] = relationship()


class Placement(Base):
    """A published place; exactly one a student and round, made by the publication or not at all."""

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("round_id", "student_id"),
        ForeignKeyConstraint(["student_id", "school_id"], ["student.id", "student.school_id"]),
        CheckConstraint("(state = 'offered') = (answered_at IS NULL)", name="answered_iff_answered"),
        CheckConstraint("(state = 'accepted') = (consent_text IS NOT NULL)", name="accepting_is_consenting"),
        Index("ix_placement_slot_id", "slot_id"),
        Index("ix_placement_enterprise_id", "enterprise_id"),
        Index("ix_placement_school_id", "school_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("match_round.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("match_run.id"))
    student_id: Mapped[int]
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"))
    wish: Mapped[int | None]
    state: Mapped[PlacementState] = mapped_column(default=PlacementState.OFFERED)
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None]  # nobody when it lapsed
    answer_note: Mapped[str] = mapped_column(default="")
    consent_text: Mapped[
        str | None
    ]  # which text the student agreed to; the enterprise sees the name since then

    match_round: Mapped[MatchRound] = relationship()
    student: Mapped[Student] = relationship(overlaps="school")
    slot: Mapped[Slot] = relationship()
    enterprise: Mapped[Organisation] = relationship(foreign_keys=[enterprise_id])
