"""A school, or the bureau, invites a teacher to a post."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.db import Base
from matching.organisations.models import Organisation
from matching.practice.models.offers import PracticeOffer
from matching.teachers.models import Teacher


class Invitation(Base):
    """Once for each teacher and post, however often it is clicked; what came of it the sign-ups tell."""

    __tablename__ = "practice_invitation"
    __table_args__ = (
        UniqueConstraint("offer_id", "teacher_id"),
        Index("ix_practice_invitation_teacher_id", "teacher_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("practice_offer.id"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"))
    inviter_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))  # a school, or the bureau
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[int]
    declined_at: Mapped[datetime | None]

    offer: Mapped[PracticeOffer] = relationship()
    teacher: Mapped[Teacher] = relationship()
    inviter: Mapped[Organisation] = relationship()
