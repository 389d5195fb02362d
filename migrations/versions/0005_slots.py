"""Internship slots."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours_day", sa.Integer(), nullable=False),
        sa.Column("hours_week", sa.Integer(), nullable=False),
        sa.Column("rest_days_week", sa.Integer(), nullable=False),
        sa.Column("night_work", sa.Boolean(), nullable=False),
        sa.Column("exemption_number", sa.Text(), nullable=False),
        sa.Column("exemption_filed_on", sa.Date(), nullable=True),
        sa.Column("venue", sa.String(length=40), nullable=False),
        sa.Column("intensity", sa.String(length=40), nullable=False),
        sa.Column("hazards", sa.JSON(), nullable=False),
        sa.Column("pay_monthly", sa.Integer(), nullable=False),
        sa.Column("same_post_wage", sa.Integer(), nullable=False),
        sa.Column("pay_form", sa.String(length=40), nullable=False),
        sa.Column("same_post_staff", sa.Integer(), nullable=False),
        sa.Column("lodging", sa.Boolean(), nullable=False),
        sa.Column("meals", sa.Boolean(), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_slot_withdrawn_iff_withdrawn")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_slot_withdrawn_pair")
        ),
        sa.CheckConstraint("hours_day > 0 AND hours_week >= hours_day", name=op.f("ck_slot_hours_in_order")),
        sa.CheckConstraint("pay_monthly >= 0 AND same_post_wage >= 0", name=op.f("ck_slot_pay_not_negative")),
        sa.CheckConstraint("seats BETWEEN 1 AND 500", name=op.f("ck_slot_seats_in_range")),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_slot_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["organisation.id"], name=op.f("fk_slot_enterprise_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
    )
    op.create_index("ix_slot_enterprise_id", "slot", ["enterprise_id"], unique=False)
    op.create_index("ix_slot_state_starts_on", "slot", ["state", "starts_on"], unique=False)
    op.create_table(
        "slot_major",
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("major_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_slot_major_slot_id_slot"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slot_id", "major_code", name=op.f("pk_slot_major")),
    )
    op.create_index("ix_slot_major_major_code", "slot_major", ["major_code"], unique=False)


def downgrade() -> None:
    op.drop_table("slot_major")
    op.drop_table("slot")
