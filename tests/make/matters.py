"""Matters as rows, brought in line with live data by the real keeper."""

from sqlalchemy import select

from matching.db import apart
from matching.digests.tasks import keep_matters
from matching.matters.enums import MatterKind
from matching.matters.models import Matter
from tests.make import acting


def kept() -> set[MatterKind]:
    """The keeper came by; the kinds of everything that waits for somebody now."""
    with acting():
        keep_matters()
    return {row.kind for row in rows(open=True)}


def rows(*, open: bool = False) -> list[Matter]:  # reads as the situation does
    """Every row, or those that stand open."""
    query = select(Matter).order_by(Matter.id)
    with acting(), apart("read") as session:
        return list(session.scalars(query.where(Matter.resolved_at.is_(None)) if open else query))
