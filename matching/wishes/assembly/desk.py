"""All slots of a round as one student meets them: chosen, still to choose from, and barred with the reason.

One pass: every slot is judged by the law and given its points once, without a question to the database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.cohorts.models import Student
from matching.db import db
from matching.law.book import Book
from matching.law.finding import Finding, blocking
from matching.rounds.assembly import Score, applicant, findings, score, student_facts
from matching.rounds.models import MatchRound
from matching.rounds.queries import slots_of
from matching.slots.enums import SlotState
from matching.slots.models import Slot
from matching.wishes import queries
from matching.wishes.enums import KEY, Barred


@dataclass(frozen=True)
class Choice:
    """One slot for one student. `points` are tenths, as the round weighs them."""

    slot: Slot
    points: Score
    findings: tuple[Finding, ...]
    barred: Barred | None

    @property
    def key(self) -> str:
        """What its buttons and its place on the page are called."""
        return f"{KEY}{self.slot.id}"


@dataclass(frozen=True)
class Desk:
    """What lies before the student: the chosen in their order, the pool best fitting first, the barred."""

    chosen: tuple[Choice, ...]
    pool: tuple[Choice, ...]
    barred: tuple[Choice, ...]

    @property
    def valid(self) -> tuple[Choice, ...]:
        """Those of the chosen that can be submitted."""
        return tuple(choice for choice in self.chosen if choice.barred is None)

    @property
    def left_out(self) -> tuple[Choice, ...]:
        """Those of the chosen that cannot: kept on the list, never submitted."""
        return tuple(choice for choice in self.chosen if choice.barred is not None)

    def choice(self, slot_id: int) -> Choice | None:
        """One slot, wherever it lies."""
        return next((c for c in (*self.chosen, *self.pool, *self.barred) if c.slot.id == slot_id), None)


def desk_of(match_round: MatchRound, student: Student, order: Sequence[int]) -> Desk:
    """Read the round's slots and lay them out; two questions to the database, four at most."""
    offered = list(db.session.scalars(slots_of(match_round)).unique())
    return _with_others(match_round, student, order, offered=offered)


def chosen_of(match_round: MatchRound, student: Student, order: Sequence[int]) -> Desk:
    """The same without the pool: only these slots are read and judged."""
    query = slots_of(match_round).where(Slot.id.in_(list(order)))
    return _with_others(match_round, student, order, offered=list(db.session.scalars(query).unique()))


def _with_others(
    match_round: MatchRound, student: Student, order: Sequence[int], *, offered: list[Slot]
) -> Desk:
    missing = set(order) - {slot.id for slot in offered}
    others = list(db.session.scalars(queries.slots_numbered(missing)).unique()) if missing else []
    return laid_out(match_round, student, order, offered=offered, others=others)


def laid_out(
    match_round: MatchRound,
    student: Student,
    order: Sequence[int],
    *,
    offered: Iterable[Slot],
    others: Iterable[Slot] = (),
) -> Desk:
    """Lay out slots already read: those the round offers, and those on the list that it offers no more."""
    meet = _Meeting(match_round, student)
    choices = [meet(slot, is_offered=True) for slot in offered]
    choices += [meet(slot, is_offered=False) for slot in others]
    known = {choice.slot.id: choice for choice in choices}
    on_the_list = set(order)
    rest = [choice for choice in choices if choice.slot.id not in on_the_list]
    return Desk(
        chosen=tuple(known[slot_id] for slot_id in order if slot_id in known),
        pool=tuple(sorted((c for c in rest if c.barred is None), key=_best_first)),
        barred=tuple(c for c in rest if c.barred is not None),
    )


class _Meeting:
    """One student before many slots: what is known of the student is read once."""

    def __init__(self, match_round: MatchRound, student: Student) -> None:
        self._round, self._book = match_round, Book.default()
        self._facts, self._applicant = student_facts(student), applicant(student)

    def __call__(self, slot: Slot, *, is_offered: bool) -> Choice:
        found = tuple(findings(self._facts, slot, book=self._book))
        points = score(self._applicant, slot, self._round)
        return Choice(slot, points, found, _barred(slot, found, is_offered=is_offered))


def _barred(slot: Slot, found: tuple[Finding, ...], *, is_offered: bool) -> Barred | None:
    if slot.state is not SlotState.OPEN:
        return Barred.WITHDRAWN
    if not is_offered:
        return Barred.OUTSIDE
    return Barred.RULE if blocking(found) else None


def _best_first(choice: Choice) -> tuple[int, int]:
    return -choice.points.total, choice.slot.id
