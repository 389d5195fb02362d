"""What must always hold. Each invariant is one question, and all is well while its answer is nobody.

A room states its own in `invariants.py`, with the numbers of the design (reliability.md, section 4). They are
asked every night, by `flask check-invariants`, and those of a round once more before it is published.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import CompoundSelect, Select, select
from sqlalchemy.orm import Session

MOST_WITNESSES = 20  # enough to begin looking; a broken table would fill pages

Witness = Mapping[str, Any]
"""Which row shows it: names of columns and ids, never anything personal."""

Question = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


@dataclass(frozen=True)
class Invariant:
    """A sentence, and who would prove it wrong.

    `query` answers rows of ids. `look` is for what no query sees: a seal, a hash, a chain. One `of_a_round`
    has a column `round_id` in its query and holds inside the transaction that publishes, too.
    """

    id: str
    sentence: str
    query: Callable[[], Question] | None = None
    look: Callable[[Session], Iterable[Witness]] | None = None
    of_a_round: bool = False

    def witnesses(self, session: Session, *, round_id: int | None = None) -> list[Witness]:
        """The first who prove it wrong, in this round or anywhere."""
        found: list[Witness] = []
        if self.query is not None:
            rows = self.query().subquery()
            question = select(rows) if round_id is None else select(rows).where(rows.c.round_id == round_id)
            found += [dict(row) for row in session.execute(question.limit(MOST_WITNESSES)).mappings()]
        if self.look is not None and round_id is None:
            found += islice(self.look(session), MOST_WITNESSES)
        return found


def first_broken(invariants: Iterable[Invariant], session: Session, *, round_id: int) -> Invariant | None:
    """The first that does not hold for this round, of those that can be asked of one."""
    return next(
        (one for one in invariants if one.of_a_round and one.witnesses(session, round_id=round_id)), None
    )
