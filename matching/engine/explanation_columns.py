"""The numbers of an explanation for all students at once, as arrays; `explanation` says what they mean."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int32s, Int64s, all_of
from matching.engine.certification_standing import BLOCK, Standing
from matching.engine.explanation_bars import bars_of
from matching.engine.explanation_queues import Line
from matching.engine.instance import Instance
from matching.engine.market import Unranked
from matching.engine.result import Result


class Reason(StrEnum):
    """What became of one wish."""

    PLACED = "placed"  # this is the place
    OUTRANKED = "outranked"  # every seat is with somebody who comes first there
    INELIGIBLE = "ineligible"  # the rules bar it, or it does not rank the student; it was skipped
    CLOSED = "closed"  # too few came together there: it takes nobody
    NOT_NEEDED = "not_needed"  # never compared: the student has a wish they prefer, or was pre-assigned
    PASSED_OVER = "passed_over"  # nobody who comes first kept them out; never in a stable result


REASONS = tuple(Reason)
PLACED, OUTRANKED, INELIGIBLE, CLOSED, NOT_NEEDED, PASSED_OVER = range(len(REASONS))


@dataclass(frozen=True, eq=False, kw_only=True)
class Explanation:
    """By student and number of the wish, n x L.

    reason       int8[n, L]   number in `REASONS`, -1 pads
    rank         int32[n, L]  among the competitors of the opening, 1 is the first; 0: is none
    tied         int32[n, L]  other competitors there with the same priority
    waiting      int32[n, L]  1 is the first on the waiting list; 0: neither outranked nor passed over
    binding      int32[n, L]  what is full: opening o: o, group i: m + i, reserve j: m + g + j; or -1
    by_lottery   bool[n, L]   only the lottery kept the student and somebody beyond the bar apart
    rank_seated  int32[n]     rank of those whose place was not compared: pre-assigned, or never asked for; 0
    applicants   int64[m]     competitors of each opening
    """

    reason: npt.NDArray[np.int8]
    rank: Int32s
    tied: Int32s
    waiting: Int32s
    binding: Int32s
    by_lottery: Bools
    rank_seated: Int32s
    applicants: Int64s


def explanation_arrays(instance: Instance, result: Result) -> Explanation:
    """What can be said of every wish, in O(E log E) for E wishes. As for `explain`, certify first."""
    writer = _Writer(Standing(instance, result))
    writer.compare()
    writer.place()
    return writer.written()


class _Writer:
    """Fills in the columns: what would rather be had, then what is had, then who comes where in line."""

    def __init__(self, standing: Standing) -> None:
        shape = standing.instance.wishes.shape
        self.standing, self.bars, self.line = standing, bars_of(standing), Line(standing)
        self.reason = _before_comparing(standing.instance)
        self.binding = np.full(shape, NONE, np.int32)
        self.by_lottery = np.zeros(shape, np.bool_)
        self.rank, self.tied, self.waiting = (np.zeros(shape, np.int32) for _ in range(3))
        self.rank_seated = np.zeros(len(self.reason), np.int32)

    def compare(self) -> None:
        """All wishes that students would rather have than what they got, block by block."""
        reason, binding = self.reason.reshape(-1), self.binding.reshape(-1)
        by_lottery = self.by_lottery.reshape(-1)
        for wanted in self.standing.wanted():
            verdicts, cell = self.bars.verdicts(wanted), wanted.cell
            shut = self.standing.closed.take(wanted.opening)
            kept_out = np.where(verdicts.outranked, np.int8(OUTRANKED), np.int8(PASSED_OVER))
            reason[cell] = np.where(shut, np.int8(CLOSED), kept_out)
            binding[cell] = np.where(shut, NONE, verdicts.binding)
            by_lottery[cell[~shut & verdicts.by_lottery]] = True
            self.line.line_up(wanted, waits=~shut)

    def place(self) -> None:
        """Everybody who has something, compared or not: pre-assigned, or given what they never asked for."""
        standing, match, had = self.standing, self.standing.result.match, self.standing.had
        self.reason.reshape(-1)[had.cell] = PLACED
        self.by_lottery.reshape(-1)[had.cell] = self.bars.let_in_by_lottery()
        self.line.line_up(had, waits=all_of(np.False_, len(had.cell)))
        unlisted = standing.chosen == self.reason.shape[1]
        seated = np.flatnonzero((match != NONE) & (~standing.free | unlisted))
        self.rank_seated[seated] = self.line.seat(seated, match[seated])
        listed = seated[~unlisted[seated]]
        wish = standing.chosen[listed]
        self.reason[listed, wish], self.rank[listed, wish] = PLACED, self.rank_seated[listed]

    def written(self) -> Explanation:
        """All columns, once everybody stands in line."""
        rank, waiting, tied = (column.reshape(-1) for column in (self.rank, self.waiting, self.tied))
        for queue in self.line.in_order():
            rank[queue.cell], waiting[queue.cell] = queue.rank, queue.waiting
            tied[queue.cell[queue.alike]] = queue.tied
        return Explanation(
            reason=self.reason,
            rank=self.rank,
            tied=self.tied,
            waiting=self.waiting,
            binding=self.binding,
            by_lottery=self.by_lottery,
            rank_seated=self.rank_seated,
            applicants=self.line.compared + self.line.seated,
        )


def _before_comparing(instance: Instance) -> npt.NDArray[np.int8]:
    """int8[n, L]: the reasons if nobody was compared for anything."""
    reason = np.empty(instance.wishes.shape, np.int8)
    for first in range(0, len(reason), BLOCK):
        rows = slice(first, first + BLOCK)
        may = instance.eligible[rows]
        if instance.options.unranked is Unranked.UNACCEPTABLE:
            may = may & (instance.priority[rows] > 0)
        listed = np.where(may, np.int8(NOT_NEEDED), np.int8(INELIGIBLE))
        reason[rows] = np.where(instance.wishes[rows] == NONE, np.int8(NONE), listed)
    return reason
