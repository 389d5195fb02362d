"""Everything a page about one student's wishes in one round says, read at one moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from matching.cohorts.models import Student
from matching.db import db, one
from matching.engine.deferred_acceptance import GUARANTEES
from matching.rounds.enums import FEW_WISHES, ListState, RoundState
from matching.rounds.models import MatchRound, WishList, WishSubmission
from matching.rounds.rules import is_submitted
from matching.wishes import queries, rules
from matching.wishes.assembly.desk import Desk, chosen_of, desk_of

Submissions = tuple[WishSubmission, ...]


@dataclass(frozen=True)
class Sheet:
    """A student's list, what of it counts, and what may be done with it now."""

    match_round: MatchRound
    student: Student
    wishes: WishList | None
    submissions: Submissions  # the latest first: it counts
    desk: Desk
    why_not_change: str | None
    now: datetime

    @property
    def submission(self) -> WishSubmission | None:
        """The one that counts."""
        return self.submissions[0] if self.submissions else None

    @property
    def is_open(self) -> bool:
        """Whether it can be changed."""
        return self.why_not_change is None

    @property
    def is_locked(self) -> bool:
        """Whether what is submitted is what counts for good."""
        return self.match_round.state is not RoundState.COLLECTING or self.match_round.closes_at <= self.now

    @property
    def state(self) -> ListState:
        """Where the list stands."""
        return rules.state_of(self.wishes, locked=self.is_locked)

    @property
    def order(self) -> list[int]:
        """The slots chosen, best first."""
        return list(self.wishes.order) if self.wishes else []

    @property
    def version(self) -> int:
        """What a page must have seen to submit or to undo."""
        return self.wishes.version if self.wishes else 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to go back."""
        return rules.why_not_undo(self.wishes, self.version) is None

    @property
    def why_not_add(self) -> str | None:
        """Full lists take no more."""
        return rules.why_not_add(self.order, self.match_round.wish_limit)

    @property
    def why_not_submit(self) -> str | None:
        """What stands between this list and a receipt."""
        return self.why_not_change or rules.why_not_submit(
            self.wishes, len(self.desk.valid), self.match_round.wish_limit
        )

    @property
    def is_short(self) -> bool:
        """So few wishes that ending without a place is more likely: said, never enforced."""
        return len(self.desk.valid) < FEW_WISHES

    @property
    def has_unsubmitted(self) -> bool:
        """Whether something was moved after the submission that counts."""
        return self.wishes is not None and self.submission is not None and not is_submitted(self.wishes)

    @property
    def is_waiting(self) -> bool:
        """Whether results are still to come."""
        return self.match_round.state in (RoundState.COLLECTING, RoundState.LOCKED)

    @property
    def truth_pays(self) -> bool:
        """Whether the mechanism promises that no order but the true one gains anything."""
        return GUARANTEES.truthful


def sheet_of(match_round: MatchRound, student: Student, *, now: datetime) -> Sheet:
    """The list, and every other slot of the round beside it."""
    return _sheet(
        match_round, student, now=now, lay=lambda saved, _sent: desk_of(match_round, student, saved)
    )


def list_of(match_round: MatchRound, student: Student, *, now: datetime) -> Sheet:
    """Only the list as it is saved."""
    return _sheet(
        match_round, student, now=now, lay=lambda saved, _sent: chosen_of(match_round, student, saved)
    )


def submitted_of(
    match_round: MatchRound, student: Student, *, now: datetime, number: int | None = None
) -> Sheet:
    """What was submitted lies on the desk: the one with this number, otherwise the one that counts."""

    def lay(_saved: list[int], sent: Submissions) -> Desk:
        orders = [one.order for one in sent if number in (None, one.number)]
        return chosen_of(match_round, student, orders[0] if orders else [])

    return _sheet(match_round, student, now=now, lay=lay)


def _sheet(
    match_round: MatchRound,
    student: Student,
    *,
    now: datetime,
    lay: Callable[[list[int], Submissions], Desk],
) -> Sheet:
    wishes = one(queries.list_of(match_round.id, student.id))
    sent = tuple(db.session.scalars(queries.submissions_of(match_round.id, student.id)))
    return Sheet(
        match_round=match_round,
        student=student,
        wishes=wishes,
        submissions=sent,
        desk=lay(list(wishes.order) if wishes else [], sent),
        why_not_change=rules.why_not_change(match_round, now),
        now=now,
    )
