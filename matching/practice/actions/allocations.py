"""Set up an allocation, cancel it, ask a second officer, publish: every deed holds the allocation first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict, locked
from matching.kernel import clock, vault
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.practice.actions import seats
from matching.practice.assembly import allocation_letters as letters
from matching.practice.assembly.allocation_input import new_seed
from matching.practice.assembly.allocation_outcome import doubts
from matching.practice.assembly.allocation_standing import why_not_stands
from matching.practice.enums import AllocationState, Timetable
from matching.practice.models import Allocation, PracticeOffer, SignUp
from matching.practice.queries import allocations as queries
from matching.practice.rules import allocations as rules
from matching.teachers.models import Teacher

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an officer sets up: posts of these enterprises that begin on one of the days are handed out."""

    name: str
    ranking_until: datetime
    first: date
    last: date
    enterprises: frozenset[int]


def create(plan: Plan, *, bureau_id: int, by: Viewer) -> Allocation:
    """From now on teachers rank these posts, and nobody signs up for them directly."""
    refuse_if(rules.why_not_deadline(plan.ranking_until, now=clock.now()), field="ranking_until")
    refuse_if(rules.why_not_days(plan.first, plan.last, plan.ranking_until), field="first")
    posts = db.session.scalars(queries.choosable(plan.enterprises, plan.first, plan.last)).all()
    refuse_if(rules.why_not_posts(len(posts)), field="first")
    row_key = vault.new_row_key()
    seed_sealed, commitment = new_seed(row_key)
    made = Allocation(
        bureau_id=bureau_id,
        name=plan.name,
        ranking_until=plan.ranking_until,
        row_key=row_key,
        seed_sealed=seed_sealed,
        seed_commitment=commitment,
        created_at=clock.now(),
        created_by_id=by.id,
    )
    db.session.add(made)
    flush_or_conflict(_("There is already an allocation with this name."), field="name")
    _take(made, [post.id for post in posts])
    _tell(AuditKind.ALLOCATION_CREATE, made, by=by, count=len(posts), commitment=commitment)
    return made


def cancel(allocation: Allocation, *, reason: str, by: Viewer) -> None:
    """Nothing is handed out: its posts are open to all again, and who ranked some is told why."""
    _hold(allocation)
    refuse_if(rules.why_not_cancel(allocation))
    refuse_if(rules.why_not_reason(reason), field="reason")
    posts = update(PracticeOffer).where(PracticeOffer.allocation_id == allocation.id)
    db.session.execute(posts.values(allocation_id=None))
    allocation.state = AllocationState.CANCELLED
    allocation.cancelled_at, allocation.cancelled_by_id = clock.now(), by.id
    allocation.cancelled_why = reason
    allocation.asked_at = allocation.asked_by_id = None
    _changed(AuditKind.ALLOCATION_CANCEL, allocation, by=by, reason=reason)
    letters.tell_of_cancellation(allocation)


def ask(allocation: Allocation, *, by: Viewer) -> None:
    """Ask a second officer to publish what was computed."""
    _hold(allocation)
    refuse_if(rules.why_not_ask(allocation))
    refuse_if(why_not_stands(allocation))
    allocation.state = AllocationState.ASKED
    allocation.asked_at, allocation.asked_by_id = clock.now(), by.id
    _changed(AuditKind.ALLOCATION_ASK, allocation, by=by, result=allocation.result["certificate"]["result"])
    letters.tell_other_officers(allocation, by=by)


def take_back(allocation: Allocation, *, by: Viewer) -> None:
    """Nobody is asked any more: it can be computed again, or asked for again."""
    _hold(allocation)
    refuse_if(rules.why_not_take_back(allocation))
    allocation.state = AllocationState.COMPUTED
    allocation.asked_at = allocation.asked_by_id = None
    _changed(AuditKind.ALLOCATION_TAKE_BACK, allocation, by=by)


def publish(allocation: Allocation, *, by: Viewer) -> None:
    """A second officer: sign-ups, letters and trail in this transaction, once, or nothing at all.

    The answer is proved again from what was frozen; posts and teachers are held, so that nothing changes
    between the last look and the seats.
    """
    _hold(allocation)
    refuse_if(rules.why_not_publish(allocation, by_id=by.id))
    _refuse_doubts(allocation)
    frozen, answers = allocation.frozen, allocation.result["answers"]
    _hold_all([post["id"] for post in frozen["posts"]], [one["teacher"] for one in answers])
    refuse_if(why_not_stands(allocation))
    allocation.state = AllocationState.PUBLISHED
    allocation.published_at, allocation.published_by_id = clock.now(), by.id
    db.session.flush()  # the table itself refuses an allocation published by whoever asked
    seats.hand_out(_sign_ups(allocation), by=by)
    figures = allocation.result["figures"]
    _changed(
        AuditKind.ALLOCATION_PUBLISH,
        allocation,
        by=by,
        placed=figures["placed"],
        teachers=figures["teachers"],
        asked_by=allocation.asked_by_id,
        engine=allocation.engine_version,
        result=allocation.result["certificate"]["result"],
    )
    letters.tell_everybody(allocation)


def _take(allocation: Allocation, post_ids: list[int]) -> None:
    """The posts belong to this allocation now; one that another took this very moment is refused."""
    free = update(PracticeOffer).where(
        PracticeOffer.id.in_(post_ids),
        PracticeOffer.allocation_id.is_(None),
    )
    taken = db.session.execute(free.values(allocation_id=allocation.id).returning(PracticeOffer.id)).all()
    if len(taken) != len(post_ids):
        raise Refused(_("Another allocation took some of these posts just now. Try again."), field="first")


def _sign_ups(allocation: Allocation) -> list[SignUp]:
    posts = {post["id"]: post for post in allocation.frozen["posts"]}
    schools = {teacher["id"]: teacher["school"] for teacher in allocation.frozen["teachers"]}
    return [
        SignUp(
            offer_id=one["post"],
            teacher_id=one["teacher"],
            school_id=schools[one["teacher"]],
            starts_on=date.fromisoformat(posts[one["post"]]["starts_on"]),
            ends_on=date.fromisoformat(posts[one["post"]]["ends_on"]),
            asked_at=clock.now(),
            wants="",
            timetable=Timetable.FREE,
            department_agrees=False,
        )
        for one in allocation.result["answers"]
        if one["post"] is not None
    ]


def _refuse_doubts(allocation: Allocation) -> None:
    if doubted := doubts(allocation):
        log.error("allocation refused", allocation=allocation.id, doubts=doubted)
        raise Refused(
            _("Nothing was published: the stored result does not prove itself. Tell the administrators.")
        )


def _hold(allocation: Allocation) -> None:
    heavy = (undefer(Allocation.frozen), undefer(Allocation.result))
    locked(select(Allocation).options(*heavy).where(Allocation.id == allocation.id))


def _hold_all(offer_ids: list[int], teacher_ids: list[int]) -> None:
    """Posts, then teachers, each in the order of their ids: as every deed about seats waits."""
    posts = select(PracticeOffer).where(PracticeOffer.id.in_(offer_ids)).order_by(PracticeOffer.id)
    held = posts.with_for_update(of=PracticeOffer).execution_options(populate_existing=True)
    db.session.scalars(held).all()
    teachers = select(Teacher.id).where(Teacher.id.in_(teacher_ids)).order_by(Teacher.id)
    db.session.scalars(teachers.with_for_update(of=Teacher, key_share=True)).all()


def _changed(kind: AuditKind, allocation: Allocation, *, by: Viewer, **facts: Any) -> None:
    allocation.version += 1
    db.session.flush()
    _tell(kind, allocation, by=by, **facts)


def _tell(kind: AuditKind, allocation: Allocation, *, by: Viewer, **facts: Any) -> None:
    record(
        kind,
        allocation,
        by=by,
        organisation_id=allocation.bureau_id,
        name=allocation.name,
        **facts,
    )
