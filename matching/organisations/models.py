"""Organisations and memberships."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matching.access.roles import Role
from matching.access.viewer import OrganisationKind
from matching.accounts.models import Account
from matching.db import Base, together


class Organisation(Base):
    """A school, an enterprise, or the bureau itself."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("on_post_staff >= 0", name="staff_not_negative"),
        CheckConstraint("(kind = 'school') = (code <> '')", name="code_iff_school"),
        Index(
            "uq_organisation_code",
            "code",
            unique=True,
            sqlite_where=text("code <> ''"),
            postgresql_where=text("code <> ''"),
        ),
        Index("ix_organisation_kind_name", "kind", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind]
    name: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str] = mapped_column(default="")
    county: Mapped[str]
    social_credit_code: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    introduction: Mapped[str] = mapped_column(default="")
    on_post_staff: Mapped[int] = mapped_column(default=0)
    designated_size: Mapped[bool] = mapped_column(default=False)  # an enterprise 规模以上
    integration: Mapped[bool] = mapped_column(default=False)  # 产教融合型
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Membership(Base):
    """A person's role in an organisation, from one day until it was ended."""

    __tablename__ = "membership"
    __table_args__ = (
        together("ended_at", "ended_by_id", name="ended_pair"),
        Index("ix_membership_account_id", "account_id"),
        Index("ix_membership_organisation_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None]
    worn_at: Mapped[datetime | None]  # when its owner last chose this hat among several

    account: Mapped[Account] = relationship()
    organisation: Mapped[Organisation] = relationship()
