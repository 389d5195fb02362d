"""Teachers, and everything of their practice: posts, sign-ups, days, reports, records, allocations, files."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("contents_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("row_key", name=op.f("uq_stored_file_row_key")),
    )
    op.create_table(
        "practice_allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bureau_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ranking_until", sa.DateTime(), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("seed_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seed_commitment", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "collecting",
                "computed",
                "asked",
                "published",
                "cancelled",
                name="allocationstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(), nullable=True),
        sa.Column("computed_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("cancelled_by_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_why", sa.Text(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_practice_allocation_published_iff_published"),
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_practice_allocation_cancelled_iff_cancelled"),
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by_id IS NULL)",
            name=op.f("ck_practice_allocation_cancelled_pair"),
        ),
        sa.CheckConstraint(
            "(asked_at IS NULL) = (asked_by_id IS NULL)", name=op.f("ck_practice_allocation_asked_pair")
        ),
        sa.CheckConstraint(
            "(computed_at IS NULL) = (computed_by_id IS NULL)",
            name=op.f("ck_practice_allocation_computed_pair"),
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)",
            name=op.f("ck_practice_allocation_published_pair"),
        ),
        sa.CheckConstraint(
            "published_by_id IS NULL OR published_by_id <> asked_by_id",
            name=op.f("ck_practice_allocation_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["bureau_id"], ["organisation.id"], name=op.f("fk_practice_allocation_bureau_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_allocation")),
        sa.UniqueConstraint("name", name=op.f("uq_practice_allocation_name")),
    )
    op.create_table(
        "school_code",
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_school_code_school_id_organisation")
        ),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_school_code")),
        sa.UniqueConstraint("code", name=op.f("uq_school_code_code")),
    )
    op.create_table(
        "teacher",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("specialised", "instructor", "general", name="teacherkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("teaches", sa.Text(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column(
            "skill_level",
            sa.Enum(
                "none",
                "grade_5",
                "grade_4",
                "grade_3",
                "grade_2",
                "grade_1",
                name="skilllevel",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("teaching_since", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_teacher_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teacher")),
        sa.UniqueConstraint("account_id", name=op.f("uq_teacher_account_id")),
    )
    op.create_table(
        "practice_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enterprise_id", sa.Integer(), nullable=False),
        sa.Column("allocation_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("learn", sa.Text(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "visit",
                "training",
                "post",
                "project",
                "other",
                name="practiceform",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("days_week", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("queued", sa.Integer(), nullable=False),
        sa.Column("mentor", sa.Text(), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.Column("safety", sa.Text(), nullable=False),
        sa.Column("allowance_day", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "withdrawn", name="offerstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("fresh_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_practice_offer_withdrawn_iff_withdrawn"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_practice_offer_withdrawn_pair"),
        ),
        sa.CheckConstraint("allowance_day >= 0", name=op.f("ck_practice_offer_allowance_not_negative")),
        sa.CheckConstraint("days_week BETWEEN 1 AND 7", name=op.f("ck_practice_offer_days_in_a_week")),
        sa.CheckConstraint("seats BETWEEN 1 AND 100", name=op.f("ck_practice_offer_seats_in_range")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_practice_offer_dates_in_order")),
        sa.CheckConstraint("taken BETWEEN 0 AND seats", name=op.f("ck_practice_offer_seats_not_overbooked")),
        sa.ForeignKeyConstraint(
            ["allocation_id"],
            ["practice_allocation.id"],
            name=op.f("fk_practice_offer_allocation_id_practice_allocation"),
        ),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["organisation.id"], name=op.f("fk_practice_offer_enterprise_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_offer")),
    )
    op.create_index(op.f("ix_practice_offer_allocation_id"), "practice_offer", ["allocation_id"])
    op.create_index("ix_practice_offer_enterprise_id", "practice_offer", ["enterprise_id"])
    op.create_index("ix_practice_offer_state_starts_on", "practice_offer", ["state", "starts_on"])

    op.create_table(
        "practice_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "earlier",
                "improvement",
                "staff_training",
                "other_service",
                name="recordkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("enterprise_id", sa.Integer(), nullable=True),
        sa.Column("enterprise_name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "certified", "refused", name="recordstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_practice_record_decided_iff_decided")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_practice_record_decided_pair")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_practice_record_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["enterprise_id"], ["organisation.id"], name=op.f("fk_practice_record_enterprise_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_practice_record_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_practice_record_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_record")),
    )
    op.create_index("ix_practice_record_school_id_state", "practice_record", ["school_id", "state"])
    op.create_index("ix_practice_record_teacher_id", "practice_record", ["teacher_id"])

    op.create_table(
        "practice_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_practice_statement_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_statement")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_practice_statement_token_digest")),
    )
    op.create_index(op.f("ix_practice_statement_teacher_id"), "practice_statement", ["teacher_id"])

    op.create_table(
        "recognition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("junior", "intermediate", "senior", name="duallevel", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("recognised_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_for_id", sa.Integer(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_why", sa.Text(), nullable=False),
        sa.CheckConstraint("recognised_on <= valid_until", name=op.f("ck_recognition_dates_in_order")),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by_id IS NULL)",
            name=op.f("ck_recognition_taken_back_pair"),
        ),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_why = '')",
            name=op.f("ck_recognition_taken_back_iff_told_why"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_for_id"], ["organisation.id"], name=op.f("fk_recognition_recorded_for_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_recognition_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
    )
    op.create_index(
        "uq_recognition_standing",
        "recognition",
        ["teacher_id", "level", "recognised_on"],
        unique=True,
        sqlite_where=sa.text("taken_back_at IS NULL"),
        postgresql_where=sa.text("taken_back_at IS NULL"),
    )
    op.create_table(
        "teaching_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("staff_number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("requested", "active", "refused", "left", name="poststate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("left_by_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(state = 'left') = (left_on IS NOT NULL)", name=op.f("ck_teaching_post_left_iff_left")
        ),
        sa.CheckConstraint(
            "(state = 'requested') = (decided_at IS NULL)", name=op.f("ck_teaching_post_decided_iff_decided")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_teaching_post_decided_pair")
        ),
        sa.CheckConstraint(
            "(left_on IS NULL) = (left_by_id IS NULL)", name=op.f("ck_teaching_post_left_pair")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_teaching_post_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_teaching_post_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teaching_post")),
    )
    op.create_index("ix_teaching_post_school_id_state", "teaching_post", ["school_id", "state"])
    op.create_index(op.f("ix_teaching_post_teacher_id"), "teaching_post", ["teacher_id"])
    op.create_index(
        "uq_teaching_post_active",
        "teaching_post",
        ["teacher_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index(
        "uq_teaching_post_staff_number",
        "teaching_post",
        ["school_id", "staff_number"],
        unique=True,
        sqlite_where=sa.text("state = 'active' AND staff_number <> ''"),
        postgresql_where=sa.text("state = 'active' AND staff_number <> ''"),
    )

    op.create_table(
        "practice_offer_subject",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["practice_offer.id"],
            name=op.f("fk_practice_offer_subject_offer_id_practice_offer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("offer_id", "subject", name=op.f("pk_practice_offer_subject")),
    )
    op.create_index("ix_practice_offer_subject_subject", "practice_offer_subject", ["subject"])

    op.create_table(
        "practice_preference",
        sa.Column("allocation_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("ranked_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("rank BETWEEN 1 AND 10", name=op.f("ck_practice_preference_rank_in_range")),
        sa.ForeignKeyConstraint(
            ["allocation_id"],
            ["practice_allocation.id"],
            name=op.f("fk_practice_preference_allocation_id_practice_allocation"),
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["practice_offer.id"], name=op.f("fk_practice_preference_offer_id_practice_offer")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_practice_preference_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint(
            "allocation_id", "teacher_id", "offer_id", name=op.f("pk_practice_preference")
        ),
        sa.UniqueConstraint(
            "allocation_id",
            "teacher_id",
            "rank",
            name=op.f("uq_practice_preference_allocation_id_teacher_id_rank"),
        ),
    )
    op.create_table(
        "practice_sign_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "approved",
                "accepted",
                "waiting",
                "offered",
                "refused",
                "withdrawn",
                "lapsed",
                "certified",
                name="signupstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column(
            "timetable",
            sa.Enum("free", "moved", name="timetable", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("timetable_note", sa.Text(), nullable=False),
        sa.Column("department_agrees", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("queue_number", sa.Integer(), nullable=True),
        sa.Column("offered_until", sa.DateTime(), nullable=True),
        sa.Column("allocated", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("moved_by_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("certified_at", sa.DateTime(), nullable=True),
        sa.Column("certified_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'certified') = (certified_at IS NOT NULL)",
            name=op.f("ck_practice_sign_up_certified_iff_certified"),
        ),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)",
            name=op.f("ck_practice_sign_up_offer_iff_offered"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (queue_number IS NOT NULL)",
            name=op.f("ck_practice_sign_up_queue_iff_waiting"),
        ),
        sa.CheckConstraint(
            "(timetable = 'moved') = (timetable_note <> '')",
            name=op.f("ck_practice_sign_up_moved_lessons_are_told"),
        ),
        sa.CheckConstraint(
            "(certified_at IS NULL) = (certified_by_id IS NULL)",
            name=op.f("ck_practice_sign_up_certified_pair"),
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["practice_offer.id"], name=op.f("fk_practice_sign_up_offer_id_practice_offer")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["organisation.id"], name=op.f("fk_practice_sign_up_school_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["teacher.id"], name=op.f("fk_practice_sign_up_teacher_id_teacher")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_sign_up")),
    )
    op.create_index("ix_practice_sign_up_school_id_state", "practice_sign_up", ["school_id", "state"])
    op.create_index("ix_practice_sign_up_teacher_id", "practice_sign_up", ["teacher_id"])
    op.create_index(
        "uq_practice_sign_up_alive",
        "practice_sign_up",
        ["offer_id", "teacher_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('refused', 'withdrawn', 'lapsed')"),
        postgresql_where=sa.text("state NOT IN ('refused', 'withdrawn', 'lapsed')"),
    )

    op.create_table(
        "practice_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "source", sa.Enum("qr", "hand", name="daysource", native_enum=False, length=40), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "entered",
                "confirmed",
                "certified",
                "refused",
                "removed",
                name="daystate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sign_up_id"], ["practice_sign_up.id"], name=op.f("fk_practice_day_sign_up_id_practice_sign_up")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_day")),
        sa.UniqueConstraint("sign_up_id", "day", name=op.f("uq_practice_day_sign_up_id_day")),
    )
    op.create_table(
        "practice_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "handed_in", "returned", "accepted", name="reportstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("teaching", sa.Text(), nullable=False),
        sa.Column("improvement", sa.Text(), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=False),
        sa.Column("worth_confirmed", sa.Integer(), nullable=True),
        sa.Column("worth_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("worth_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(worth_confirmed_at IS NULL) = (worth_confirmed_by_id IS NULL)",
            name=op.f("ck_practice_report_worth_pair"),
        ),
        sa.CheckConstraint("worth >= 0", name=op.f("ck_practice_report_worth_not_negative")),
        sa.ForeignKeyConstraint(
            ["sign_up_id"],
            ["practice_sign_up.id"],
            name=op.f("fk_practice_report_sign_up_id_practice_sign_up"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_report")),
        sa.UniqueConstraint("sign_up_id", name=op.f("uq_practice_report_sign_up_id")),
    )
    op.create_table(
        "practice_day_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "entered",
                "confirmed",
                "certified",
                "refused",
                "removed",
                name="daystate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["practice_day.id"], name=op.f("fk_practice_day_change_day_id_practice_day")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_day_change")),
    )
    op.create_index(op.f("ix_practice_day_change_day_id"), "practice_day_change", ["day_id"])

    op.create_table(
        "practice_report_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_practice_report_photo_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["practice_report.id"],
            name=op.f("fk_practice_report_photo_report_id_practice_report"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_report_photo")),
        sa.UniqueConstraint("file_id", name=op.f("uq_practice_report_photo_file_id")),
    )
    op.create_index(op.f("ix_practice_report_photo_report_id"), "practice_report_photo", ["report_id"])


def downgrade() -> None:
    op.drop_table("practice_report_photo")
    op.drop_table("practice_day_change")
    op.drop_table("practice_report")
    op.drop_table("practice_day")
    op.drop_table("practice_sign_up")
    op.drop_table("practice_preference")
    op.drop_table("practice_offer_subject")
    op.drop_table("teaching_post")
    op.drop_index(
        "uq_recognition_standing",
        table_name="recognition",
        sqlite_where=sa.text("taken_back_at IS NULL"),
        postgresql_where=sa.text("taken_back_at IS NULL"),
    )
    op.drop_table("recognition")
    op.drop_table("practice_statement")
    op.drop_table("practice_record")
    op.drop_table("practice_offer")
    op.drop_table("teacher")
    op.drop_table("school_code")
    op.drop_table("practice_allocation")
    op.drop_table("stored_file")
