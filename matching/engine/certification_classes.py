"""Verifies results where whole classes of one priority go in or out (`Ties.WHOLE_CLASS`).

Each set has a *limit*: whoever has a lower priority is refused. Limits are stable if everybody has the best
wish whose limits they reach, and no limit could be lowered by one class, the others staying as they are,
without some set getting too many (Biro & Kiselgof 2015, "College admissions with stable score-limits"). Of
an opening in no group the limit follows from the match: it is one above the highest priority refused.
Inside groups it may be the opening or a group around it that refuses; there the limits reported are taken,
and tested.

Student-optimality. Let T give each opening the lowest limit at which those who weakly prefer it to whatever
they can have under given limits fit in. Higher limits elsewhere only make these more, so T is isotone;
stable limits are its fixed points, and the least of them is best for every student (Tarski; Azevedo &
Leshno 2016 for cutoffs in general). Raising from zero, as long as an opening has too many, never passes
that least one and ends there: so it is computed, in rounds. In groups T is not isotone (an opening that
refuses more may make room in its group), there may be no least stable limits, and a claim of optimality is
answered with `Check.UNPROVEN`.
"""

from collections.abc import Iterator

import numpy as np

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.certificate import Breach, Check
from matching.engine.certification_findings import Findings
from matching.engine.certification_standing import TURN_BITS, Standing, Wanted
from matching.engine.market import Unranked

ABOVE_ALL = 1 << 17
"""The limit of a set without seats to compete for."""


class Classes:
    """The limits of a match, and who is kept out by them.

    limit   int64[s]  the lowest priority that may enter each set; 0 where everybody may
    lowest  int64[s]  the lowest priority of those in a set
    asking  int64[m]  how many students would rather have a closed opening
    """

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        result, openings = standing.result, standing.instance.openings
        self.lowest = standing.lowest >> TURN_BITS
        self.asking = np.zeros(openings, np.int64)
        refused = np.full(openings, NONE, np.int64)
        for wanted in standing.wanted():
            shut = standing.closed[wanted.opening]
            self.asking += np.bincount(wanted.opening[shut], minlength=openings)
            np.maximum.at(refused, wanted.opening[~shut], wanted.word[~shut] >> TURN_BITS)
        self.reported = np.concatenate([result.openings.priority, result.groups.priority]).astype(np.int64)
        self.alone = np.ones(len(self.reported), np.bool_)  # the limit follows from the match
        self.alone[:openings] = (standing.around[:, 1:] == NONE).all(axis=1)
        self.alone[openings:] = False
        follows = np.append(refused + 1, np.zeros(len(self.reported) - openings, np.int64))
        self.limit = np.where(self.alone, follows, np.maximum(self.reported, 0))
        taken = standing.sets(np.add, standing.instance.seats_fixed, start=0)
        self.contested = standing.seats > taken
        self.limit[~self.contested] = ABOVE_ALL

    def tell_blocking(self, findings: Findings) -> None:
        """Those whom no limit keeps out, and those whose class would fit in whole."""
        waiting = []
        for wanted in self._wanted():
            stopped, priority = self._stopped(wanted), wanted.word >> TURN_BITS
            around = self.standing.around[wanted.opening]
            outranks = stopped & (priority[:, None] >= self.lowest[around])
            free_to_enter = np.flatnonzero((stopped == outranks).all(axis=1))
            whom = np.where(outranks, self.standing.lowest[around], 0).max(axis=1, initial=0)
            findings.tell(
                Check.BLOCKING,
                student=wanted.student[free_to_enter],
                opening=wanted.opening[free_to_enter],
                other=self.standing.student_of(whom[free_to_enter]),
            )
            next_class = (stopped & (priority[:, None] == self.limit[around] - 1)).any(axis=1)
            next_in = np.flatnonzero(next_class & (stopped.sum(axis=1) == 1) & ~outranks.any(axis=1))
            by = around[next_in, stopped[next_in].argmax(axis=1)]
            waiting.append(
                np.stack([by, wanted.student[next_in], wanted.wish[next_in], wanted.opening[next_in]])
            )
        if waiting:
            self._tell_fitting(np.concatenate(waiting, axis=1), findings)

    def _wanted(self) -> Iterator[Wanted]:
        """Block by block, without closed openings."""
        for wanted in self.standing.wanted():
            there = ~self.standing.closed[wanted.opening]
            yield Wanted(*(column[there] for column in wanted))

    def _stopped(self, wanted: Wanted) -> Bools:
        """bool[p, levels]: which of the sets around keep each student out."""
        around = self.standing.around[wanted.opening]
        stopped: Bools = (around != NONE) & ((wanted.word >> TURN_BITS)[:, None] < self.limit[around])
        return stopped

    def _tell_fitting(self, waiting: Int64s, findings: Findings) -> None:
        """Of the classes next in line (rows: set, student, wish, opening), those who would all fit in."""
        by, student, _, opening = waiting[:, np.lexsort(waiting[2::-1])]
        first = np.append(True, (by[1:] != by[:-1]) | (student[1:] != student[:-1]))[: len(by)]
        by, student, opening = by[first], student[first], opening[first]
        left = self.standing.result.match[student].astype(np.int64)
        arriving, leaving = self.standing.around[opening], self.standing.around[left]
        leaving = np.where(left[:, None] == NONE, NONE, leaving)
        change = np.concatenate([arriving, leaving], axis=1)
        sign = np.repeat([1, -1], self.standing.around.shape[1])
        sets = len(self.limit)
        keys = by[:, None] * sets + change
        touched, where = np.unique(keys[change != NONE], return_inverse=True)
        more = np.zeros(len(touched), np.int64)
        np.add.at(more, where, np.broadcast_to(sign, change.shape)[change != NONE])
        over = self.standing.held[touched % sets] + more > self.standing.seats[touched % sets]
        fits = np.flatnonzero(~np.isin(by, touched[over] // sets))
        findings.tell(Check.BLOCKING, student=student[fits], opening=opening[fits])

    def tell_misreported_bars(self, findings: Findings) -> None:
        """Limits other than they follow, that refused nobody, or that somebody let in does not reach."""
        standing, openings = self.standing, self.standing.instance.openings
        due = np.where((self.limit > 0) & self.contested, self.limit, NONE)
        wrong = self.reported != due
        refused_next = np.zeros(len(due), np.bool_)
        for wanted in self._wanted():
            priority = wanted.word >> TURN_BITS
            for level in standing.around[wanted.opening].T:
                next_out = (level != NONE) & (priority == self.limit[level] - 1)
                refused_next[level[next_out]] = True
        wrong |= ~self.alone & (due != NONE) & (~refused_next | (self.lowest < self.limit))
        result = standing.result
        wrong |= np.concatenate([result.openings.full, result.groups.full]) != standing.full
        wrong |= np.concatenate([result.openings.lottery, result.groups.lottery]) != 0
        sets = np.flatnonzero(wrong)
        findings.tell(Check.CUTOFF, opening=sets[sets < openings])
        findings.tell(Check.CUTOFF, group=sets[sets >= openings] - openings)

    def tell_improvable(self, findings: Findings) -> None:
        """Of a stable match: those who have a better place under the least stable limits."""
        standing = self.standing
        if len(standing.instance.groups.seats):
            findings.add(Breach(check=Check.UNPROVEN))
            return
        best = _under_least_limits(standing)
        better = np.flatnonzero(standing.free & (best < standing.chosen))
        findings.tell(
            Check.IMPROVABLE, student=better, opening=standing.instance.wishes[better, best[better]]
        )


def _under_least_limits(standing: Standing) -> Int64s:
    """int64[n]: the number of the wish each free student has under the least stable limits, L without."""
    instance = standing.instance
    longest, openings = instance.wishes.shape[1], instance.openings
    seats, limit = instance.seats - instance.seats_fixed, np.zeros(openings, np.int64)
    at = np.where(standing.free, 0, longest)
    asking = np.flatnonzero(standing.free)
    while len(asking):
        _move_on(standing, at, asking, limit)
        seated = np.flatnonzero(at < longest)
        place, priority = instance.wishes[seated, at[seated]], instance.priority[seated, at[seated]]
        crowded = (np.bincount(place, minlength=openings) > seats)[place]
        seated, place, priority = seated[crowded], place[crowded], priority[crowded].astype(np.int64)
        order = np.lexsort((-priority, place))
        first_out = order[np.searchsorted(place[order], place) + seats[place]]
        limit[place] = priority[first_out] + 1
        asking = seated[priority < limit[place]]
    return at


def _move_on(standing: Standing, at: Int64s, asking: Int64s, limit: Int64s) -> None:
    """Move `at` of those asking to their next wish that they may have and whose limit they reach."""
    instance = standing.instance
    asking = asking[at[asking] < instance.wishes.shape[1]]
    while len(asking):
        opening = instance.wishes[asking, at[asking]]
        priority = instance.priority[asking, at[asking]]
        reached = instance.eligible[asking, at[asking]] & (opening != NONE) & (priority >= limit[opening])
        if instance.options.unranked is Unranked.UNACCEPTABLE:
            reached &= priority > 0
        asking = asking[~(reached & ~standing.closed[opening])]
        at[asking] += 1
        asking = asking[at[asking] < instance.wishes.shape[1]]
