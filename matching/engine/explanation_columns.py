"""The numbers of an explanation for all students at once, as arrays; `explanation` says what they mean."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int32s, Int64s
from matching.engine.certification_standing import TURN_BITS, Standing
from matching.engine.explanation_bars import bars_of
from matching.engine.explanation_queues import Line, seated
from matching.engine.instance import Instance
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
        instance = standing.instance
        shape = instance.wishes.shape
        self.standing, self.bars, self.line = standing, bars_of(standing), Line(standing)
        self.reason = np.where(instance.acceptable, np.int8(NOT_NEEDED), np.int8(INELIGIBLE))
        self.reason[instance.wishes == NONE] = NONE
        self.binding = np.full(shape, NONE, np.int32)
        self.by_lottery = np.zeros(shape, np.bool_)

    def compare(self) -> None:
        """All wishes that students would rather have than what they got, block by block."""
        for wanted in self.standing.wanted():
            cell = wanted.student * self.reason.shape[1] + wanted.wish
            shut = self.standing.closed[wanted.opening]
            reason = np.where(self.bars.outranked(wanted), np.int8(OUTRANKED), np.int8(PASSED_OVER))
            self.reason.reshape(-1)[cell] = np.where(shut, np.int8(CLOSED), reason)
            self.binding.reshape(-1)[cell] = np.where(shut, NONE, self.bars.binding(wanted))
            self.by_lottery.reshape(-1)[cell] = ~shut & self.bars.by_lottery(wanted)
            self.line.line_up(wanted.student, wanted.wish, wanted.opening, wanted.word >> TURN_BITS)

    def place(self) -> None:
        """Everybody who has something."""
        standing, match, chosen = self.standing, self.standing.result.match, self.standing.chosen
        listed = np.flatnonzero((match != NONE) & (chosen < self.reason.shape[1]))
        self.reason[listed, chosen[listed]] = PLACED
        student = listed[standing.free[listed]]
        wish = chosen[student]
        self.by_lottery[student, wish] = self.bars.let_in_by_lottery(student)
        priority = standing.instance.priority[student, wish].astype(np.int64)
        self.line.line_up(student, wish, match[student].astype(np.int64), priority)
        unasked = seated(standing)
        self.line.seat(unasked, match[unasked])

    def written(self) -> Explanation:
        """All columns, once everybody stands in line."""
        waits = (self.reason == OUTRANKED) | (self.reason == PASSED_OVER)
        queue = self.line.queue(waits.reshape(-1))
        here = ~queue.seated if queue.seated.any() else slice(None)
        cell = queue.cell[here]
        rank, tied, waiting = (np.zeros(self.reason.shape, np.int32) for _ in range(3))
        rank.reshape(-1)[cell] = queue.rank[here]
        tied.reshape(-1)[cell] = queue.tied[here]
        waiting.reshape(-1)[cell] = queue.waiting[here]
        waiting[~waits] = 0
        rank_seated = np.zeros(len(self.reason), np.int32)
        rank_seated[queue.cell[queue.seated] // self.line.longest] = queue.rank[queue.seated]
        listed = np.flatnonzero((rank_seated > 0) & (self.standing.chosen < self.reason.shape[1]))
        rank[listed, self.standing.chosen[listed]] = rank_seated[listed]
        return Explanation(
            reason=self.reason,
            rank=rank,
            tied=tied,
            waiting=waiting,
            binding=self.binding,
            by_lottery=self.by_lottery,
            rank_seated=rank_seated,
            applicants=queue.applicants,
        )
