"""Cohorts, students, class lists."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("major_code", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("entry_year", sa.Integer(), nullable=False),
        sa.Column("internship_from", sa.Date(), nullable=False),
        sa.Column("internship_until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("internship_from < internship_until", name=op.f("ck_cohort_window_in_order")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_cohort_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("id", "school_id", name=op.f("uq_cohort_id_school_id")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_cohort_school_id_name")),
    )
    op.create_table(
        "student",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("student_number", sa.Text(), nullable=False),
        sa.Column("class_name", sa.Text(), nullable=False),
        sa.Column("entry_year", sa.Integer(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("id_number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_index", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("home_county", sa.Text(), nullable=False),
        sa.Column("school_score", sa.Integer(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_student_withdrawn_iff_withdrawn"),
        ),
        sa.CheckConstraint(
            "(phone_sealed IS NULL) = (phone_index IS NULL)", name=op.f("ck_student_phone_pair")
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name=op.f("ck_student_withdrawn_pair")
        ),
        sa.CheckConstraint("school_score BETWEEN 0 AND 1000", name=op.f("ck_student_score_in_range")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_student_account_id_account")),
        sa.ForeignKeyConstraint(
            ["cohort_id", "school_id"],
            ["cohort.id", "cohort.school_id"],
            name=op.f("fk_student_cohort_id_cohort"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_student_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student")),
        sa.UniqueConstraint("account_id", name=op.f("uq_student_account_id")),
        sa.UniqueConstraint("id", "school_id", name=op.f("uq_student_id_school_id")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_student_pseudonym")),
        sa.UniqueConstraint("row_key", name=op.f("uq_student_row_key")),
        sa.UniqueConstraint("school_id", "student_number", name=op.f("uq_student_school_id_student_number")),
    )
    op.create_index(
        "ix_student_cohort", "student", ["cohort_id", "class_name", "student_number"], unique=False
    )
    op.create_index(op.f("ix_student_phone_index"), "student", ["phone_index"], unique=False)
    op.create_index(
        "uq_student_id_number_enrolled",
        "student",
        ["id_number_index"],
        unique=True,
        sqlite_where=sa.text("state = 'enrolled'"),
        postgresql_where=sa.text("state = 'enrolled'"),
    )
    op.create_table(
        "roster_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("contents_index", sa.LargeBinary(), nullable=False),
        sa.Column("sheet_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'checked') = (decided_at IS NULL)", name=op.f("ck_roster_upload_decided_iff_decided")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_roster_upload_decided_pair")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id", "school_id"],
            ["cohort.id", "cohort.school_id"],
            name=op.f("fk_roster_upload_cohort_id_cohort"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_roster_upload_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_upload")),
    )
    op.create_index(
        "uq_roster_upload_undecided",
        "roster_upload",
        ["cohort_id", "contents_index"],
        unique=True,
        sqlite_where=sa.text("state = 'checked'"),
        postgresql_where=sa.text("state = 'checked'"),
    )


def downgrade() -> None:
    op.drop_table("roster_upload")
    op.drop_table("student")
    op.drop_table("cohort")
