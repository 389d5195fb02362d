"""How far the students of some schools are in their rounds: two statements for all rounds together."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.db import db
from matching.placements.queries import tally_of_rounds
from matching.rounds.queries import sizes_of

NONE = (0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of one round. What follows a publication is nought before it."""

    students: int = 0
    submitted: int = 0
    saved: int = 0  # only saved: these lists do not count yet
    matched: int = 0  # students of the published run
    placed: int = 0
    unanswered: int = 0

    @property
    def unplaced(self) -> int:
        """Students the published run found no place for."""
        return self.matched - self.placed


def counts_of(round_ids: Sequence[int], within: frozenset[int]) -> dict[int, Counts]:
    """By round; every round asked for is there."""
    if not round_ids:
        return {}
    sizes = {
        round_id: (students, submitted, saved)
        for round_id, _cohorts, students, submitted, saved in db.session.execute(sizes_of(round_ids, within))
    }
    tally = {
        round_id: (matched, placed, unanswered)
        for round_id, matched, placed, unanswered, _accepted, _declined, _lapsed in db.session.execute(
            tally_of_rounds(list(round_ids), within)
        )
    }
    return {
        round_id: _counts(*sizes.get(round_id, NONE), *tally.get(round_id, NONE)) for round_id in round_ids
    }


def _counts(*numbers: int) -> Counts:
    students, submitted, saved, matched, placed, unanswered = numbers
    return Counts(
        students=students,
        submitted=submitted,
        saved=saved,
        matched=matched,
        placed=placed,
        unanswered=unanswered,
    )
