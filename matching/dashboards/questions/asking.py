"""How a question about matters is asked: of everybody at once or of one person; answers have one shape.

A question is built once, for building takes longer than asking; who and when are filled in as it is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Integer, Select, Text, bindparam, cast, false, literal, null, true, type_coerce
from sqlalchemy.sql.elements import ColumnElement

from matching.access.roles import Role
from matching.db import Moment, on_sending
from matching.kernel import clock
from matching.matters.enums import ACCOUNT, NOTHING, MatterKind

Column = ColumnElement[Any]

NOW = on_sending(clock.now, Moment())
TODAY = on_sending(clock.today, Date())


@dataclass(frozen=True)
class Whom:
    """Whose matters are asked for: everybody's, or those of one person, `me`, with a role `here`."""

    role: Role | None = None

    def works_at(self, organisation_id: Any, role: Role) -> Column:
        """Whether the person wears this hat there."""
        if self.role is None:
            return true()
        there: Column = organisation_id == bindparam("here", type_=Integer())
        return there if self.role is role else false()

    def is_(self, account_id: Any) -> Column:
        """Whether this account is the person's."""
        if self.role is None:
            return true()
        mine: Column = account_id == bindparam("me", type_=Integer())
        return mine


Question = Callable[[Whom], Select[Any]]


def told_to(
    kind: MatterKind,
    *,
    role: Role | None = None,
    at: Any,
    subject: Any = NOTHING,
    name: Any = "",
    counts: tuple[Any, Any, Any] = (0, 0, 0),
    detail: Any = "",
    due: tuple[Any, Any] = (None, None),
) -> tuple[Column, ...]:
    """The columns of an answer: to everybody with a role at these organisations, or to these accounts.

    `counts` are n, of and more; `due` a moment and a day.
    """
    n, of, more = counts
    until, day = due
    return (
        literal(kind.value, Text()).label("kind"),
        literal(role.value if role else ACCOUNT, Text()).label("audience"),
        _typed(at, Integer()).label("audience_id"),
        _typed(subject, Integer()).label("subject_id"),
        _typed(name, Text()).label("name"),
        _typed(n, Integer()).label("n"),
        _typed(of, Integer()).label("of"),
        _typed(more, Integer()).label("more"),
        _typed(detail, Text()).label("detail"),
        _typed(until, Moment()).label("until"),
        _typed(day, Date()).label("day"),
    )


def _typed(value: Any, kind: Any) -> Column:
    """A column as it is; a value, or nothing, with its type: all answers are laid one upon the other."""
    if value is None:
        return cast(null(), kind)
    if isinstance(value, int | str | date | datetime):
        return literal(value, kind)
    return type_coerce(value, kind)
