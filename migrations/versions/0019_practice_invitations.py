"""Invitations of teachers to posts for practice."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("inviter_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("declined_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inviter_id"], ["organisation.id"], name=op.f("fk_practice_invitation_inviter_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["practice_offer.id"], name=op.f("fk_practice_invitation_offer_id_practice_offer")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_practice_invitation_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_invitation")),
        sa.UniqueConstraint(
            "offer_id", "teacher_id", name=op.f("uq_practice_invitation_offer_id_teacher_id")
        ),
    )
    op.create_index("ix_practice_invitation_teacher_id", "practice_invitation", ["teacher_id"])


def downgrade() -> None:
    op.drop_index("ix_practice_invitation_teacher_id", table_name="practice_invitation")
    op.drop_table("practice_invitation")
