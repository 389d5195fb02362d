"""The one question the database cannot answer: the law says who may choose what."""

from collections.abc import Iterator

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session

from matching.access.roles import Role
from matching.kernel import clock
from matching.law.book import Book
from matching.matters.enums import MatterKind
from matching.matters.found import Found
from matching.rounds.assembly import with_few_slots
from matching.rounds.enums import FEWEST_SLOTS, RoundState
from matching.rounds.models import MatchRound
from matching.rounds.queries import kinds_of_students, slots_of
from matching.slots.assembly import facts_of


def few_slots(session: Session, *, bureau_id: int | None = None) -> Iterator[Found]:
    """`n` students may choose too few slots: of each bureau the round whose wishes close next."""
    looked_at = set()
    for one in session.scalars(_collecting(bureau_id)).all():
        if one.bureau_id in looked_at:
            continue
        looked_at.add(one.bureau_id)
        few = with_few_slots(
            session.execute(kinds_of_students(one.id)).all(),
            [facts_of(slot) for slot in session.scalars(slots_of(one))],
            fewer_than=FEWEST_SLOTS,
            book=Book.default(),
        )
        if few:
            yield Found(
                kind=MatterKind.FEW_SLOTS,
                audience=Role.BUREAU_OFFICER.value,
                audience_id=one.bureau_id,
                subject_id=one.id,
                name=one.name,
                n=few,
                until=one.closes_at,
            )


def _collecting(bureau_id: int | None) -> Select[MatchRound]:
    theirs = MatchRound.bureau_id == bureau_id if bureau_id else true()
    return (
        select(MatchRound)
        .where(MatchRound.state == RoundState.COLLECTING, MatchRound.closes_at > clock.now(), theirs)
        .order_by(MatchRound.closes_at, MatchRound.id)
    )
