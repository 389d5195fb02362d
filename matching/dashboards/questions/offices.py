"""Matters of the whole city: one wherever somebody holds the role, counted once for all of them."""

from typing import Any

from sqlalchemy import Select, func, select

from matching.access.roles import Role
from matching.dashboards.questions.asking import Whom, told_to
from matching.matters.enums import MatterKind
from matching.messages.queries import is_to_look_after
from matching.organisations.models import Membership
from matching.outbox.models import OutboxLetter


def to_offices(
    role: Role, kind: MatterKind, whom: Whom, counted: Any, *, detail: Any = "", day: Any = None
) -> Select[Any]:
    """Of what was `counted` in a subquery with a column `n`, unless that is nought."""
    offices = (
        select(Membership.organisation_id)
        .where(
            Membership.role == role,
            Membership.ended_at.is_(None),
            whom.works_at(Membership.organisation_id, role),
        )
        .distinct()
        .subquery()
    )
    columns = told_to(
        kind,
        role=role,
        at=offices.c.organisation_id,
        counts=(counted.c.n, 0, 0),
        detail=detail,
        due=(None, day),
    )
    return select(*columns).select_from(offices.join(counted, counted.c.n > 0))


def of_city() -> Any:
    """How many messages to look after, whoever they were for."""
    return select(func.count().label("n")).select_from(OutboxLetter).where(is_to_look_after()).subquery()
