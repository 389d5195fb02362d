"""Sign up, approve, accept, refuse, withdraw, take an offered seat.

Every deed first holds the post and then the sign-up: two tabs, or two people, come one after the other, and
the second is told what the first has done.
"""

from typing import Any

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked, one
from matching.kernel import clock
from matching.kernel.errors import Conflict, refuse_if
from matching.kernel.i18n import _
from matching.practice.actions import seats
from matching.practice.assembly import sign_up_letters as letters
from matching.practice.assembly.sign_ups import Wish, wish_of
from matching.practice.enums import SignUpState
from matching.practice.models import PracticeOffer, SignUp
from matching.practice.queries import sign_ups as queries
from matching.practice.rules import sign_ups as rules
from matching.practice.telling.sign_ups import differences
from matching.teachers.models import TeachingPost


def sign_up(offer: PracticeOffer, post: TeachingPost, wish: Wish, *, by: Viewer) -> SignUp:
    """A teacher, who teaches at `post`, wants to go: a seat at once, or a place in the queue."""
    _hold_offer(offer.id)
    allocation = one(queries.allocation_of(offer))
    refuse_if(rules.why_not_open(offer, allocation, now=clock.now(), today=clock.today()))
    refuse_if(rules.why_not_again(one(queries.alive_of(offer.id, post.teacher_id))))
    made = _new(offer, post, wish)
    seats.take(offer, made, by=by)
    _record(AuditKind.SIGN_UP, made, by=by, queue=made.queue_number)
    if made.state is SignUpState.ASKED:
        letters.tell_school(made)
    return made


def edit(sign_up: SignUp, wish: Wish, *, version: int, by: Viewer) -> None:
    """Say it in other words, until the school has decided; from an older version both texts are shown."""
    _hold(sign_up)
    refuse_if(rules.why_not_edit(sign_up))
    if sign_up.version != version:
        raise Conflict(
            _("This sign-up was changed meanwhile. Look at both texts, then decide."),
            differences=differences(wish_of(sign_up), wish),
        )
    for name, value in vars(wish).items():
        setattr(sign_up, name, value)
    sign_up.version += 1
    db.session.flush()
    _record(AuditKind.SIGN_UP_EDIT, sign_up, by=by)


def approve(sign_up: SignUp, *, by: Viewer) -> None:
    """The school agrees; now the enterprise decides."""
    _hold(sign_up)
    refuse_if(rules.why_not_approve(sign_up))
    sign_up.stand(SignUpState.APPROVED, at=clock.now(), by_id=by.id)
    db.session.flush()
    _record(AuditKind.SIGN_UP_APPROVE, sign_up, by=by)
    letters.tell_of_approval(sign_up)


def accept(sign_up: SignUp, *, by: Viewer) -> None:
    """The enterprise takes the teacher."""
    _hold(sign_up)
    refuse_if(rules.why_not_accept(sign_up))
    sign_up.stand(SignUpState.ACCEPTED, at=clock.now(), by_id=by.id)
    db.session.flush()
    _record(AuditKind.SIGN_UP_ACCEPT, sign_up, by=by)
    letters.tell_of_acceptance(sign_up)


def refuse_by_school(sign_up: SignUp, *, reason: str, by: Viewer) -> None:
    """The school does not let the teacher go, and says why."""
    _hold(sign_up)
    refuse_if(rules.why_not_approve(sign_up))
    _refuse(sign_up, reason=reason, by=by)


def refuse_by_enterprise(sign_up: SignUp, *, reason: str, by: Viewer) -> None:
    """The enterprise does not take the teacher, and says why."""
    _hold(sign_up)
    refuse_if(rules.why_not_accept(sign_up))
    _refuse(sign_up, reason=reason, by=by)


def withdraw(sign_up: SignUp, *, why: str = "", by: Viewer) -> None:
    """The teacher does not go, declines an offered seat, or waits no longer; nobody has to say why."""
    _hold(sign_up)
    days = db.session.scalar(queries.days_kept(sign_up.id)) or 0
    refuse_if(rules.why_not_withdraw(sign_up, days=days))
    before = sign_up.state
    seats.free(sign_up, SignUpState.WITHDRAWN, why=why, by=by)
    _record(AuditKind.SIGN_UP_WITHDRAW, sign_up, by=by, before=before.value)
    letters.tell_of_withdrawal(sign_up, before)


def take_seat(sign_up: SignUp, *, by: Viewer) -> None:
    """The next in line takes the seat that was offered; the school decides as on any other."""
    _hold(sign_up)
    refuse_if(rules.why_not_take(sign_up, now=clock.now()))
    sign_up.stand(SignUpState.ASKED, at=clock.now(), by_id=by.id)
    db.session.flush()
    _record(AuditKind.SEAT_TAKE, sign_up, by=by)
    letters.tell_school(sign_up)


def _refuse(sign_up: SignUp, *, reason: str, by: Viewer) -> None:
    refuse_if(rules.why_not_reason(reason), field="reason")
    seats.free(sign_up, SignUpState.REFUSED, why=reason, by=by)
    _record(AuditKind.SIGN_UP_REFUSE, sign_up, by=by, reason=reason)
    letters.tell_of_refusal(sign_up)


def _new(offer: PracticeOffer, post: TeachingPost, wish: Wish) -> SignUp:
    return SignUp(
        offer_id=offer.id,
        teacher_id=post.teacher_id,
        school_id=post.school_id,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        asked_at=clock.now(),
        **vars(wish),
    )


def _hold(sign_up: SignUp) -> None:
    _hold_offer(sign_up.offer_id)
    locked(select(SignUp).where(SignUp.id == sign_up.id))


def _hold_offer(offer_id: int) -> None:
    locked(select(PracticeOffer).where(PracticeOffer.id == offer_id))


def _record(kind: AuditKind, sign_up: SignUp, *, by: Viewer, **facts: Any) -> None:
    record(
        kind,
        sign_up,
        by=by,
        organisation_id=sign_up.school_id,
        title=sign_up.offer.title,
        teacher=sign_up.teacher.name,
        **facts,
    )
