"""A teacher ranks posts of an allocation. Every press is saved; the list counts as the deadline finds it."""

from sqlalchemy import delete, insert, select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked, one
from matching.kernel import clock
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.practice.models import Allocation, PracticeOffer, Preference
from matching.practice.queries import allocations as queries
from matching.practice.rules import allocations as rules
from matching.teachers.models import Teacher, TeachingPost
from matching.wishes.assembly.order import Move, moved
from matching.wishes.enums import MoveKind


def rank(allocation: Allocation, post: TeachingPost, *, move: Move, by: Viewer) -> list[int]:
    """Make one move in the list as it is now, and give it; one that changes nothing leaves no trace."""
    one(queries.held(allocation.id))
    locked(select(Teacher).where(Teacher.id == post.teacher_id))
    refuse_if(rules.why_not_rank(allocation, now=clock.now()))
    before = _order_of(allocation.id, post.teacher_id)
    after = moved(before, move)
    if after == before:
        return after
    if move.kind is MoveKind.ADD:
        refuse_if(rules.why_not_add(before))
        _refuse_stranger(allocation, move.slot_id)
    _write(allocation, post.teacher_id, after)
    record(
        AuditKind.ALLOCATION_RANK,
        allocation,
        by=by,
        organisation_id=post.school_id,
        name=allocation.name,
        count=len(after),
        move=move.kind.value,
    )
    return after


def _order_of(allocation_id: int, teacher_id: int) -> list[int]:
    """The posts a teacher ranked, the best first."""
    return [one.offer_id for one in db.session.scalars(queries.ranking_of(allocation_id, teacher_id))]


def _write(allocation: Allocation, teacher_id: int, order: list[int]) -> None:
    own = (Preference.allocation_id == allocation.id) & (Preference.teacher_id == teacher_id)
    db.session.execute(delete(Preference).where(own))
    rows = [
        {
            "allocation_id": allocation.id,
            "teacher_id": teacher_id,
            "offer_id": offer_id,
            "rank": rank,
            "ranked_at": clock.now(),
        }
        for rank, offer_id in enumerate(order, start=1)
    ]
    if rows:
        db.session.execute(insert(Preference), rows)


def _refuse_stranger(allocation: Allocation, offer_id: int) -> None:
    here = queries.posts_of(allocation.id).where(PracticeOffer.id == offer_id)
    if one(here) is None:
        raise Refused(_("There is no such post in this allocation."))
