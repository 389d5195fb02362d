"""A workbook waits, sealed, for its sheet to be chosen: undecided uploads have two states."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NAME = "ck_roster_upload_decided_iff_decided"


def upgrade() -> None:
    _check("(state IN ('choosing', 'checked')) = (decided_at IS NULL)")


def downgrade() -> None:
    op.execute("DELETE FROM roster_upload WHERE state = 'choosing'")
    _check("(state = 'checked') = (decided_at IS NULL)")


def _check(condition: str) -> None:
    with op.batch_alter_table("roster_upload") as uploads:
        uploads.drop_constraint(op.f(NAME), type_="check")
        uploads.create_check_constraint(op.f(NAME), condition)
