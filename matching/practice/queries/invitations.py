"""Find invitations to posts, what came of them, and posts to invite to."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, selectinload

from matching.kernel import clock
from matching.practice.enums import OfferState, SignUpState
from matching.practice.models import Invitation, PracticeOffer, SignUp
from matching.practice.queries.offers import offers_in
from matching.teachers.enums import PostState
from matching.teachers.models import Teacher, TeachingPost


def inviting(within: frozenset[int]) -> Select[PracticeOffer]:
    """Open posts to come with a free seat that no allocation hands out, the soonest first."""
    return (
        offers_in(within)
        .options(selectinload(PracticeOffer.subjects))
        .where(
            PracticeOffer.state == OfferState.OPEN,
            PracticeOffer.allocation_id.is_(None),
            PracticeOffer.taken < PracticeOffer.seats,
            PracticeOffer.starts_on > clock.today(),
        )
    )


def invitations_to(offer_ids: Collection[int], within: frozenset[int]) -> Select[Invitation, SignUpState]:
    """Who teaches at these schools and was invited to these posts, and the sign-up that followed."""
    return _told(Invitation.offer_id.in_(offer_ids)).where(_teaches_in(within))


def invitations_of(teacher_id: int) -> Select[Invitation, SignUpState]:
    """To which posts a teacher was invited, and the sign-ups that followed."""
    return _told(Invitation.teacher_id == teacher_id)


def one_of(account_id: int, invitation_id: int) -> Select[Invitation]:
    """One's own."""
    return (
        select(Invitation)
        .join(Invitation.teacher)
        .where(Invitation.id == invitation_id, Teacher.account_id == account_id)
    )


def to_post(offer_id: int, account_id: int) -> Select[Invitation]:
    """The invitation of whoever is looking to this post."""
    return (
        select(Invitation)
        .join(Invitation.teacher)
        .join(Invitation.inviter)
        .options(contains_eager(Invitation.inviter))
        .where(Invitation.offer_id == offer_id, Teacher.account_id == account_id)
    )


def invited_to(offer_id: int) -> Select[int]:
    """Teachers invited to a post so far."""
    return select(Invitation.teacher_id).where(Invitation.offer_id == offer_id)


def followed() -> ColumnElement[bool]:
    """Whether the teacher signed up for the post after the invitation."""
    after = select(SignUp.id).where(_follows(SignUp))
    return after.correlate(Invitation).exists()


def _told(which: ColumnElement[bool]) -> Select[Invitation, SignUpState]:
    later = aliased(SignUp)
    last = select(func.max(later.id)).where(_follows(later)).correlate(Invitation).scalar_subquery()
    return (
        select(Invitation, SignUp.state)
        .join(Invitation.teacher)
        .join(Invitation.inviter)
        .join(Invitation.offer)
        .outerjoin(SignUp, SignUp.id == last)
        .options(
            contains_eager(Invitation.teacher),
            contains_eager(Invitation.inviter),
            contains_eager(Invitation.offer),
        )
        .where(which)
        .order_by(Invitation.id.desc())
    )


def _follows(sign_up: type[SignUp]) -> ColumnElement[bool]:
    return and_(
        sign_up.offer_id == Invitation.offer_id,
        sign_up.teacher_id == Invitation.teacher_id,
        sign_up.asked_at >= Invitation.invited_at,
    )


def _teaches_in(within: frozenset[int]) -> ColumnElement[bool]:
    there = select(TeachingPost.id).where(
        TeachingPost.teacher_id == Invitation.teacher_id,
        TeachingPost.school_id.in_(within),
        TeachingPost.state == PostState.ACTIVE,
    )
    return there.exists()


def sign_up_after(invitation: Invitation) -> Select[SignUpState]:
    """The sign-up that answered an invitation, the newest first."""
    return (
        select(SignUp.state)
        .where(
            SignUp.offer_id == invitation.offer_id,
            SignUp.teacher_id == invitation.teacher_id,
            SignUp.asked_at >= invitation.invited_at,
        )
        .order_by(SignUp.id.desc())
    )
