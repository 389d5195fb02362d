"""A visit, its dates, and the groups that come. A date counts the places that are held."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.cohorts.models import Cohort
from matching.db import Base, together
from matching.kernel import vault
from matching.organisations.models import Organisation
from matching.visits.enums import BookingState, OccurrenceState, VisitState


class Visit(Base):
    """What a host shows, for whom, and what a group has to know; it takes place on its dates."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("least_group BETWEEN 1 AND most_group", name="group_in_order"),
        CheckConstraint("least_age BETWEEN 0 AND 18", name="age_in_range"),
        CheckConstraint("students_an_adult >= 1", name="adults_come_along"),
        together("withdrawn_at", "withdrawn_by_id", name="withdrawn_pair"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_iff_withdrawn"),
        Index("ix_visit_enterprise_id", "enterprise_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str]
    shows: Mapped[str]  # what the group sees and does
    county: Mapped[str]
    address: Mapped[str]
    least_group: Mapped[int]  # students of one booking
    most_group: Mapped[int]
    least_age: Mapped[int]  # 0: none is asked
    students_an_adult: Mapped[int]
    wear: Mapped[str]
    bring: Mapped[str]
    safety: Mapped[str]  # the briefing a booking acknowledges
    access: Mapped[str]  # steps, lifts, quiet rooms
    languages: Mapped[str]
    picks_up: Mapped[bool]
    decides: Mapped[bool]  # the host looks at each booking, instead of taking all that fit
    state: Mapped[VisitState] = mapped_column(default=VisitState.OPEN)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    enterprise: Mapped[Organisation] = relationship()
    subjects: Mapped[list["VisitSubject"]] = relationship(
        cascade="all, delete-orphan", order_by="VisitSubject.subject"
    )
    occurrences: Mapped[list["Occurrence"]] = relationship(
        back_populates="visit", order_by="Occurrence.starts_at"
    )

    @property
    def subject_codes(self) -> frozenset[str]:
        """The groups of majors it suits; none means all."""
        return frozenset(each.subject for each in self.subjects)


class VisitSubject(Base):
    """A group of majors whose students a visit suits."""

    __tablename__ = "visit_subject"
    __table_args__ = (Index("ix_visit_subject_subject", "subject"),)

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)


class Occurrence(Base):
    """One date of a visit. `taken` counts students of bookings that hold places, `groups` those bookings."""

    __tablename__ = "visit_occurrence"
    __table_args__ = (
        UniqueConstraint("visit_id", "starts_at"),
        CheckConstraint("starts_at < ends_at", name="hours_in_order"),
        CheckConstraint("seats BETWEEN 1 AND 300", name="seats_in_range"),
        CheckConstraint("taken BETWEEN 0 AND seats", name="seats_not_overbooked"),
        CheckConstraint("most_groups >= 1", name="some_groups"),
        CheckConstraint("groups BETWEEN 0 AND most_groups", name="groups_not_overbooked"),
        together("cancelled_at", "cancelled_by_id", name="cancelled_pair"),
        CheckConstraint("(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_iff_cancelled"),
        Index("ix_visit_occurrence_starts_at", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seats: Mapped[int]
    most_groups: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    groups: Mapped[int] = mapped_column(default=0)
    queued: Mapped[int] = mapped_column(default=0)  # numbers given in the queue so far
    state: Mapped[OccurrenceState] = mapped_column(default=OccurrenceState.PLANNED)
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None]
    cancelled_why: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    visit: Mapped[Visit] = relationship(back_populates="occurrences")

    @property
    def free(self) -> int:
        """Places for students nobody holds; none once as many groups come as may."""
        return self.seats - self.taken if self.groups < self.most_groups else 0


class Booking(Base):
    """A class, or a part of it, comes with adults, or waits for places. Needs are told without names."""

    __tablename__ = "visit_booking"
    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "school_id"], ["cohort.id", "cohort.school_id"]),
        CheckConstraint("students >= 1 AND adults >= 1", name="somebody_comes"),
        CheckConstraint("(state = 'waiting') = (queue_number IS NOT NULL)", name="queue_iff_waiting"),
        CheckConstraint("(state = 'offered') = (offered_until IS NOT NULL)", name="offer_iff_offered"),
        Index(
            "uq_visit_booking_alive",
            "occurrence_id",
            "cohort_id",
            unique=True,
            sqlite_where=text("state NOT IN ('refused', 'cancelled', 'lapsed')"),
            postgresql_where=text("state NOT IN ('refused', 'cancelled', 'lapsed')"),
        ),
        Index("ix_visit_booking_cohort_id", "cohort_id"),
        Index("ix_visit_booking_school_id_state", "school_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence_id: Mapped[int] = mapped_column(ForeignKey("visit_occurrence.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    cohort_id: Mapped[int]
    students: Mapped[int]
    adults: Mapped[int]
    leader: Mapped[str]  # who leads the group
    row_key: Mapped[bytes] = mapped_column(unique=True)
    mobile_sealed: Mapped[bytes]  # of the leader, on the day
    needs: Mapped[str] = mapped_column(default="")
    wants_pick_up: Mapped[bool] = mapped_column(default=False)
    safety_read_at: Mapped[datetime]
    state: Mapped[BookingState]
    queue_number: Mapped[int | None]
    offered_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None]
    moved_at: Mapped[datetime]  # in this state since
    moved_by_id: Mapped[int | None]
    why: Mapped[str] = mapped_column(default="")  # of the last no
    version: Mapped[int] = mapped_column(default=1)

    occurrence: Mapped[Occurrence] = relationship()
    school: Mapped[Organisation] = relationship(overlaps="cohort")
    cohort: Mapped[Cohort] = relationship(overlaps="school")

    @property
    def mobile(self) -> str:
        """Of whoever leads the group; nothing where it can no longer be read."""
        found = vault.unsealed_or_none(
            self.mobile_sealed, table="visit_booking", column="mobile", row_key=self.row_key
        )
        return found or ""

    def stand(self, state: BookingState, *, at: datetime, by_id: int | None, why: str = "") -> None:
        """Be in a state, since when and by whom; a number in the queue or a time to answer ends with it."""
        self.state, self.moved_at, self.moved_by_id = state, at, by_id
        self.why, self.queue_number, self.offered_until = why, None, None
        self.version = (self.version or 0) + 1
