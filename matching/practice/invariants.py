"""What must always hold of practice."""

from functools import partial

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from matching.imports import keeping
from matching.invariants import Invariant, Question
from matching.kernel.i18n import _l
from matching.practice.enums import HOLDING
from matching.practice.importer import Column
from matching.practice.models import PracticeOffer, SignUp, TeacherList


def _miscounted() -> Question:
    held = (
        select(func.count())
        .where(SignUp.offer_id == PracticeOffer.id, SignUp.state.in_(HOLDING))
        .scalar_subquery()
    )
    return select(PracticeOffer.id).where(or_(PracticeOffer.taken != held, held > PracticeOffer.seats))


def _in_two_places() -> Question:
    one, other = aliased(SignUp), aliased(SignUp)
    return select(one.id, other.id.label("other_id")).where(
        one.teacher_id == other.teacher_id,
        one.id < other.id,
        one.state.in_(HOLDING),
        other.state.in_(HOLDING),
        one.starts_on <= other.ends_on,
        other.starts_on <= one.ends_on,
    )


INVARIANTS = (
    Invariant(
        "I1",
        _l("A practice post has as many seats taken as teachers hold, and no more than it has."),
        _miscounted,
    ),
    Invariant(
        "I20",
        _l("Lists of teachers that wait are what was uploaded; decided ones are emptied."),
        partial(keeping.emptied_too_late, TeacherList),
        partial(keeping.not_as_uploaded, TeacherList, Column),
    ),
    Invariant("I13", _l("No teacher holds seats of two posts on the same day."), _in_two_places),
)
