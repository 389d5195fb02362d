"""The score of a student at a slot: fit of the major, way from home, and the school's own score.

All in tenths of a point and integer arithmetic, halves rounded up, so that anybody can recompute it.
"""

import math
from typing import NamedTuple

from matching.cohorts.models import Student
from matching.kernel.majors import MajorFit, fit_of_major
from matching.kernel.regions import distance_km
from matching.rounds.models import MatchRound
from matching.slots.models import Slot

FARTHEST_KM = 120  # from here on the way home counts nothing
TENTHS_A_POINT = 10
FULL_SCHOOL_SCORE = 1000

FIT_SHARES = {MajorFit.SAME: 10, MajorFit.GROUP: 6, MajorFit.OTHER: 0}  # tenths of the weight


class Score(NamedTuple):
    """Tenths of a point: each part up to ten times its weight, together 0 to 1000."""

    fit: int
    distance: int
    school: int

    @property
    def total(self) -> int:
        """What decides between two students, before the lottery."""
        return self.fit + self.distance + self.school


class Applicant(NamedTuple):
    """What the points of a student depend on; the score in tenths of a point."""

    major_code: str
    home_county: str
    school_score: int


def applicant(student: Student) -> Applicant:
    """As the student is now; the cohort should be loaded."""
    return Applicant(student.cohort.major_code, student.home_county, student.school_score)


def score(who: Applicant, slot: Slot, match_round: MatchRound) -> Score:
    """The score of a student at this slot under the weights of the round."""
    near = FARTHEST_KM - min(way_km(who.home_county, slot), FARTHEST_KM)
    return Score(
        fit=_share(match_round.fit_weight, FIT_SHARES[fit(who.major_code, slot)], 10),
        distance=_share(match_round.distance_weight, near, FARTHEST_KM),
        school=_share(match_round.score_weight, who.school_score, FULL_SCHOOL_SCORE),
    )


def fit(major_code: str, slot: Slot) -> MajorFit:
    """How near the majors of the slot are; a slot that names none is open to all alike."""
    codes = slot.major_codes
    return fit_of_major(major_code, codes) if codes else MajorFit.SAME


def way_km(home_county: str, slot: Slot) -> int:
    """Whole kilometres from the home county to that of the slot, as the crow flies.

    Homes outside the city are at no known distance: they count as the farthest.
    """
    km = distance_km(home_county, slot.county)
    return FARTHEST_KM if math.isinf(km) else int(km + 0.5)


def _share(weight: int, part: int, of: int) -> int:
    """The part of a weight in tenths of a point, halves rounded up."""
    return (2 * weight * TENTHS_A_POINT * part + of) // (2 * of)
