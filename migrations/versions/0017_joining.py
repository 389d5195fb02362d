"""A teacher waits for one school at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "uq_teaching_post_requested",
        "teaching_post",
        ["teacher_id"],
        unique=True,
        sqlite_where=sa.text("state = 'requested'"),
        postgresql_where=sa.text("state = 'requested'"),
    )


def downgrade() -> None:
    op.drop_index("uq_teaching_post_requested", table_name="teaching_post")
