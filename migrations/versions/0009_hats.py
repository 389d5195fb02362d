"""Which hat somebody wears: in each browser, and which was chosen last."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account_session", sa.Column("membership_id", sa.Integer(), nullable=True))
    op.add_column("membership", sa.Column("worn_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("membership", "worn_at")
    op.drop_column("account_session", "membership_id")
