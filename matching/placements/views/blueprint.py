"""The blueprint of the room, and who is looking."""

from typing import NamedTuple

from flask import Blueprint

from matching.access.permissions import Permission as P
from matching.cohorts.models import Student
from matching.cohorts.queries import student_of_account
from matching.db import db
from matching.kernel import clock
from matching.placements import rules
from matching.placements.models import Placement
from matching.rounds.models import MatchRound
from matching.web.session import the_viewer

bp = Blueprint("placements", __name__)


class Side(NamedTuple):
    """From which side of the table results are looked at, and of which organisations."""

    kind: str  # school, enterprise or bureau: the name of the template
    within: frozenset[int]
    named: bool = False  # only the own school sees names; the bureau sees pseudonyms


class Edition(NamedTuple):
    """The results of a round as a page shows them: those published, or a run officers look at before."""

    match_round: MatchRound
    run_id: int | None
    preview: bool = False


def published(match_round: MatchRound) -> Edition:
    """What everybody concerned may read."""
    return Edition(match_round, match_round.published_run_id)


def side_of(within: frozenset[int]) -> Side:
    """Told by what the hat worn may change: its own students, its own slots, neither."""
    viewer = the_viewer()
    for kind, permission in (("school", P.COHORT_EDIT), ("enterprise", P.SLOT_EDIT)):
        if own := within & viewer.within(permission):
            return Side(kind, own, named=kind == "school")
    return Side("bureau", within)


def own_student(within: frozenset[int]) -> Student:
    """The student who is looking; 404 for anybody else."""
    found: Student = db.one_or_404(student_of_account(the_viewer().id).where(Student.school_id.in_(within)))
    return found


def why_not_take_back(placement: Placement) -> str | None:
    """The rule, asked today."""
    return rules.why_not_take_back(placement, first_day=placement.slot.starts_on, today=clock.today())


def why_not_answer(placement: Placement | None) -> str | None:
    """The rule, asked now; where there is no place, there is nothing to ask."""
    return rules.why_not_answer(placement, now=clock.now()) if placement else None


def why_not_accept(placement: Placement | None) -> str | None:
    """The rules, asked now."""
    return (why_not_answer(placement) or rules.why_not_accept(placement)) if placement else None
