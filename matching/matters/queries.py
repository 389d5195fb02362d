"""Rows of matters."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select

from matching.matters.enums import OF_STUDENTS, PRESSING, TOLD_BY_THE_DEED, MatterKind, Urgency
from matching.matters.models import Matter


def open_rows() -> Select[int, str, int, MatterKind, int, int, Urgency, datetime | None, datetime | None]:
    """The columns of `keeping.Row` of everything that waits."""
    return (
        select(
            Matter.id,
            Matter.audience,
            Matter.audience_id,
            Matter.kind,
            Matter.subject_id,
            Matter.n,
            Matter.urgency,
            Matter.due_at,
            Matter.told_at,
        )
        .where(Matter.resolved_at.is_(None))
        .order_by(Matter.id)
    )


def untold_since(moment: datetime) -> Select[int]:
    """Ids of pressing matters that came up since then and stood in no letter yet."""
    return (
        select(Matter.id)
        .where(
            Matter.resolved_at.is_(None),
            Matter.told_at.is_(None),
            Matter.raised_at >= moment,
            Matter.urgency.in_(PRESSING),
            Matter.kind.not_in(OF_STUDENTS | TOLD_BY_THE_DEED),
        )
        .order_by(Matter.id)
    )


def is_row_of(audience: object, audience_id: object, kind: object, subject_id: object) -> ColumnElement[bool]:
    """Whether a row is the open one of a matter with these marks."""
    return and_(
        Matter.resolved_at.is_(None),
        Matter.audience == audience,
        Matter.audience_id == audience_id,
        Matter.kind == kind,
        Matter.subject_id == subject_id,
    )
