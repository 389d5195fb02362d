"""Student-proposing deferred acceptance, as in "College Admissions and the Stability of Marriage".

Everybody applies where they most want to go; an opening holds the best applicants it has seen, as many as
it has seats, and lets the others go; they apply to their next wish, until nobody is left who has one.
With strict priorities (here: priority, then one lottery number a student, the same everywhere) the
outcome does not depend on who applies first. It is stable and no stable outcome is better for any student
(Gale & Shapley 1962, theorems 1 and 2), and no student gains by listing wishes that are not the true ones
(Roth 1982, "The Economics of Matching"). All that remains true with nested caps and reserved seats (Kojima,
Tamura & Yokoo 2018). With whole classes in or out, truth may not pay (Biro & Kiselgof 2015).
"""

from dataclasses import replace

import numpy as np

from matching.engine.applicants import Applicants
from matching.engine.arrays import NONE, Int64s
from matching.engine.instance import Instance
from matching.engine.market import Ties
from matching.engine.one_by_one import OneByOne
from matching.engine.one_by_one_in_sets import OneByOneInSets
from matching.engine.result import Guarantees, Mechanism, Result
from matching.engine.rounds import settle
from matching.engine.writing import written

GUARANTEES = Guarantees(stable=True, student_optimal=True, truthful=True, exact=True)


def stable(instance: Instance) -> Result:
    """The student-optimal stable result, in O(E log E) for E wishes; pre-assigned students sit down first.

    Blocks, and the numbers openings open with, are not looked at: `closing` and `together` are for them.
    """
    applicants = Applicants(instance, closed=np.zeros(instance.openings, np.bool_))
    heard(applicants, np.flatnonzero(instance.fixed == NONE))
    guarantees = replace(GUARANTEES, truthful=instance.options.ties is not Ties.WHOLE_CLASS)
    return written(applicants, Mechanism.STABLE, guarantees)


def heard(applicants: Applicants, students: Int64s) -> None:
    """Let these students ask, and whoever is refused for them, until nobody asks any more."""
    few = settle(applicants, students, until=in_turn(applicants).FEW)
    hearing = in_turn(applicants)(applicants)
    hearing.hear(few.tolist())
    hearing.write_back()


def in_turn(applicants: Applicants) -> type[OneByOne]:
    """How students are heard one after the other in this market."""
    return OneByOneInSets if applicants.in_sets else OneByOne
