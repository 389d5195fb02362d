"""Why every student got what they got, wish by wish, in numbers that follow from the instance and the result.

The *competitors* of an opening are the students who weakly prefer it to what they got: those who have it
and those who would rather have it (eligible, not pre-assigned elsewhere). They are ranked as seats are
given out: pre-assigned students first (by lottery number among themselves), then by priority, then by
lottery number. In a stable result the first `seats` of them are exactly those who are in, and the others
wait in that order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Int64s
from matching.engine.instance import Instance
from matching.engine.result import Cutoff, Result


class Reason(StrEnum):
    """What became of one wish."""

    PLACED = "placed"  # this is the place
    OUTRANKED = "outranked"  # every seat went to somebody who comes first there
    INELIGIBLE = "ineligible"  # the rules bar it; it was skipped
    NOT_NEEDED = "not_needed"  # never compared: the student has a wish they prefer, or was pre-assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One wish of one student.

    student      index
    wish         number of the wish, 0 is the first; -1 for a pre-assignment outside the list
    opening      index
    reason       what became of it
    fixed        the student was pre-assigned (to this opening where the reason is placed)
    priority     the student's own at this opening; None outside the list
    seats        of the opening, pre-assigned ones included
    seats_fixed  of these, taken by pre-assigned students
    full         every seat is taken
    cutoff       the last (priority, lottery) let in by comparison; None where not full, or nobody was
    applicants   the number of competitors
    rank         among them, 1 is the first; None where the student is not one (ineligible, not needed)
    ahead        the number of competitors who come before, rank - 1; None as above
    tied         the number of other competitors with the same priority; None as above, and if pre-assigned
    by_lottery   only the lottery kept apart the student and somebody on the other side of the bar
    waiting      rank - seats: the place on the waiting list of one who was outranked, else None
    """

    student: int
    wish: int
    opening: int
    reason: Reason
    fixed: bool
    priority: int | None
    seats: int
    seats_fixed: int
    full: bool
    cutoff: Cutoff | None
    applicants: int
    rank: int | None = None
    ahead: int | None = None
    tied: int | None = None
    by_lottery: bool = False
    waiting: int | None = None


def explain(instance: Instance, result: Result, students: Sequence[int] | None = None) -> list[Row]:
    """Rows for the students asked for (all, in order, by default), each student's wishes best first.

    O(E log E) for E wishes. Every placed student has exactly one row with the reason placed. The result must
    have been certified for this instance: of another one, the numbers would mean nothing.
    """
    table = _Competition(instance, result)
    asked = range(instance.students) if students is None else students
    return [row for student in asked for row in table.rows_of(student)]


class _Bar(NamedTuple):
    """What all competitors of one opening have in common; fields as in `Row`."""

    seats: int
    seats_fixed: int
    full: bool
    cutoff: Cutoff | None
    applicants: int
    first_out: int | None  # the priority of the first competitor left without a seat


class _Competition:
    """The competitors of every opening, ranked once, then looked up student by student.

    ranks, tied  int64[n, L + 1]  by student and number of the wish; the last column, which is also column
                                  -1, is for the place of a pre-assigned student, on the list or not;
                                  rank 0 means no competitor
    """

    def __init__(self, instance: Instance, result: Result) -> None:
        self.instance, self.result = instance, result
        size = (instance.students, instance.wishes.shape[1] + 1)
        self.ranks, self.tied = np.zeros(size, np.int64), np.zeros(size, np.int64)

        student, wish = _competitors(instance, result)
        sitting = wish == NONE
        opening = np.where(sitting, instance.fixed[student], _looked_up(instance.wishes, student, wish))
        priority = np.where(sitting, NONE, _looked_up(instance.priority, student, wish))
        applicants = np.bincount(opening, minlength=instance.openings)
        order = np.lexsort((instance.lottery[student], -priority, ~sitting, opening))
        first_of_opening = np.cumsum(applicants) - applicants
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(1, len(order) + 1) - first_of_opening[opening[order]]

        self.ranks[student, wish] = rank
        self.tied[student, wish] = _others_alike(opening, priority)
        next_in_line = rank == instance.seats[opening].astype(np.int64) + 1
        first_out = dict(zip(opening[next_in_line].tolist(), priority[next_in_line].tolist(), strict=True))
        common = zip(
            instance.seats.tolist(), instance.seats_fixed.tolist(), result.full.tolist(), strict=True
        )
        self.bars = [
            _Bar(*facts, result.cutoff(number), int(applicants[number]), first_out.get(number))
            for number, facts in enumerate(common)
        ]

    def rows_of(self, student: int) -> Iterator[Row]:
        wishes = self.instance.wishes[student].tolist()
        place = int(self.instance.fixed[student])
        if place != NONE and place not in wishes:
            yield self._row(student, NONE, place)
        for wish, opening in enumerate(wishes):
            if opening != NONE:
                yield self._row(student, wish, opening)

    def _row(self, student: int, wish: int, opening: int) -> Row:
        bar = self.bars[opening]
        fixed = bool(self.instance.fixed[student] != NONE)
        reason = self._reason(student, wish, opening)
        priority = None if wish == NONE else int(self.instance.priority[student, wish])
        column = NONE if fixed else wish
        compared = reason in {Reason.PLACED, Reason.OUTRANKED}
        rank = int(self.ranks[student, column]) if compared else None
        return Row(
            student=student,
            wish=wish,
            opening=opening,
            reason=reason,
            fixed=fixed,
            priority=priority,
            seats=bar.seats,
            seats_fixed=bar.seats_fixed,
            full=bar.full,
            cutoff=bar.cutoff,
            applicants=bar.applicants,
            rank=rank,
            ahead=None if rank is None else rank - 1,
            tied=int(self.tied[student, column]) if compared and not fixed else None,
            by_lottery=not fixed and priority == _other_side(reason, bar),
            waiting=rank - bar.seats if rank is not None and reason == Reason.OUTRANKED else None,
        )

    def _reason(self, student: int, wish: int, opening: int) -> Reason:
        if wish != NONE and not self.instance.eligible[student, wish]:
            return Reason.INELIGIBLE
        if self.result.match[student] == opening:
            return Reason.PLACED
        return Reason.OUTRANKED if self.ranks[student, wish] else Reason.NOT_NEEDED


def _other_side(reason: Reason, bar: _Bar) -> int | None:
    """The priority nearest to the bar on the side where the student is not; None where nobody is there."""
    if reason == Reason.PLACED:
        return bar.first_out
    return bar.cutoff.priority if reason == Reason.OUTRANKED and bar.cutoff else None


def _competitors(instance: Instance, result: Result) -> tuple[Int64s, Int64s]:
    """Student and number of the wish of every competitor of every opening; number -1 for the pre-assigned."""
    longest = instance.wishes.shape[1]
    got = np.where(result.match == NONE, longest, result.wish)[:, None]
    asked = instance.eligible & (instance.wishes != NONE) & (instance.fixed == NONE)[:, None]
    students, wishes = np.nonzero(asked & (np.arange(longest) <= got))
    sitting = np.flatnonzero(instance.fixed != NONE)
    return np.concatenate([sitting, students]), np.concatenate([np.full(len(sitting), NONE), wishes])


def _looked_up(table: npt.NDArray[np.integer[Any]], student: Int64s, wish: Int64s) -> Int64s:
    """table[student, wish], where a table without columns answers -1 for wish -1."""
    padded = np.concatenate([table.astype(np.int64), np.full((len(table), 1), NONE)], axis=1)
    found: Int64s = padded[student, wish]
    return found


def _others_alike(opening: Int64s, priority: Int64s) -> Int64s:
    """How many other competitors of the same opening have the same priority."""
    both_in_one = opening * (int(priority.max(initial=0)) + 2) + priority
    _, group, size = np.unique(both_in_one, return_inverse=True, return_counts=True)
    others: Int64s = size[group] - 1
    return others
