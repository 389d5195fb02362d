"""A teacher leaves a school: the role ends there, and so does what the school had agreed to for days to come.

Another school owes no word that this one gave, so a sign-up that has not begun is withdrawn and its seat goes
on. Practice under way ends with this day; the days until then stay with the school that agreed and certifies.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked
from matching.kernel import clock
from matching.practice.actions import seats
from matching.practice.assembly import sign_up_letters as letters
from matching.practice.enums import Parting, SignUpState
from matching.practice.models import PracticeOffer, SignUp
from matching.practice.queries.sign_ups import unfinished_of
from matching.practice.rules.leaving import parting_of
from matching.teachers import actions as teachers
from matching.teachers.models import TeachingPost


def leave(post: TeachingPost, *, reason: str, by: Viewer) -> None:
    """The school notes it; the teacher and the enterprises concerned are told."""
    teachers.leave(post, reason=reason, by=by)
    for sign_up in _unfinished(post):
        # As everywhere: first the post is held, then the sign-up.
        locked(select(PracticeOffer).where(PracticeOffer.id == sign_up.offer_id))
        locked(select(SignUp).where(SignUp.id == sign_up.id))
        parting = parting_of(sign_up, clock.today())
        if parting is Parting.WITHDRAWN:
            _withdraw(sign_up, by=by)
        elif parting is Parting.ENDS:
            _end(sign_up, by=by)
    letters.tell_of_leaving(post)


def _unfinished(post: TeachingPost) -> Sequence[SignUp]:
    return db.session.scalars(unfinished_of(post.teacher_id, post.school_id)).all()


def _withdraw(sign_up: SignUp, *, by: Viewer) -> None:
    before = sign_up.state
    seats.free(sign_up, SignUpState.WITHDRAWN, by=by)
    _record(AuditKind.SIGN_UP_LEAVE, sign_up, by=by, before=before.value)
    letters.tell_of_withdrawal(sign_up, before)


def _end(sign_up: SignUp, *, by: Viewer) -> None:
    sign_up.ends_on = clock.today()
    sign_up.version += 1
    db.session.flush()
    _record(AuditKind.SIGN_UP_END, sign_up, by=by, day=sign_up.ends_on.isoformat())
    letters.tell_of_early_end(sign_up)


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
