"""Seats of practice posts: taken, freed, handed on. No other file moves them."""

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.kernel import clock
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post_all
from matching.practice.enums import ALIVE, SignUpState
from matching.practice.models import PracticeOffer, SignUp
from matching.teachers.models import Teacher


def release_all(offer: PracticeOffer, *, why: str, by: Viewer) -> int:
    """The post is gone: whoever held a seat or waited for one is told why; how many they were."""
    alive = select(SignUp).where(SignUp.offer_id == offer.id, SignUp.state.in_(ALIVE)).order_by(SignUp.id)
    sign_ups = db.session.scalars(alive.with_for_update(of=SignUp)).all()
    for sign_up in sign_ups:
        sign_up.state, sign_up.why = SignUpState.WITHDRAWN, why
        sign_up.queue_number = sign_up.offered_until = None
        sign_up.moved_at, sign_up.moved_by_id = clock.now(), by.id
        sign_up.version += 1
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
        _tell(offer, [sign_up.teacher_id for sign_up in sign_ups], why)
    return len(sign_ups)


def _tell(offer: PracticeOffer, teacher_ids: list[int], why: str) -> None:
    facts = {
        "enterprise": offer.enterprise.name,
        "title": offer.title,
        "starts_on": offer.starts_on.isoformat(),
        "ends_on": offer.ends_on.isoformat(),
        "reason": why,
    }
    accounts = db.session.scalars(select(Teacher.account_id).where(Teacher.id.in_(teacher_ids)))
    post_all(
        Letter.PRACTICE_POST_WITHDRAWN,
        [Address(account_id, facts) for account_id in accounts],
        key=f"practice_post:{offer.id}",
        url=f"/practices/{offer.id}",
    )
