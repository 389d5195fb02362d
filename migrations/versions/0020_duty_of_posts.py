"""Enterprises that are to keep posts for practice, and reminders of it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

FLAGS = ("designated_size", "integration")


def upgrade() -> None:
    # Added as they stand: every table points at this one, and SQLite could not make it anew.
    for name in FLAGS:
        op.add_column(
            "organisation", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "practice_duty_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=False),
        sa.Column("reminded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enterprise_id"],
            ["organisation.id"],
            name=op.f("fk_practice_duty_reminder_enterprise_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_duty_reminder")),
    )
    op.create_index("ix_practice_duty_reminder_enterprise_id", "practice_duty_reminder", ["enterprise_id"])


def downgrade() -> None:
    op.drop_index("ix_practice_duty_reminder_enterprise_id", table_name="practice_duty_reminder")
    op.drop_table("practice_duty_reminder")
    for name in FLAGS:
        op.drop_column("organisation", name)
