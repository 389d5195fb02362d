"""Finds the students and openings who would rather have each other.

A student who would rather have an opening blocks with it if the openings' side, choosing among all who hold
places and this one applicant more, would keep the applicant: no set around the opening is full, or the
applicant has a higher word than somebody in the innermost full one. A reserve that is full takes an
applicant who outranks its last holder, whose boost is then gone; that holder, or somebody still lower,
would have to go.

A student's own place counts like everybody's: where it is the lowest in that set, moving within the set
takes nobody else out, and the pair blocks. Where it is not, others outranked the student at the opening
wanted before the student brought a higher priority to the present one; see `certification_optimal`, which
finds such a move when nobody stands in between (Kojima, Tamura & Yokoo 2018 define stability in the same
way).
"""

from typing import Self

import numpy as np

from matching.engine.arrays import NONE, Int64s
from matching.engine.certificate import Check
from matching.engine.certification_findings import Findings
from matching.engine.certification_reserves import NOBODY
from matching.engine.certification_standing import BOOST, Standing, Wishes


class Envy:
    """How strong a claim there is to what others have.

    best         int64[m]  the highest word of those who would rather have an opening; 0: nobody, or closed
    best_holder  int64[r]  the same among those who hold the kind that is reserved, without boost
    asking       int64[m]  how many students would rather have a closed opening
    """

    def __init__(self, standing: Standing) -> None:
        openings = standing.instance.openings
        self.best = np.zeros(openings, np.int64)
        self.best_holder = np.zeros(len(standing.reserved.left), np.int64)
        self.asking = np.zeros(openings, np.int64)
        self.standing = standing

    def of_all(self) -> Self:
        """With all that students would rather have counted in."""
        for wanted in self.standing.wanted():
            self.count_in(wanted)
        return self

    def count_in(self, wanted: Wishes) -> None:
        """With a block of it counted in."""
        word = self.standing.raised(wanted)
        if self.standing.closed.any():
            shut = self.standing.closed.take(wanted.opening)
            self.asking += np.bincount(wanted.opening[shut], minlength=len(self.asking))
            word = np.where(shut, 0, word)
        np.maximum.at(self.best, wanted.opening, word)
        if self.standing.reserved.any:
            holder = wanted.row != NONE
            np.maximum.at(self.best_holder, wanted.row[holder], word[holder] & ~BOOST)

    def blocked(self) -> bool:
        """Whether any opening would rather have somebody who would rather have it."""
        return bool((self.best >= np.maximum(self.standing.bar, 1)).any())


def tell_blocking(standing: Standing, envy: Envy, findings: Findings) -> None:
    """Every blocking pair, with whom the student outranks."""
    if not envy.blocked():
        return
    for wanted in standing.wanted():
        word, bar = standing.raised(wanted), standing.bar[wanted.opening]
        pair = np.flatnonzero((word >= bar) & ~standing.closed[wanted.opening])
        student = wanted.student[pair]
        other = standing.student_of(_evicted(standing, wanted, word)[pair])
        other[other == student] = NONE  # their own place, which they leave
        findings.tell(Check.BLOCKING, student=student, opening=wanted.opening[pair], other=other)


def _evicted(standing: Standing, wanted: Wishes, word: Int64s) -> Int64s:
    """int64[p]: the word of whoever would go; 0 where nobody would."""
    bar = standing.bar[wanted.opening]
    if not standing.reserved.any:
        return bar
    displaced = ((word & BOOST) != 0) & (standing.reserve_bar[wanted.row] > 0)
    return np.minimum(bar, np.where(displaced, standing.reserve_bar[wanted.row], NOBODY))
