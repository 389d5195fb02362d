"""Why every student got what they got, wish by wish, in numbers that follow from the instance and the result.

The *competitors* of an opening are the students who weakly prefer it to what they got: those who have it
and those who would rather have it (eligible, not pre-assigned elsewhere). They are ranked with the
pre-assigned first (by lottery number among themselves), then by priority, then by lottery number; whoever
does not have it waits in that order. In a stable result without groups and reserves the first `seats` of
them are exactly those who are in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from matching.engine.arrays import NONE
from matching.engine.explanation_columns import REASONS, Explanation, Reason, explanation_arrays
from matching.engine.instance import Instance
from matching.engine.result import Bars, Cutoff, Result


class BindingKind(StrEnum):
    """What can keep a student out."""

    OPENING = "opening"  # its seats
    GROUP = "group"  # the cap of a group around it
    RESERVE = "reserve"  # only seats reserved for holders of a kind: somebody who comes later has one


class Binding(NamedTuple):
    """What has no seat left for a student, and how high its bar lay (None where nobody was compared)."""

    kind: BindingKind
    number: int
    cutoff: Cutoff | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One wish of one student.

    student      index
    wish         number of the wish, 0 is the first; -1 for a place outside the list
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
    waiting      the place on the waiting list of one who was outranked or passed over, else None
    binding      what kept out one who was outranked; what is full for one who was passed over, if anything is
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
    binding: Binding | None = None


def explain(instance: Instance, result: Result, students: Sequence[int] | None = None) -> list[Row]:
    """Rows for the students asked for (all, in order, by default), each student's wishes best first.

    Every placed student has exactly one row with the reason placed. The result must have been certified for
    this instance: of another one, the numbers would mean nothing. For many students, `explanation_arrays`
    has the same numbers, much faster.
    """
    told = _Told(instance, result)
    asked = range(instance.students) if students is None else students
    return [row for student in asked for row in told.rows_of(student)]


class _Told:
    """Everything there is to say, looked up student by student."""

    def __init__(self, instance: Instance, result: Result) -> None:
        self.instance, self.result = instance, result
        self.columns: Explanation = explanation_arrays(instance, result)
        self.seats_fixed = instance.seats_fixed.tolist()

    def rows_of(self, student: int) -> Iterator[Row]:
        wishes = self.instance.wishes[student].tolist()
        place = int(self.result.match[student])
        if place != NONE and place not in wishes:
            yield self._row(student, NONE, place)
        for wish, opening in enumerate(wishes):
            if opening != NONE:
                yield self._row(student, wish, opening)

    def _row(self, student: int, wish: int, opening: int) -> Row:
        columns, listed = self.columns, wish != NONE
        reason = REASONS[columns.reason[student, wish]] if listed else Reason.PLACED
        fixed = bool(self.instance.fixed[student] != NONE)
        rank = int(columns.rank[student, wish] if listed else columns.rank_seated[student]) or None
        compared = rank is not None and listed and not fixed
        waiting = int(columns.waiting[student, wish]) if compared else 0
        return Row(
            student=student,
            wish=wish,
            opening=opening,
            reason=reason,
            fixed=fixed,
            priority=int(self.instance.priority[student, wish]) if listed else None,
            seats=int(self.instance.seats[opening]),
            seats_fixed=self.seats_fixed[opening],
            full=bool(self.result.openings.full[opening]),
            cutoff=self.result.cutoff(opening),
            applicants=int(columns.applicants[opening]),
            rank=rank,
            ahead=None if rank is None else rank - 1,
            tied=int(columns.tied[student, wish]) if compared else None,
            by_lottery=compared and bool(columns.by_lottery[student, wish]),
            waiting=waiting or None,
            binding=self._binding(int(columns.binding[student, wish])) if compared else None,
        )

    def _binding(self, number: int) -> Binding | None:
        """What has this number; see `Explanation.binding`."""
        if number == NONE:
            return None
        kinds: list[tuple[BindingKind, Bars]] = [
            (BindingKind.OPENING, self.result.openings),
            (BindingKind.GROUP, self.result.groups),
            (BindingKind.RESERVE, self.result.reserves),
        ]
        for kind, bars in kinds:
            if number < len(bars.full):
                return Binding(kind, number, bars.cutoff(number))
            number -= len(bars.full)
        return None
