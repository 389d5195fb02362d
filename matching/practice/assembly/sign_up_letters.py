"""Who hears of a step of a sign-up. Letters to staff name no teacher: the page behind them does."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from matching.access.roles import Role
from matching.db import db
from matching.kernel import clock
from matching.organisations.queries import staff_ids
from matching.outbox.letters import Letter
from matching.outbox.post import Address, post, post_all
from matching.practice.enums import SignUpState
from matching.practice.models import PracticeOffer, SignUp
from matching.teachers.models import Teacher, TeachingPost

KNOWN_TO_ENTERPRISE = frozenset({SignUpState.APPROVED, SignUpState.ACCEPTED})
KNOWN_TO_SCHOOL = KNOWN_TO_ENTERPRISE | {SignUpState.ASKED}


def tell_school(sign_up: SignUp) -> None:
    """Somebody asks whether they may go."""
    _tell_staff(Letter.PRACTICE_ASKED, sign_up, sign_up.school_id, Role.SCHOOL_COORDINATOR)


def tell_of_approval(sign_up: SignUp) -> None:
    """The teacher, and the enterprise that decides now."""
    _tell_teacher(Letter.PRACTICE_APPROVED, sign_up)
    _tell_staff(Letter.PRACTICE_TO_ACCEPT, sign_up, sign_up.offer.enterprise_id, Role.ENTERPRISE_HR)


def tell_of_acceptance(sign_up: SignUp) -> None:
    """The teacher goes."""
    _tell_teacher(Letter.PRACTICE_ACCEPTED, sign_up)


def tell_of_refusal(sign_up: SignUp) -> None:
    """The teacher, with the reason."""
    _tell_teacher(Letter.PRACTICE_REFUSED, sign_up, reason=sign_up.why)


def tell_of_withdrawal(sign_up: SignUp, before: SignUpState) -> None:
    """Those who had read the sign-up already."""
    if before in KNOWN_TO_SCHOOL:
        _tell_staff(Letter.PRACTICE_WITHDRAWN, sign_up, sign_up.school_id, Role.SCHOOL_COORDINATOR)
    if before in KNOWN_TO_ENTERPRISE:
        _tell_staff(Letter.PRACTICE_WITHDRAWN, sign_up, sign_up.offer.enterprise_id, Role.ENTERPRISE_HR)


def tell_of_early_end(sign_up: SignUp) -> None:
    """The enterprise: the teacher does not come any more."""
    _tell_staff(Letter.PRACTICE_ENDS_EARLY, sign_up, sign_up.offer.enterprise_id, Role.ENTERPRISE_HR)


def tell_of_leaving(left: TeachingPost) -> None:
    """The teacher: what was noted, and what becomes of profile, sign-ups and record."""
    post(
        Letter.TEACHER_LEFT,
        to=left.teacher.account_id,
        key=f"teaching_post:{left.id}",
        url="/teachers/joining",
        school=left.school.name,
    )


def tell_of_offered_seat(sign_up: SignUp) -> None:
    """The next in line, and until when the seat waits."""
    assert sign_up.offered_until is not None  # the table itself says so of an offered seat
    _tell_teacher(Letter.PRACTICE_SEAT_OFFERED, sign_up, until=clock.written(sign_up.offered_until))


def tell_of_lapse(sign_up: SignUp, *, waited: bool) -> None:
    """The seat has gone on; or none became free before the days began."""
    _tell_teacher(Letter.PRACTICE_QUEUE_OVER if waited else Letter.PRACTICE_SEAT_LAPSED, sign_up)


def tell_of_withdrawn_post(offer: PracticeOffer, teacher_ids: Collection[int], why: str) -> None:
    """Everybody who held a seat or waited for one."""
    accounts = db.session.scalars(select(Teacher.account_id).where(Teacher.id.in_(teacher_ids)))
    facts = _facts_of(offer) | {"reason": why}
    post_all(
        Letter.PRACTICE_POST_WITHDRAWN,
        [Address(account_id, facts) for account_id in accounts],
        key=f"practice_post:{offer.id}",
        url=f"/practices/{offer.id}",
    )


def _tell_teacher(kind: Letter, sign_up: SignUp, **facts: Any) -> None:
    post(
        kind,
        to=sign_up.teacher.account_id,
        key=_key_of(sign_up),
        url=f"/sign-ups/{sign_up.id}",
        **_facts_of(sign_up.offer),
        **facts,
    )


def _tell_staff(kind: Letter, sign_up: SignUp, organisation_id: int, role: Role) -> None:
    readers = db.session.execute(staff_ids(frozenset({organisation_id}), role))
    facts = _facts_of(sign_up.offer)
    post_all(
        kind,
        [Address(account_id, facts) for account_id, _organisation_id in readers],
        key=f"{_key_of(sign_up)}:{organisation_id}",
        url=f"/sign-ups/{sign_up.id}",
    )


def _key_of(sign_up: SignUp) -> str:
    """Each step of each sign-up is news once."""
    return f"sign_up:{sign_up.id}:{sign_up.version}"


def _facts_of(offer: PracticeOffer) -> dict[str, Any]:
    return {
        "enterprise": offer.enterprise.name,
        "title": offer.title,
        "starts_on": offer.starts_on.isoformat(),
        "ends_on": offer.ends_on.isoformat(),
    }
