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

import numpy as np

from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Bools, Int32s, Int64s
from matching.engine.deferred_acceptance import heard
from matching.engine.instance import Instance
from matching.engine.listing import Listing
from matching.engine.result import Guarantees, Mechanism, Result
from matching.engine.together import kept_together
from matching.engine.writing import resumed, written


def close_underfilled(instance: Instance, result: Result) -> Result:
    """Close what does not reach `opens_with`, from a result of `stable` or `keep_together` of this instance.

    Openings with pre-assigned students stay open, however few they are: those places were given by hand.
    """
    applicants = _closed(resumed(instance, result), blocks=result.mechanism is Mechanism.TOGETHER)
    stable = result.guarantees.stable  # among the openings that are left
    guarantees = Guarantees(stable=stable, student_optimal=False, truthful=False, exact=False)
    return written(applicants, Mechanism.CLOSING, guarantees)


def _closed(applicants: Applicants, *, blocks: bool) -> Applicants:
    """Everybody's standing when all that must close is closed."""
    instance = applicants.instance
    order = published_order(instance)
    by_hand = instance.seats_fixed > 0
    while len(underfilled := _underfilled(applicants, by_hand)):
        worst = worst_filled(underfilled, applicants.count, instance, order)
        if blocks:
            applicants.closed[worst] = True
            applicants = kept_together(instance, applicants.closed)
        else:
            applicants = _without(applicants, worst)
    applicants.closed |= (instance.opens_with > 1) & (applicants.count == 0) & ~by_hand
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


def _underfilled(applicants: Applicants, by_hand: Bools) -> Int64s:
    """The openings that hold somebody, but too few, and may be closed."""
    few = (applicants.count > 0) & (applicants.count < applicants.instance.opens_with)
    return np.flatnonzero(few & ~by_hand)


def _without(applicants: Applicants, opening: np.int64) -> Applicants:
    """Everybody's standing once an opening is closed and its students have asked elsewhere."""
    applicants.closed[opening] = True
    if _makes_room(applicants, opening):
        anew = Applicants(applicants.instance, applicants.closed)
        heard(anew, np.flatnonzero(applicants.instance.fixed == NONE))
        return anew
    here = np.array([opening])
    students = applicants.students_of(applicants.held_by(here))
    applicants.seat(here, np.array([0]), np.empty(0, np.uint64))
    applicants.next[students] += 1
    heard(applicants, students)
    return applicants


def _makes_room(applicants: Applicants, opening: np.int64) -> bool:
    """Whether a full group gets seats back: then those it refused must be heard again, and all begin anew."""
    around = applicants.chains[opening]
    around = around[around != NONE]
    return bool(len(around)) and bool((applicants.counted()[around] >= applicants.cap[around]).any())
