"""Questions the database cannot answer: the law says who may choose what, lists of wishes are texts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matching.access.roles import Role
from matching.access.viewer import Hat
from matching.kernel import clock
from matching.law.book import Book
from matching.matters.enums import SOON_DAYS, MatterKind
from matching.matters.found import Found
from matching.matters.models import Matter
from matching.rounds.assembly import Choices
from matching.rounds.enums import FEWEST_SLOTS, RoundState
from matching.rounds.models import MatchRound
from matching.rounds.queries import (
    orders_of,
    slots_of,
    students_at_a_glance,
)
from matching.slots.assembly import facts_of
from matching.slots.models import Slot


def of_choice(session: Session) -> Iterator[Found]:
    """For the keeper: to schools that `n` of their students may choose too few slots, to a bureau the same of
    its round whose wishes close next; and to enterprises, in the last days before the deadline, that `n` of
    their slots stand on nobody's list.
    """
    told = set()
    for one in session.scalars(_collecting()).all():
        slots = session.scalars(slots_of(one)).all()
        choices = Choices([facts_of(slot) for slot in slots], enough=FEWEST_SLOTS, book=Book.default())
        few = Counter(
            student[6]
            for student in session.execute(students_at_a_glance(one.id))
            if choices.of(*student[1:5]).slots < FEWEST_SLOTS
        )
        if few and one.bureau_id not in told:
            yield _found(MatterKind.FEW_SLOTS, Role.BUREAU_OFFICER, one.bureau_id, one, n=few.total())
        told.add(one.bureau_id)
        for school_id, n in sorted(few.items()):
            yield _found(MatterKind.FEW_SLOTS, Role.SCHOOL_COORDINATOR, school_id, one, n=n)
        if one.closes_at - clock.now() <= timedelta(days=SOON_DAYS):
            for enterprise_id, n in sorted(_unranked(session, one, slots).items()):
                yield _found(MatterKind.UNRANKED, Role.ENTERPRISE_HR, enterprise_id, one, n=n)


def as_kept(session: Session, hat: Hat) -> Iterator[Found]:
    """For a page: what the keeper found last. Asked anew for each reader it would cost more than the page."""
    query = (
        select(Matter, MatchRound.name)
        .join(MatchRound, MatchRound.id == Matter.subject_id)
        .where(
            Matter.resolved_at.is_(None),
            Matter.audience == hat.role.value,
            Matter.audience_id == hat.organisation_id,
            Matter.kind.in_([MatterKind.FEW_SLOTS, MatterKind.UNRANKED]),
        )
        .order_by(Matter.id)
    )
    for row, name in session.execute(query):
        yield Found(
            kind=row.kind,
            audience=row.audience,
            audience_id=row.audience_id,
            subject_id=row.subject_id,
            name=name,
            n=row.n,
            until=row.due_at,
            since=row.raised_at,
        )


def _unranked(session: Session, one: MatchRound, slots: Sequence[Slot]) -> Counter[int]:
    wanted = {slot_id for order in session.scalars(orders_of(one.id)) for slot_id in order}
    return Counter(slot.enterprise_id for slot in slots if slot.id not in wanted)


def _found(kind: MatterKind, role: Role, at: int, one: MatchRound, *, n: int) -> Found:
    return Found(
        kind=kind,
        audience=role.value,
        audience_id=at,
        subject_id=one.id,
        name=one.name,
        n=n,
        until=one.closes_at,
    )


def _collecting() -> Select[MatchRound]:
    return (
        select(MatchRound)
        .where(MatchRound.state == RoundState.COLLECTING, MatchRound.closes_at > clock.now())
        .order_by(MatchRound.closes_at, MatchRound.id)
    )
