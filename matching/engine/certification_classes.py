"""Verifies results where whole classes of one priority go in or out (`Ties.WHOLE_CLASS`; never with groups).

Each opening has a *limit*: whoever has a lower priority is refused. Limits are stable if everybody has the
best wish whose limit they reach, no opening has too many, and none could lower its limit by one class, the
others staying as they are, without getting too many (Biro & Kiselgof 2015, "College admissions with stable
score-limits"). So the limit follows from the match: it is one above the highest priority refused.

Student-optimality. Let T give each opening the lowest limit at which those fit in who weakly prefer it to
whatever they can have under given limits. Higher limits elsewhere only make these more, so T is isotone;
stable limits are its fixed points, and the least of them is best for every student (Tarski; Azevedo &
Leshno 2016 for cutoffs in general). Raising limits from zero, as long as an opening has too many, never
passes that least one and ends there: so it is computed, in rounds.
"""

import numpy as np

from matching.engine.arrays import NONE, Bools, Int64s
from matching.engine.certificate import Check
from matching.engine.certification_findings import Findings
from matching.engine.certification_standing import TURN_BITS, Standing
from matching.engine.market import Unranked

HIGHEST = (1 << 16) - 1
"""The highest priority there is."""


class Classes:
    """The limits of a match, and who is kept out by them.

    contested  bool[m]   openings with a seat that no pre-assigned student has
    refused    int64[m]  the highest priority of those who would rather have an opening; -1: nobody, or closed
    asking     int64[m]  how many students would rather have a closed opening
    limit      int64[m]  the lowest priority that may enter; 0 where everybody may
    """

    def __init__(self, standing: Standing) -> None:
        self.standing, instance = standing, standing.instance
        self.contested = instance.seats > instance.seats_fixed
        self.asking = np.zeros(instance.openings, np.int64)
        self.refused = np.full(instance.openings, NONE, np.int64)
        for wanted in standing.wanted():
            shut = standing.closed[wanted.opening]
            self.asking += np.bincount(wanted.opening[shut], minlength=instance.openings)
            np.maximum.at(self.refused, wanted.opening[~shut], wanted.word[~shut] >> TURN_BITS)
        self.limit: Int64s = self.refused + 1

    def tell_blocking(self, findings: Findings) -> None:
        """Those whose class would fit in whole, and those who outrank, or equal, somebody let in."""
        standing, openings = self.standing, self.standing.instance.openings
        lowest = standing.lowest[:openings]
        room = self._room_for_next_class()
        if not (room | (self.refused >= lowest >> TURN_BITS)).any():
            return
        for wanted in standing.wanted():
            opening, priority = wanted.opening, wanted.word >> TURN_BITS
            fits = room[opening] & (priority == self.refused[opening])
            outranks = priority >= lowest[opening] >> TURN_BITS
            pair = np.flatnonzero((fits | outranks) & ~standing.closed[opening])
            other = standing.student_of(np.where(fits, 0, lowest[opening])[pair])
            findings.tell(Check.BLOCKING, student=wanted.student[pair], opening=opening[pair], other=other)

    def _room_for_next_class(self) -> Bools:
        """bool[m]: whether everybody of the highest class refused would fit in."""
        standing, openings = self.standing, self.standing.instance.openings
        arriving = standing.held[:openings].copy()
        for wanted in standing.wanted():
            next_in = wanted.word >> TURN_BITS == self.refused[wanted.opening]
            arriving += np.bincount(wanted.opening[next_in], minlength=openings)
        room: Bools = (self.refused != NONE) & (arriving <= standing.seats[:openings])
        return room

    def tell_misreported_bars(self, findings: Findings) -> None:
        """Openings of which the result says another limit."""
        bars, full = self.standing.result.openings, self.standing.full[: len(self.limit)]
        limit = np.where((self.limit > 0) & self.contested, self.limit, NONE)
        wrong = (bars.full != full) | (bars.priority != limit) | (bars.lottery != 0)
        findings.tell(Check.CUTOFF, opening=np.flatnonzero(wrong))

    def tell_improvable(self, findings: Findings) -> None:
        """Of a stable match: those who have a better place under the least stable limits."""
        standing, best = self.standing, _under_least_limits(self.standing)
        better = np.flatnonzero(standing.free & (best < standing.chosen))
        opening = standing.instance.wishes[better, best[better]]
        findings.tell(Check.IMPROVABLE, student=better, opening=opening)


def _under_least_limits(standing: Standing) -> Int64s:
    """int64[n]: the number of the wish each free student has under the least stable limits, L without."""
    instance = standing.instance
    longest, limit = instance.wishes.shape[1], np.zeros(instance.openings, np.int64)
    at, place = np.where(standing.free, 0, longest), np.full(instance.students, NONE, np.int64)
    asking = np.flatnonzero(standing.free) if longest else np.empty(0, np.int64)
    while len(asking):
        _move_on(standing, at, asking, limit)
        wish = at[asking]
        asked = instance.wishes[asking, np.minimum(wish, longest - 1)]
        place[asking] = np.where(wish < longest, asked, NONE)
        inside = _raise_limits(standing, at, place, limit)
        asking = inside[instance.priority[inside, at[inside]] < limit[place[inside]]]
    return at


def _raise_limits(standing: Standing, at: Int64s, place: Int64s, limit: Int64s) -> Int64s:
    """Raise `limit` where too many are, until those left fit in; returns everybody who is there."""
    instance = standing.instance
    seats = instance.seats - instance.seats_fixed
    crowded = np.bincount(place[place != NONE], minlength=instance.openings) > seats
    inside = np.flatnonzero(np.append(crowded, False)[place])
    priority = instance.priority[inside, at[inside]].astype(np.int64)
    best_first = np.sort((place[inside] << 16) | (HIGHEST - priority))
    opening = np.flatnonzero(crowded)
    first_out = best_first[np.searchsorted(best_first, opening << 16) + seats[opening]]
    limit[opening] = HIGHEST - (first_out & HIGHEST) + 1
    return inside


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
