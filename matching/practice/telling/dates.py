"""What stands in a person's calendar: their own practice, or the teachers who come to their enterprise."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from matching.access.roles import Role
from matching.calendars.queries import Entry
from matching.db import db
from matching.kernel.i18n import _
from matching.organisations.models import Membership
from matching.practice.enums import HOLDING, SignUpState
from matching.practice.models import PracticeOffer, SignUp
from matching.teachers.models import Teacher

SETTLED = (SignUpState.ACCEPTED, SignUpState.CERTIFIED)


def dates_of(account_id: int) -> Iterator[Entry]:
    """Seats one holds; where a seat is offered, the moment until which it waits; teachers who are coming."""
    for sign_up in db.session.scalars(_held().where(Teacher.account_id == account_id)):
        yield _own(sign_up)
        if sign_up.offered_until is not None:
            yield Entry(
                key=f"practice-seat-{sign_up.id}",
                title=_("Take the seat by then: {title}").format(title=sign_up.offer.title),
                url=f"/sign-ups/{sign_up.id}",
                at=sign_up.offered_until,
            )
    hosts = select(Membership.organisation_id).where(
        Membership.account_id == account_id,
        Membership.role == Role.ENTERPRISE_HR,
        Membership.ended_at.is_(None),
    )
    coming = _held().where(PracticeOffer.enterprise_id.in_(hosts), SignUp.state.in_(SETTLED))
    for sign_up in db.session.scalars(coming):
        yield _entry(sign_up, f"practice-host-{sign_up.id}", sign_up.teacher.name)


def _held() -> Select[SignUp]:
    return (
        select(SignUp)
        .join(SignUp.offer)
        .join(SignUp.teacher)
        .options(contains_eager(SignUp.offer), contains_eager(SignUp.teacher))
        .where(SignUp.state.in_(HOLDING))
        .order_by(SignUp.starts_on, SignUp.id)
    )


def _own(sign_up: SignUp) -> Entry:
    told = "" if sign_up.state in SETTLED else sign_up.state.label
    return _entry(sign_up, f"practice-{sign_up.id}", told)


def _entry(sign_up: SignUp, key: str, told: str) -> Entry:
    title = _("Practice: {title}").format(title=sign_up.offer.title)
    return Entry(
        key=key,
        title=_("{first}, {second}").format(first=title, second=told) if told else title,
        url=f"/sign-ups/{sign_up.id}",
        first=sign_up.starts_on,
        last=sign_up.ends_on,
        place=sign_up.offer.address,
        version=sign_up.version,
    )
