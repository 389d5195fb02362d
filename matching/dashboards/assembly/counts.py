"""How far the students of some schools are in their rounds: two statements for all rounds together."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.db import db
from matching.placements.queries import tally_of_rounds
from matching.rounds.queries import sizes_of


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of one round. What follows a publication is nought before it."""

    students: int = 0
    submitted: int = 0
    saved: int = 0  # only saved: these lists do not count yet
    matched: int = 0  # students of the published run
    placed: int = 0
    unanswered: int = 0
    given_up: int = 0  # declined, or not answered in time

    @property
    def in_place(self) -> int:
        """Students who accepted their place, or still may."""
        return self.placed - self.given_up

    @property
    def unplaced(self) -> int:
        """Students without a place now, whatever the reason."""
        return self.matched - self.in_place


def counts_of(round_ids: Sequence[int], within: frozenset[int]) -> dict[int, Counts]:
    """By round; every round asked for is there."""
    if not round_ids:
        return {}
    sizes = {
        round_id: (students, submitted, saved)
        for round_id, _cohorts, students, submitted, saved in db.session.execute(sizes_of(round_ids, within))
    }
    tally = {
        row.round_id: (row.students, row.placed, row.offered, row.declined + row.lapsed)
        for row in db.session.execute(tally_of_rounds(list(round_ids), within))
    }
    return {
        round_id: _counts(*sizes.get(round_id, (0,) * 3), *tally.get(round_id, (0,) * 4))
        for round_id in round_ids
    }


def _counts(*numbers: int) -> Counts:
    students, submitted, saved, matched, placed, unanswered, given_up = numbers
    return Counts(
        students=students,
        submitted=submitted,
        saved=saved,
        matched=matched,
        placed=placed,
        unanswered=unanswered,
        given_up=given_up,
    )
