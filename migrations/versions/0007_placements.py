"""Publication and placements."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_publication_request_decided_iff_decided")
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR decided_by_id <> asked_by_id",
            name=op.f("ck_publication_request_two_officers"),
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_publication_request_decided_pair")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_publication_request_round_id_match_round")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["match_run.id"], name=op.f("fk_publication_request_run_id_match_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_request")),
    )
    op.create_index(
        "uq_publication_request_open",
        "publication_request",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("wish", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.Column("consent_text", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'accepted') = (consent_text IS NOT NULL)",
            name=op.f("ck_placement_accepting_is_consenting"),
        ),
        sa.CheckConstraint(
            "(state = 'offered') = (answered_at IS NULL)", name=op.f("ck_placement_answered_iff_answered")
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["organisation.id"], name=op.f("fk_placement_enterprise_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_placement_round_id_match_round")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_placement_run_id_match_run")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_placement_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_placement_slot_id_slot")),
        sa.ForeignKeyConstraint(
            ["student_id", "school_id"],
            ["student.id", "student.school_id"],
            name=op.f("fk_placement_student_id_student"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("round_id", "student_id", name=op.f("uq_placement_round_id_student_id")),
    )
    op.create_index("ix_placement_enterprise_id", "placement", ["enterprise_id"], unique=False)
    op.create_index("ix_placement_school_id", "placement", ["school_id"], unique=False)
    op.create_index("ix_placement_slot_id", "placement", ["slot_id"], unique=False)


def downgrade() -> None:
    op.drop_table("placement")
    op.drop_table("publication_request")
