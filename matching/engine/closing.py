"""Openings that take nobody rather than too few: close the worst-filled, let its students go on, look again.

An opening that opens with at least so many is a constraint under which a stable match need not exist, and
finding one is NP-complete (Biro, Fleiner, Irving & Manlove 2010, "The College Admissions problem with lower
and common quotas"). This is the procedure used in practice, with a published order: one opening at a time,
the one with the smallest share of the number it opens with. Its students ask for their next wish; nobody
starts anew, except where a full group around the closed opening gets seats back that it had refused to
others, and where there are blocks: what was open to one may no longer be, so all are kept together anew.

What comes out is stable among the openings that are left. A certificate lists the closed ones that enough
students would now rather have (`Certificate.reopenable`).
"""

from heapq import heapify, heappop, heappush

import numpy as np

from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Bools, Int32s, Int64s
from matching.engine.deferred_acceptance import heard, in_turn
from matching.engine.instance import Instance
from matching.engine.listing import Listing
from matching.engine.result import Guarantees, Mechanism, Result
from matching.engine.together import kept_together
from matching.engine.writing import resumed, written


def close_underfilled(instance: Instance, result: Result) -> Result:
    """Close what does not reach `opens_with`, from a result of `stable` or `keep_together` of this instance.

    Openings with pre-assigned students stay open, however few they are: those places were given by hand.
    """
    by_hand = instance.seats_fixed > 0
    closed = _closed_with_blocks if result.mechanism is Mechanism.TOGETHER else _closed
    applicants = closed(resumed(instance, result), by_hand)
    applicants.closed |= (instance.opens_with > 1) & (applicants.count == 0) & ~by_hand
    stable = result.guarantees.stable  # among the openings that are left
    guarantees = Guarantees(stable=stable, student_optimal=False, truthful=False, exact=False)
    return written(applicants, Mechanism.CLOSING, guarantees, instance_digest=result.instance_digest)


def _closed(applicants: Applicants, by_hand: Bools) -> Applicants:
    """Everybody's standing when all that must close is closed; students ask one by one."""
    few, hearing = WorstFilled(applicants, by_hand), in_turn(applicants)(applicants)
    while (worst := few.worst()) is not None:
        bound = hearing.is_bound(worst)
        hearing.close(worst)
        if bound:  # a full group gets seats back: those it refused must be heard again, and all begin anew
            applicants = Applicants(applicants.instance, applicants.closed)
            heard(applicants, np.flatnonzero(applicants.instance.fixed == NONE))
            few, hearing = WorstFilled(applicants, by_hand), in_turn(applicants)(applicants)
        while hearing.changed:
            opening = hearing.changed.pop()
            few.tell(opening, hearing.count(opening))
    hearing.write_back()
    return applicants


def _closed_with_blocks(applicants: Applicants, by_hand: Bools) -> Applicants:
    """The same, where all are kept together anew each time."""
    while (worst := WorstFilled(applicants, by_hand).worst()) is not None:
        applicants.closed[worst] = True
        applicants = kept_together(applicants.instance, applicants.closed)
    return applicants


def published_order(instance: Instance) -> Int32s:
    """int32[m]: which comes first of openings as badly filled: that of their ids."""
    published = Listing.by_id(instance.opening_ids, instance.openings)
    return published.number(np.arange(instance.openings, dtype=np.int32))


def worst_filled(openings: Int64s, held: Int64s, instance: Instance, order: Int32s) -> np.int64:
    """Of these openings the one that holds (int64[m]) the smallest share of what it opens with."""
    # A quotient of whole numbers below 2**26 is a float that no other such quotient shares.
    share = held[openings] / instance.opens_with[openings]
    worst: np.int64 = openings[np.lexsort((order[openings], share))[0]]
    return worst


class WorstFilled:
    """The openings that hold somebody, but too few, and may be closed: the worst-filled first.

    _queue  a heap of (share of what it opens with, turn in the published order, opening); an opening may also
            stand there with a share that it had before
    """

    def __init__(self, applicants: Applicants, by_hand: Bools) -> None:
        opens_with = np.where(by_hand, 0, applicants.instance.opens_with)
        few = np.flatnonzero((applicants.count > 0) & (applicants.count < opens_with))
        self._count, self._opens_with = applicants.count.copy().data, opens_with.data
        self._order = published_order(applicants.instance).data
        self._queue = [self._entry(opening) for opening in few.tolist()]
        heapify(self._queue)

    def tell(self, opening: int, held: int) -> None:
        """How many an opening holds now."""
        self._count[opening] = held
        if 0 < held < self._opens_with[opening]:
            heappush(self._queue, self._entry(opening))

    def worst(self) -> int | None:
        """The worst-filled opening, taken out; None when there is none."""
        while self._queue:
            entry = heappop(self._queue)
            if entry == self._entry(entry[-1]):
                return entry[-1]
        return None

    def _entry(self, opening: int) -> tuple[float, int, int]:
        # A quotient of whole numbers below 2**26 is a float that no other such quotient shares.
        return self._count[opening] / self._opens_with[opening], self._order[opening], opening
