"""What must always hold of practice."""

from collections.abc import Iterator
from functools import partial

from cryptography.exceptions import InvalidTag
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, undefer

from matching.imports import keeping
from matching.invariants import Invariant, Question, Witness
from matching.kernel.i18n import _l
from matching.practice.assembly.allocation_outcome import doubts
from matching.practice.enums import HOLDING, AllocationState
from matching.practice.importer import Column
from matching.practice.models import Allocation, PracticeOffer, SignUp, TeacherList

DAMAGED = (ValueError, KeyError, TypeError, IndexError)  # what an input that was touched may raise


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


def _does_not_follow(session: Session) -> Iterator[Witness]:
    """The answer is computed again from what was frozen."""
    for allocation in session.scalars(_computed()):
        try:
            doubted = bool(doubts(allocation))
        except DAMAGED:
            doubted = True
        except InvalidTag:
            continue  # that the seed does not open is another invariant's affair
        if doubted:
            yield {"allocation_id": allocation.id}


def _not_given(session: Session) -> Iterator[Witness]:
    """Teachers whom a published answer gives a post, and who never got a sign-up of it."""
    published = _computed().where(Allocation.state == AllocationState.PUBLISHED)
    for allocation in session.scalars(published):
        posts = [post["id"] for post in allocation.frozen["posts"]]
        given = select(SignUp.teacher_id, SignUp.offer_id).where(SignUp.offer_id.in_(posts), SignUp.allocated)
        there = {tuple(row) for row in session.execute(given)}
        for one in allocation.result["answers"]:
            if one["post"] is not None and (one["teacher"], one["post"]) not in there:
                yield {"allocation_id": allocation.id, "teacher_id": one["teacher"]}


def _computed() -> Select[Allocation]:
    heavy = (undefer(Allocation.frozen), undefer(Allocation.result))
    computed = select(Allocation).options(*heavy).where(Allocation.computed_at.is_not(None))
    return computed.order_by(Allocation.id)


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
    Invariant("I10", _l("Every allocation follows from what was frozen for it."), look=_does_not_follow),
    Invariant("I14", _l("Whoever a published allocation gave a post was signed up for it."), look=_not_given),
    Invariant("I13", _l("No teacher holds seats of two posts on the same day."), _in_two_places),
)
