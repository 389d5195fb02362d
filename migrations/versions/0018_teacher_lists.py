"""Lists of teachers wait, sealed, until their school takes them over."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATES = ("choosing", "checked", "enrolled", "cancelled")


def upgrade() -> None:
    op.create_table(
        "teacher_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("contents_index", sa.LargeBinary(), nullable=False),
        sa.Column("sheet_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column(
            "state", sa.Enum(*STATES, name="uploadstate", native_enum=False, length=40), nullable=False
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_teacher_list_decided_pair")
        ),
        sa.CheckConstraint(
            "(state IN ('choosing', 'checked')) = (decided_at IS NULL)",
            name=op.f("ck_teacher_list_decided_iff_decided"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_teacher_list_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher_list")),
    )
    op.create_index(
        "uq_teacher_list_undecided",
        "teacher_list",
        ["school_id", "contents_index"],
        unique=True,
        sqlite_where=sa.text("state = 'checked'"),
        postgresql_where=sa.text("state = 'checked'"),
    )


def downgrade() -> None:
    op.drop_table("teacher_list")
