"""Addresses for messages, and what people chose."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id_account"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("not_working_at", sa.DateTime(), nullable=True),
        _account("contact"),
        sa.PrimaryKeyConstraint("account_id", "channel", name=op.f("pk_contact")),
        sa.UniqueConstraint("row_key", name=op.f("uq_contact_row_key")),
    )
    op.create_table(
        "contact_claim",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("row_key", sa.LargeBinary(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("code_digest", sa.LargeBinary(), nullable=True),
        sa.Column("code_expires_at", sa.DateTime(), nullable=True),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(code_digest IS NULL) = (code_expires_at IS NULL)", name=op.f("ck_contact_claim_code_pair")
        ),
        sa.CheckConstraint(
            "(state = 'asked') = (code_digest IS NULL)", name=op.f("ck_contact_claim_coded_iff_code")
        ),
        _account("contact_claim"),
        sa.PrimaryKeyConstraint("account_id", "channel", name=op.f("pk_contact_claim")),
        sa.UniqueConstraint("row_key", name=op.f("uq_contact_claim_row_key")),
    )
    op.create_table(
        "code_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("address_index", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _account("code_request"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_request")),
    )
    op.create_index(op.f("ix_code_request_account_id"), "code_request", ["account_id"], unique=False)
    op.create_index(op.f("ix_code_request_address_index"), "code_request", ["address_index"], unique=False)
    op.create_table(
        "message_choice",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        _account("message_choice"),
        sa.PrimaryKeyConstraint("account_id", "topic", "channel", name=op.f("pk_message_choice")),
    )
    op.create_table(
        "message_language",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        _account("message_language"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_message_language")),
    )


def downgrade() -> None:
    for table in ("message_language", "message_choice", "code_request", "contact_claim", "contact"):
        op.drop_table(table)
