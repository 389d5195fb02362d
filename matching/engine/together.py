"""Students who want one opening or none: a class unit that would rather not be split.

Matching with such blocks is like matching with couples: a stable outcome need not exist, and asking whether
one does is NP-complete (Ronn 1990; McDermid & Manlove 2010, "Keeping partners together"). This is a
heuristic, and claims nothing; a certificate lists the blocking pairs that remain.

A block proposes as one, with the entitlement of its weakest member. In lottery order (of its luckiest
member) each block takes the first opening on its common list where enough seats are free of others' better
claims; the others are matched around it. That is repeated until no block moves, `PASSES` times at most. A
block that finds no opening is split: its members are matched one by one, like everybody else.
"""

from dataclasses import replace

import numpy as np

from matching.engine import words as w
from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Bools, Int64s, frozen
from matching.engine.deferred_acceptance import heard
from matching.engine.instance import Instance
from matching.engine.result import Guarantees, Mechanism, Result
from matching.engine.writing import seated, written

GUARANTEES = Guarantees(stable=False, student_optimal=False, truthful=False, exact=False)
PASSES = 4


def keep_together(instance: Instance) -> Result:
    """A feasible result in which blocks are whole where that could be done.

    Everybody else is matched anew for each block and pass, so it takes as often as long as `stable`.
    """
    nothing_closed = np.zeros(instance.openings, np.bool_)
    return written(kept_together(instance, nothing_closed), Mechanism.TOGETHER, GUARANTEES)


def kept_together(instance: Instance, closed: Bools) -> Applicants:
    """Everybody's standing in such a result, where these openings (bool[m]) take nobody."""
    blocks = _blocks(instance)
    places = [NONE] * len(blocks)
    for _ in range(PASSES):
        before = list(places)
        for number, block in enumerate(blocks):
            places[number] = NONE
            others = _matched_around(instance, blocks, places, closed, split=False)
            places[number] = _place_for(block, instance, others)
        if places == before:
            break
    everybody = _matched_around(instance, blocks, places, closed, split=True)
    return seated(instance, written(everybody, Mechanism.TOGETHER, GUARANTEES).match, closed)


def has_blocks(instance: Instance) -> bool:
    """Whether two students or more want to stay together."""
    return bool(_blocks(instance))


def _blocks(instance: Instance) -> list[Int64s]:
    """The members of each block of two or more, luckiest first, in the order of their luckiest members."""
    by_lottery = np.argsort(instance.lottery)
    members = by_lottery[(instance.together[by_lottery] != NONE) & (instance.fixed[by_lottery] == NONE)]
    blocks: dict[int, list[int]] = {}
    for student, block in zip(members.tolist(), instance.together[members].tolist(), strict=True):
        blocks.setdefault(block, []).append(student)
    return [np.array(block) for block in blocks.values() if len(block) > 1]


def _matched_around(
    instance: Instance, blocks: list[Int64s], places: list[int], closed: Bools, *, split: bool
) -> Applicants:
    """Everybody else matched while blocks hold their places; those without one are left out, or split up."""
    fixed, eligible = instance.fixed.copy(), instance.eligible.copy()
    for block, place in zip(blocks, places, strict=True):
        fixed[block] = place
        eligible[block] &= split
    around = replace(instance, fixed=frozen(fixed), eligible=frozen(eligible))
    applicants = Applicants(around, closed)
    heard(applicants, np.flatnonzero(fixed == NONE))
    return applicants


def _place_for(block: Int64s, instance: Instance, applicants: Applicants) -> int:
    """The first opening on the common list where nobody with a better claim would have to leave; or -1."""
    for opening in _common_list(block, instance):
        if applicants.closed[opening]:
            continue
        places = [opening, *(place for place in applicants.chains[opening].tolist() if place != NONE)]
        if all(_fits(block, opening, place, applicants) for place in places):
            return opening
    return NONE


def _fits(block: Int64s, opening: int, place: int, applicants: Applicants) -> bool:
    """Whether a place has seats for all of a block once those less entitled than its weakest member leave."""
    wish = np.argmax(applicants.instance.wishes[block] == opening, axis=1)
    weakest = (
        applicants.words(block, applicants.cells(block, wish), np.full(len(block), opening)) & w.KEY
    ).min()
    better = np.count_nonzero((applicants.held_by(applicants.inside(place)) & w.KEY) > weakest)
    return bool(better + len(block) <= applicants.cap[place])


def _common_list(block: Int64s, instance: Instance) -> list[int]:
    """The openings acceptable to all members, in the order of the luckiest."""
    acceptable = instance.acceptable
    lists = [instance.wishes[member][acceptable[member]].tolist() for member in block.tolist()]
    return [opening for opening in lists[0] if all(opening in other for other in lists[1:])]
