"""Matches asked for, confirmed and answered by the real actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import select

from matching.db import db
from matching.placements import actions
from matching.placements.enums import Answer, PlacementState
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.models import MatchRound
from tests.cast import Person, person
from tests.make import acting
from tests.make.cohorts import MadeCohort, a_cohort, a_row
from tests.make.rounds import MadeRound, MadeRun, a_round, a_run, after_the_deadline
from tests.make.slots import CNC, a_slot
from tests.make.wishes import wishes_of

Lists = Sequence[Sequence[int]]

SAME_POST_STAFF = 400  # enough for the shares of interns the law allows
BEST_SCORE, STEP = 95, 2  # of the first student, and how much less each of the next has

_numbers = count(50_001)  # far from those of `tests.make.cohorts`


@dataclass(frozen=True)
class Market:
    """Students, slots, a round with their lists, and its run: nothing is published."""

    round: MadeRound
    run: MadeRun
    cohort: MadeCohort
    students: tuple[int, ...]
    slots: tuple[int, ...]

    @property
    def id(self) -> int:
        """Of the round."""
        return self.round.id


@dataclass(frozen=True)
class MadePlacement:
    """One placement as it stands."""

    id: int
    student_id: int
    slot_id: int
    wish: int | None
    state: PlacementState
    consent_text: str | None
    answered_by_id: int | None
    note: str


def a_market(
    *,
    of: Person,
    at: Person,
    lists: Lists = ((0, 1), (0,), (0, 1), ()),
    seats: Sequence[int] = (1, 1),
    scores: Sequence[float] | None = None,
    **changes: Any,
) -> Market:
    """A computed round. `lists` are wishes by the number of the slot; one slot for each of `seats`.

    Everybody lives and studies alike, so the school score decides: the first student comes first, unless
    `scores` (points) say otherwise. By default one gets the first wish, one is left without a place, one
    falls to the second wish, and one submitted nothing. `changes` are terms of the round.
    """
    scores = scores or [max(BEST_SCORE - STEP * place, 0) for place in range(len(lists))]
    rows = [a_row(next(_numbers), school_score=f"{score:g}") for score in scores]
    cohort = a_cohort(of=of, major=CNC, rows=rows)
    slots = tuple(
        a_slot(of=at, title=f"数控岗位{number}", seats=count, same_post_staff=SAME_POST_STAFF)
        for number, count in enumerate(seats, start=1)
    )
    match_round = a_round(cohorts=[cohort], **changes)
    for student, wishes in zip(cohort.students, lists, strict=True):
        if wishes:
            wishes_of(student, match_round, [slots[number] for number in wishes])
    return Market(match_round, a_run(match_round), cohort, cohort.students, slots)


def a_published_round(*, of: Person, at: Person, **market: Any) -> Market:
    """The same, asked for by Bao and confirmed by Bing."""
    made = a_market(of=of, at=at, **market)
    publish(made)
    return made


def asked(market: Market, *, by: str = "bao") -> int:
    """An officer asked for the publication; the id of the request."""
    with after_the_deadline(market.round), acting():
        match_round = db.session.get_one(MatchRound, market.id)
        return actions.ask(match_round, note="", by=person(by).viewer).id


def confirmed(request_id: int, market: Market, *, by: str = "bing") -> None:
    """An officer confirmed it."""
    with after_the_deadline(market.round), acting():
        request = db.session.get_one(PublicationRequest, request_id)
        actions.confirm(request, by=person(by).viewer)


def publish(market: Market) -> None:
    """Two officers, one after the other."""
    confirmed(asked(market), market)


def answered(market: Market, student: int, word: Answer, *, by: Person) -> None:
    """The student answered."""
    with acting():
        actions.answer(_placement(market.id, student), word=word, by=by.viewer)


def placements_of(market: Market) -> dict[int, MadePlacement]:
    """Every placement of the round by student."""
    with acting():
        rows = db.session.scalars(select(Placement).where(Placement.round_id == market.id))
        return {
            row.student_id: MadePlacement(
                row.id,
                row.student_id,
                row.slot_id,
                row.wish,
                row.state,
                row.consent_text,
                row.answered_by_id,
                row.answer_note,
            )
            for row in rows
        }


def _placement(round_id: int, student_id: int) -> Placement:
    return db.session.scalars(
        select(Placement).where(Placement.round_id == round_id, Placement.student_id == student_id)
    ).one()
