"""The numbers of an explanation for all students at once, as arrays; `explanation` says what they mean."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import NONE, Bools, Int32s, Int64s, UInt64s
from matching.engine.certification_standing import Standing
from matching.engine.explanation_bars import bars_of
from matching.engine.explanation_queues import FIXED, Queue, key, queue, seated
from matching.engine.instance import Instance
from matching.engine.result import Result


class Reason(StrEnum):
    """What became of one wish."""

    PLACED = "placed"  # this is the place
    OUTRANKED = "outranked"  # every seat went to somebody who comes first there
    INELIGIBLE = "ineligible"  # the rules bar it, or it does not rank the student; it was skipped
    CLOSED = "closed"  # too few came together there: it takes nobody
    NOT_NEEDED = "not_needed"  # never compared: the student has a wish they prefer, or was pre-assigned


REASONS = tuple(Reason)
PLACED, OUTRANKED, INELIGIBLE, CLOSED, NOT_NEEDED = range(len(REASONS))


@dataclass(frozen=True, eq=False, kw_only=True)
class Explanation:
    """By student and number of the wish, n x L.

    reason       int8[n, L]   number in `REASONS`, -1 pads
    rank         int32[n, L]  among the competitors of the opening, 1 is the first; 0: is none
    tied         int32[n, L]  other competitors there with the same priority
    waiting      int32[n, L]  1 is the first on the waiting list; 0: not outranked
    binding      int32[n, L]  what kept them out: opening o: o, group i: m + i, reserve j: m + g + j; or -1
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
    cells, keys = writer.compare()
    return writer.rank(cells, keys)


class _Writer:
    """Fills in the columns. A *cell* is the number of a student times L, plus the number of the wish."""

    def __init__(self, standing: Standing) -> None:
        instance = standing.instance
        shape = instance.wishes.shape
        self.standing, self.bars = standing, bars_of(standing)
        self.reason = np.where(instance.acceptable, np.int8(NOT_NEEDED), np.int8(INELIGIBLE))
        self.reason[instance.wishes == NONE] = NONE
        self.binding = np.full(shape, NONE, np.int32)
        self.by_lottery = np.zeros(shape, np.bool_)

    def compare(self) -> tuple[list[Int64s], list[UInt64s]]:
        """The cells of all who would rather have something, and their keys, block by block."""
        cells, keys = [], []
        longest = self.reason.shape[1]
        for wanted in self.standing.wanted():
            cell = wanted.student * longest + wanted.wish
            shut = self.standing.closed[wanted.opening]
            self.reason.reshape(-1)[cell] = np.where(shut, CLOSED, OUTRANKED)
            self.binding.reshape(-1)[cell] = np.where(shut, NONE, self.bars.binding(wanted))
            self.by_lottery.reshape(-1)[cell] = ~shut & self.bars.by_lottery(wanted)
            cells.append(cell)
            keys.append(key(wanted.opening, wanted.word))
        return cells, keys

    def rank(self, cells: list[Int64s], keys: list[UInt64s]) -> Explanation:
        """All columns, once everybody else who competes stands in the queue too."""
        standing, instance = self.standing, self.standing.instance
        shape = self.reason.shape
        listed = np.flatnonzero((standing.result.match != NONE) & (standing.chosen < shape[1]))
        self.reason[listed, standing.chosen[listed]] = PLACED
        compared, unasked = listed[standing.free[listed]], seated(standing)
        chosen = standing.chosen[compared]
        self.by_lottery[compared, chosen] = self.bars.let_in_by_lottery(compared)
        word = standing.word(compared, instance.priority[compared, chosen])
        cells = [unasked, compared * shape[1] + chosen, *cells]
        keys = [
            key(standing.result.match[unasked], standing.turn[unasked] + FIXED * ~standing.free[unasked]),
            key(standing.result.match[compared], word),
            *keys,
        ]
        line = queue(np.concatenate(keys), first_waiting=len(unasked) + len(compared))
        return self._written(np.concatenate(cells), line, len(unasked))

    def _written(self, cells: Int64s, line: Queue, unasked: int) -> Explanation:
        """The columns; the first cells are not cells but students at a place where they were not compared."""
        rank, tied, waiting = (np.zeros(self.reason.shape, np.int32) for _ in range(3))
        rank_seated = np.zeros(len(self.reason), np.int32)
        apart = line.order < unasked
        student = cells[line.order[apart]]
        rank_seated[student] = line.rank[apart]
        listed = student[self.standing.chosen[student] < self.reason.shape[1]]
        rank[listed, self.standing.chosen[listed]] = rank_seated[listed]
        here, cell = ~apart, cells[line.order[~apart]]
        rank.reshape(-1)[cell] = line.rank[here]
        tied.reshape(-1)[cell] = line.tied[here]
        waiting.reshape(-1)[cell] = line.waiting[here]
        waiting[self.reason != OUTRANKED] = 0
        return Explanation(
            reason=self.reason,
            rank=rank,
            tied=tied,
            waiting=waiting,
            binding=self.binding,
            by_lottery=self.by_lottery,
            rank_seated=rank_seated,
            applicants=np.bincount(line.opening, minlength=self.standing.instance.openings),
        )
