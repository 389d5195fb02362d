"""Rounds, wishes, lottery numbers, runs."""

import sqlalchemy as sa
from alembic import op

from migrations.locks import lock, unlock

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "match_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bureau_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("results_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.DateTime(), nullable=False),
        sa.Column("internship_from", sa.Date(), nullable=False),
        sa.Column("internship_until", sa.Date(), nullable=False),
        sa.Column("wish_limit", sa.Integer(), nullable=False),
        sa.Column("fit_weight", sa.Integer(), nullable=False),
        sa.Column("distance_weight", sa.Integer(), nullable=False),
        sa.Column("score_weight", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("seed_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seed_commitment", sa.Text(), nullable=False),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_run_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('locked', 'published', 'closed')) = (locked_at IS NOT NULL)",
            name=op.f("ck_match_round_locked_iff_locked"),
        ),
        sa.CheckConstraint(
            "(state IN ('published', 'closed')) = (published_at IS NOT NULL)",
            name=op.f("ck_match_round_published_iff_published"),
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_run_id IS NULL)", name=op.f("ck_match_round_published_pair")
        ),
        sa.CheckConstraint(
            "fit_weight + distance_weight + score_weight = 100", name=op.f("ck_match_round_weights_are_whole")
        ),
        sa.CheckConstraint(
            "internship_from <= internship_until", name=op.f("ck_match_round_window_in_order")
        ),
        sa.CheckConstraint(
            "opens_at < closes_at AND closes_at < answer_by", name=op.f("ck_match_round_dates_in_order")
        ),
        sa.CheckConstraint("wish_limit BETWEEN 1 AND 20", name=op.f("ck_match_round_wish_limit_in_range")),
        sa.ForeignKeyConstraint(
            ["bureau_id"], ["organisation.id"], name=op.f("fk_match_round_bureau_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_round")),
        sa.UniqueConstraint("name", name=op.f("uq_match_round_name")),
    )
    op.create_table(
        "round_cohort",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_round_cohort_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_round_cohort_round_id_match_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "cohort_id", name=op.f("pk_round_cohort")),
    )
    op.create_index("ix_round_cohort_cohort_id", "round_cohort", ["cohort_id"], unique=False)
    op.create_table(
        "wish_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("previous_order", sa.JSON(), nullable=True),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.Column("edited_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submission_id IS NULL)", name=op.f("ck_wish_list_submitted_pair")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_wish_list_round_id_match_round")
        ),
        sa.ForeignKeyConstraint(
            ["student_id", "school_id"],
            ["student.id", "student.school_id"],
            name=op.f("fk_wish_list_student_id_student"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_list")),
        sa.UniqueConstraint("round_id", "student_id", name=op.f("uq_wish_list_round_id_student_id")),
    )
    op.create_table(
        "wish_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wish_list_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_wish_submission_round_id_match_round")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_wish_submission_student_id_student")
        ),
        sa.ForeignKeyConstraint(
            ["wish_list_id"], ["wish_list.id"], name=op.f("fk_wish_submission_wish_list_id_wish_list")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_submission")),
        sa.UniqueConstraint("receipt", name=op.f("uq_wish_submission_receipt")),
        sa.UniqueConstraint("wish_list_id", "number", name=op.f("uq_wish_submission_wish_list_id_number")),
    )
    op.create_index(op.f("ix_wish_submission_round_id"), "wish_submission", ["round_id"], unique=False)
    op.create_table(
        "pre_assignment",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_pre_assignment_round_id_match_round")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_pre_assignment_slot_id_slot")),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_pre_assignment_student_id_student")
        ),
        sa.PrimaryKeyConstraint("round_id", "student_id", name=op.f("pk_pre_assignment")),
    )
    op.create_table(
        "lottery_number",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("school_score", sa.Integer(), nullable=False),
        sa.Column("home_county", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_lottery_number_round_id_match_round")
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_lottery_number_student_id_student")
        ),
        sa.PrimaryKeyConstraint("round_id", "student_id", name=op.f("pk_lottery_number")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_lottery_number_round_id_number")),
    )
    op.create_table(
        "match_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("rules_hash", sa.Text(), nullable=False),
        sa.Column("lottery_hash", sa.Text(), nullable=False),
        sa.Column("result_hash", sa.Text(), nullable=False),
        sa.Column("certificate", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["match_round.id"], name=op.f("fk_match_run_round_id_match_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        sa.UniqueConstraint("job_id", name=op.f("uq_match_run_job_id")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_match_run_round_id_number")),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("wish", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.CheckConstraint("wish IS NULL OR slot_id IS NOT NULL", name=op.f("ck_proposal_wish_needs_slot")),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_proposal_run_id_match_run")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_proposal_slot_id_slot")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_proposal_student_id_student")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("run_id", "student_id", name=op.f("uq_proposal_run_id_student_id")),
    )
    op.create_index("ix_proposal_run_slot", "proposal", ["run_id", "slot_id"], unique=False)
    op.create_index(op.f("ix_proposal_student_id"), "proposal", ["student_id"], unique=False)
    lock("wish_submission")
    lock("lottery_number")
    lock("match_run")
    lock("proposal")


def downgrade() -> None:
    unlock("wish_submission")
    unlock("lottery_number")
    unlock("match_run")
    unlock("proposal")
    op.drop_table("proposal")
    op.drop_table("match_run")
    op.drop_table("lottery_number")
    op.drop_table("pre_assignment")
    op.drop_table("wish_submission")
    op.drop_table("wish_list")
    op.drop_table("round_cohort")
    op.drop_table("match_round")
