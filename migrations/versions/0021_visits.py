"""Visits of groups of students: what is shown, its dates, the bookings."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("least_group", sa.Integer(), nullable=False),
        sa.Column("most_group", sa.Integer(), nullable=False),
        sa.Column("least_age", sa.Integer(), nullable=False),
        sa.Column("students_an_adult", sa.Integer(), nullable=False),
        sa.Column("wear", sa.Text(), nullable=False),
        sa.Column("bring", sa.Text(), nullable=False),
        sa.Column("safety", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("picks_up", sa.Boolean(), nullable=False),
        sa.Column("decides", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "withdrawn", name="visitstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_visit_withdrawn_iff_withdrawn"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_visit_withdrawn_pair")
        ),
        sa.CheckConstraint("least_age BETWEEN 0 AND 18", name=op.f("ck_visit_age_in_range")),
        sa.CheckConstraint("least_group BETWEEN 1 AND most_group", name=op.f("ck_visit_group_in_order")),
        sa.CheckConstraint("students_an_adult >= 1", name=op.f("ck_visit_adults_come_along")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["organisation.id"], name=op.f("fk_visit_enterprise_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_enterprise_id", "visit", ["enterprise_id"], unique=False)

    op.create_table(
        "visit_occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("most_groups", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("queued", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "cancelled", name="occurrencestate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_visit_occurrence_cancelled_iff_cancelled"),
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by_id IS NULL)",
            name=op.f("ck_visit_occurrence_cancelled_pair"),
        ),
        sa.CheckConstraint(
            "groups BETWEEN 0 AND most_groups", name=op.f("ck_visit_occurrence_groups_not_overbooked")
        ),
        sa.CheckConstraint("most_groups >= 1", name=op.f("ck_visit_occurrence_some_groups")),
        sa.CheckConstraint("seats BETWEEN 1 AND 300", name=op.f("ck_visit_occurrence_seats_in_range")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_visit_occurrence_hours_in_order")),
        sa.CheckConstraint(
            "taken BETWEEN 0 AND seats", name=op.f("ck_visit_occurrence_seats_not_overbooked")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_occurrence_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_occurrence")),
        sa.UniqueConstraint("visit_id", "starts_at", name=op.f("uq_visit_occurrence_visit_id_starts_at")),
    )
    op.create_index("ix_visit_occurrence_starts_at", "visit_occurrence", ["starts_at"], unique=False)

    op.create_table(
        "visit_subject",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_subject_visit_id_visit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("visit_id", "subject", name=op.f("pk_visit_subject")),
    )
    op.create_index("ix_visit_subject_subject", "visit_subject", ["subject"], unique=False)

    op.create_table(
        "visit_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("students", sa.Integer(), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("mobile_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("wants_pick_up", sa.Boolean(), nullable=False),
        sa.Column("safety_read_at", sa.DateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "asked",
                "booked",
                "offered",
                "refused",
                "cancelled",
                "lapsed",
                name="bookingstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("queue_number", sa.Integer(), nullable=True),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)",
            name=op.f("ck_visit_booking_offer_iff_offered"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (queue_number IS NOT NULL)",
            name=op.f("ck_visit_booking_queue_iff_waiting"),
        ),
        sa.CheckConstraint("students >= 1 AND adults >= 1", name=op.f("ck_visit_booking_somebody_comes")),
        sa.ForeignKeyConstraint(
            ["cohort_id", "school_id"],
            ["cohort.id", "cohort.school_id"],
            name=op.f("fk_visit_booking_cohort_id_cohort"),
        ),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["visit_occurrence.id"],
            name=op.f("fk_visit_booking_occurrence_id_visit_occurrence"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_visit_booking_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_booking")),
        sa.UniqueConstraint("row_key", name=op.f("uq_visit_booking_row_key")),
    )
    op.create_index("ix_visit_booking_cohort_id", "visit_booking", ["cohort_id"], unique=False)
    op.create_index("ix_visit_booking_school_id_state", "visit_booking", ["school_id", "state"], unique=False)
    op.create_index(
        "uq_visit_booking_alive",
        "visit_booking",
        ["occurrence_id", "cohort_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('refused', 'cancelled', 'lapsed')"),
        postgresql_where=sa.text("state NOT IN ('refused', 'cancelled', 'lapsed')"),
    )


def downgrade() -> None:
    op.drop_table("visit_booking")
    op.drop_table("visit_subject")
    op.drop_table("visit_occurrence")
    op.drop_table("visit")
