"""A slot is a posting with seats; its majors stand in a table of their own so that lists can filter."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.db import Base, together
from matching.law.words import Intensity, PayForm, VenueKind
from matching.organisations.models import Organisation
from matching.slots.enums import SlotState


class Slot(Base):
    """An internship post an enterprise offers. Hours are tenths, pay is whole CNY a month."""

    __tablename__ = "slot"
    __table_args__ = (
        CheckConstraint("seats BETWEEN 1 AND 500", name="seats_in_range"),
        CheckConstraint("starts_on < ends_on", name="dates_in_order"),
        CheckConstraint("hours_day > 0 AND hours_week >= hours_day", name="hours_in_order"),
        CheckConstraint("pay_monthly >= 0 AND same_post_wage >= 0", name="pay_not_negative"),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_pair"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_iff_withdrawn"),
        Index("ix_slot_enterprise_id", "enterprise_id"),
        Index("ix_slot_state_starts_on", "state", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str]
    work: Mapped[str]
    seats: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours_day: Mapped[int]  # tenths of an hour
    hours_week: Mapped[int]  # tenths of an hour
    rest_days_week: Mapped[int]
    night_work: Mapped[bool]
    exemption_number: Mapped[str] = mapped_column(default="")
    exemption_filed_on: Mapped[date | None]
    venue: Mapped[VenueKind]
    intensity: Mapped[Intensity]
    hazards: Mapped[list[str]] = mapped_column(default=list)
    pay_monthly: Mapped[int]
    same_post_wage: Mapped[int]
    pay_form: Mapped[PayForm]
    same_post_staff: Mapped[int]
    lodging: Mapped[bool]
    meals: Mapped[bool]
    county: Mapped[str]
    address: Mapped[str]
    requirements: Mapped[str] = mapped_column(default="")
    reasons: Mapped[dict[str, str]] = mapped_column(default=dict)  # rule id -> why it is justified here
    state: Mapped[SlotState] = mapped_column(default=SlotState.OPEN)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]  # since then students have places on these terms
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    enterprise: Mapped[Organisation] = relationship()
    majors: Mapped[list["SlotMajor"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="SlotMajor.major_code"
    )

    @property
    def major_codes(self) -> frozenset[str]:
        """The majors it is meant for."""
        return frozenset(major.major_code for major in self.majors)


class SlotMajor(Base):
    """A major the slot is meant for."""

    __tablename__ = "slot_major"
    __table_args__ = (Index("ix_slot_major_major_code", "major_code"),)

    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True)
    major_code: Mapped[str] = mapped_column(primary_key=True)
