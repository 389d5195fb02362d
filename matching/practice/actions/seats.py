"""Seats of practice posts: taken, freed, handed on. No other file moves them.

A deed waits for the post, then for the sign-up, then for the one teacher it is about. Of those who wait in
the queue it takes only whom nobody else holds at this moment: no two deeds wait for each other in a circle.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.practice.assembly import sign_up_letters as letters
from matching.practice.enums import ALIVE, HOLDING, OFFER_OPEN, OfferState, SignUpState
from matching.practice.models import PracticeOffer, SignUp
from matching.practice.queries import sign_ups as queries
from matching.practice.rules import sign_ups as rules
from matching.teachers.models import Teacher


def take(offer: PracticeOffer, sign_up: SignUp, *, by: Viewer) -> None:
    """A seat at once, or the next number in the queue; whoever waits already comes first.

    The post is held by the caller; the sign-up is new and not in the session yet.
    """
    _held([sign_up.teacher_id])
    hand_on(offer, by=by)
    if offer.taken < offer.seats:
        refuse_if(rules.why_not_busy(_holding(sign_up)))
    if _count(offer, +1):
        sign_up.stand(SignUpState.ASKED, at=clock.now(), by_id=by.id)
    else:
        sign_up.stand(SignUpState.WAITING, at=clock.now(), by_id=by.id)
        sign_up.queue_number = _next_number(offer)
    db.session.add(sign_up)
    db.session.flush()


def hand_out(sign_ups: Sequence[SignUp], *, by: Viewer) -> None:
    """Seats to all of these new sign-ups at once, by an allocation; the caller says who may have one.

    Posts and teachers are held by the caller. More than are free are refused by the table itself.
    """
    taken = Counter(sign_up.offer_id for sign_up in sign_ups)
    for sign_up in sign_ups:
        sign_up.stand(SignUpState.ASKED, at=clock.now(), by_id=by.id)
        sign_up.allocated = True
    db.session.add_all(sign_ups)
    db.session.flush()
    offers = select(PracticeOffer).where(PracticeOffer.id.in_(taken)).order_by(PracticeOffer.id)
    for offer in db.session.scalars(offers):
        offer.taken += taken[offer.id]
        record(
            AuditKind.OFFER_HAND_OUT,
            offer,
            by=by,
            organisation_id=offer.enterprise_id,
            title=offer.title,
            count=taken[offer.id],
        )
    db.session.flush()


def free(sign_up: SignUp, state: SignUpState, *, why: str = "", by: Viewer | None) -> None:
    """It ends in this state; a seat that it held goes to the next in line. The post is held by the caller."""
    held = sign_up.state in HOLDING
    sign_up.stand(state, at=clock.now(), by_id=by.id if by else None, why=why)
    db.session.flush()
    if held:
        _count(sign_up.offer, -1)
        hand_on(sign_up.offer, by=by)


def hand_on(offer: PracticeOffer, *, by: Viewer | None) -> None:
    """Free seats are offered to those who wait, by their numbers; who is busy on these days is passed over.

    They keep their number: once they are free again, the sweep finds them. The post is held by the caller.
    """
    if offer.state is not OfferState.OPEN or offer.starts_on <= clock.today():
        return
    free_seats = offer.seats - offer.taken
    for sign_up in _next_in_line(offer, free_seats) if free_seats > 0 else []:
        if _count(offer, +1):
            _offer(offer, sign_up, by=by)


def lapse(offer: PracticeOffer, *, by: Viewer | None = None) -> int:
    """Offered seats not taken in time go on, and waiting ends with the first day; how many did."""
    late = select(SignUp).join(SignUp.offer).where(SignUp.offer_id == offer.id)
    late = late.where(queries.is_late(clock.now(), clock.today()))
    lapsed = db.session.scalars(late.order_by(SignUp.id).with_for_update(of=SignUp)).all()
    for sign_up in lapsed:
        waited = sign_up.state is SignUpState.WAITING
        free(sign_up, SignUpState.LAPSED, by=by)
        letters.tell_of_lapse(sign_up, waited=waited)
        _record(AuditKind.QUEUE_END if waited else AuditKind.SEAT_LAPSE, sign_up, by=by)
    return len(lapsed)


def release_all(offer: PracticeOffer, *, why: str, by: Viewer) -> int:
    """The post is gone: whoever held a seat or waited for one is told why; how many they were."""
    alive = select(SignUp).where(SignUp.offer_id == offer.id, SignUp.state.in_(ALIVE)).order_by(SignUp.id)
    sign_ups = db.session.scalars(alive.with_for_update(of=SignUp)).all()
    for sign_up in sign_ups:
        sign_up.stand(SignUpState.WITHDRAWN, at=clock.now(), by_id=by.id, why=why)
    offer.taken = 0
    if sign_ups:
        record(
            AuditKind.OFFER_RELEASE,
            offer,
            by=by,
            organisation_id=offer.enterprise_id,
            title=offer.title,
            count=len(sign_ups),
            reason=why,
        )
        letters.tell_of_withdrawn_post(offer, [sign_up.teacher_id for sign_up in sign_ups], why)
    return len(sign_ups)


def _next_in_line(offer: PracticeOffer, seats: int) -> list[SignUp]:
    waiting = db.session.scalars(queries.queue_of(offer.id)).all()
    held = _held([sign_up.teacher_id for sign_up in waiting], wait=False)
    busy = db.session.scalars(queries.holding_of(held, offer.starts_on, offer.ends_on)).all()
    passed_over = {sign_up.teacher_id for sign_up in busy}
    ready: list[SignUp] = []
    for sign_up in waiting:
        if sign_up.teacher_id not in held or len(ready) == seats:
            break  # somebody else is just deciding about this teacher: nobody overtakes them meanwhile
        if sign_up.teacher_id not in passed_over:
            ready.append(sign_up)
    return ready


def _held(teacher_ids: Collection[int], *, wait: bool = True) -> frozenset[int]:
    """Hold these teachers until the transaction ends, so that nobody gives them another seat meanwhile."""
    query = select(Teacher.id).where(Teacher.id.in_(teacher_ids)).order_by(Teacher.id)
    return frozenset(
        db.session.scalars(query.with_for_update(of=Teacher, key_share=True, skip_locked=not wait))
    )


def _holding(sign_up: SignUp) -> SignUp | None:
    """Another sign-up of the teacher that holds a seat on these days."""
    others = queries.holding_of([sign_up.teacher_id], sign_up.starts_on, sign_up.ends_on)
    return db.session.scalars(others.limit(1)).first()


def _offer(offer: PracticeOffer, sign_up: SignUp, *, by: Viewer | None) -> None:
    now = clock.now()
    # Whose seat it was is nobody's business.
    sign_up.stand(SignUpState.OFFERED, at=now, by_id=None)
    # The enterprise may have moved the days while nobody held a seat.
    sign_up.starts_on, sign_up.ends_on = offer.starts_on, offer.ends_on
    first_morning = clock.from_local(datetime.combine(offer.starts_on, time()))
    sign_up.offered_until = min(now + OFFER_OPEN, first_morning)
    db.session.flush()
    letters.tell_of_offered_seat(sign_up)
    _record(AuditKind.SEAT_OFFER, sign_up, by=by)


def _count(offer: PracticeOffer, step: int) -> bool:
    """One seat more or less is taken, if there is one: the database itself decides."""
    one_left = (PracticeOffer.taken < PracticeOffer.seats) & (PracticeOffer.state == OfferState.OPEN)
    changed = db.session.execute(
        update(PracticeOffer)
        .where(PracticeOffer.id == offer.id, one_left if step > 0 else PracticeOffer.taken > 0)
        .values(taken=PracticeOffer.taken + step)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(offer, ["taken"])
    return cast(CursorResult[Any], changed).rowcount == 1


def _next_number(offer: PracticeOffer) -> int:
    given = update(PracticeOffer).where(PracticeOffer.id == offer.id).values(queued=PracticeOffer.queued + 1)
    number = db.session.execute(
        given.returning(PracticeOffer.queued).execution_options(synchronize_session=False)
    ).scalar_one()
    db.session.refresh(offer, ["queued"])
    return number


def _record(kind: AuditKind, sign_up: SignUp, *, by: Viewer | None) -> None:
    offer = sign_up.offer
    record(
        kind,
        sign_up,
        by=by,
        organisation_id=sign_up.school_id,
        title=offer.title,
        teacher=sign_up.teacher.name,
    )
