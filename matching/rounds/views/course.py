"""How far a round is: how many take part, and what they may choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.cohorts.models import Student
from matching.db import db
from matching.law.book import Book
from matching.rounds import queries
from matching.rounds.assembly import Choices, with_few_slots
from matching.rounds.enums import FEWEST_SLOTS, RoundState
from matching.rounds.models import MatchRound
from matching.slots.assembly import facts_of


@dataclass(frozen=True, kw_only=True)
class Size:
    """How many take part of the schools the reader may see."""

    cohorts: int = 0
    students: int = 0
    submitted: int = 0
    saved: int = 0


@dataclass(frozen=True, kw_only=True)
class Supply:
    """What there is to choose from, and how many students have too little of it."""

    slots: int
    seats: int
    with_few: int


def size_of(match_round: MatchRound, within: frozenset[int]) -> Size:
    """Counted now."""
    return sizes([match_round], within)[match_round.id]


def sizes(rounds: list[MatchRound], within: frozenset[int]) -> dict[int, Size]:
    """The same for several rounds in one statement."""
    counted = {
        round_id: Size(cohorts=cohorts, students=students, submitted=submitted, saved=saved)
        for round_id, cohorts, students, submitted, saved in db.session.execute(
            queries.sizes_of([one.id for one in rounds], within)
        )
    }
    return {one.id: counted.get(one.id, Size()) for one in rounds}


def supply_of(match_round: MatchRound) -> Supply:
    """Slots, seats, and students for whom fewer than three slots are lawful."""
    slots = list(db.session.scalars(queries.slots_of(match_round)))
    kinds = db.session.execute(queries.kinds_of_students(match_round.id))
    few = with_few_slots(
        [(row[0], row[1], row[2], row[3], row[4]) for row in kinds],
        [facts_of(slot) for slot in slots],
        fewer_than=FEWEST_SLOTS,
        book=Book.default(),
    )
    return Supply(slots=len(slots), seats=sum(slot.seats for slot in slots), with_few=few)


def beside(match_round: MatchRound) -> str | None:
    """The name of another round that gives out slots of the same days; asked only before the opening."""
    if match_round.state is not RoundState.PREPARING:
        return None
    other = db.session.scalars(queries.sharing_days_with(match_round)).first()
    return other.name if other else None


def has_run(match_round: MatchRound) -> bool:
    """Whether a match has been computed."""
    return db.session.scalar(queries.a_run_of(match_round.id)) is not None


def choices(match_round: MatchRound, students: Iterable[Student]) -> dict[int, int]:
    """How many slots of the round each of these students may take."""
    slots = [facts_of(slot) for slot in db.session.scalars(queries.slots_of(match_round))]
    there = Choices(slots, enough=len(slots), book=Book.default())
    return {
        one.id: there.of(one.born_on, one.sex, one.entry_year, one.cohort.major_code).slots
        for one in students
    }
