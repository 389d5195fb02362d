"""Deliveries by channel beside the letters."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox_letter") as letters:
        letters.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        letters.add_column(sa.Column("planned_at", sa.DateTime(), nullable=True))
    # What was written before channels existed stands on the notifications page and goes nowhere else.
    op.execute("UPDATE outbox_letter SET planned_at = created_at")
    with op.batch_alter_table("outbox_letter") as letters:
        letters.drop_index("ix_outbox_letter_waiting")
        letters.drop_constraint(op.f("ck_outbox_letter_sent_iff_sent"), type_="check")
        letters.drop_column("state")
        letters.drop_column("sent_at")
        letters.drop_column("failure")
        letters.create_index("ix_outbox_letter_planned", ["planned_at", "id"], unique=False)
        letters.create_index("ix_outbox_letter_round", ["round_id", "kind"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(), nullable=True),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=False),
        sa.Column("carried_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'waiting') = (next_try_at IS NOT NULL)", name=op.f("ck_delivery_waiting_until")
        ),
        sa.CheckConstraint(
            "(state = 'sending') = (begun_at IS NOT NULL)", name=op.f("ck_delivery_begun_iff_sending")
        ),
        sa.CheckConstraint(
            "(state IN ('sent', 'failed', 'skipped')) = (finished_at IS NOT NULL)",
            name=op.f("ck_delivery_finished_iff_over"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('failed', 'skipped') OR reason IS NOT NULL", name=op.f("ck_delivery_failed_why")
        ),
        sa.ForeignKeyConstraint(
            ["carried_by_id"],
            ["outbox_letter.id"],
            name=op.f("fk_delivery_carried_by_id_outbox_letter"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["outbox_letter.id"],
            name=op.f("fk_delivery_letter_id_outbox_letter"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("letter_id", "channel", name=op.f("uq_delivery_letter_id_channel")),
    )
    op.create_index("ix_delivery_due", "delivery", ["state", "channel", "next_try_at"], unique=False)
    op.create_index("ix_delivery_carried_by_id", "delivery", ["carried_by_id"], unique=False)


def downgrade() -> None:
    op.drop_table("delivery")
    op.execute("DELETE FROM outbox_letter WHERE kind = 'digest'")
    with op.batch_alter_table("outbox_letter") as letters:
        letters.drop_index("ix_outbox_letter_planned")
        letters.drop_index("ix_outbox_letter_round")
        letters.add_column(sa.Column("state", sa.String(length=40), nullable=False, server_default="sent"))
        letters.add_column(sa.Column("sent_at", sa.DateTime(), nullable=True))
        letters.add_column(sa.Column("failure", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE outbox_letter SET sent_at = created_at")
    with op.batch_alter_table("outbox_letter") as letters:
        letters.create_check_constraint(
            op.f("ck_outbox_letter_sent_iff_sent"), "(state = 'sent') = (sent_at IS NOT NULL)"
        )
        letters.alter_column("state", server_default=None)
        letters.alter_column("failure", server_default=None)
        letters.create_index("ix_outbox_letter_waiting", ["state", "id"], unique=False)
        letters.drop_column("round_id")
        letters.drop_column("planned_at")
