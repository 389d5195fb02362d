"""Whether teachers may be invited, and what an invitation came to."""

from datetime import date

from matching.kernel.i18n import _
from matching.practice.enums import MOST_INVITED, InvitationState, OfferState, SignUpState
from matching.practice.models import Invitation


def why_not_so_many(count: int) -> str | None:
    """Somebody at least, and no crowd by one click."""
    if not count:
        return _("Choose whom to invite.")
    if count > MOST_INVITED:
        return _("At most {n} teachers at once.").format(n=MOST_INVITED)
    return None


def why_not_decline(invitation: Invitation, sign_up: SignUpState | None, today: date) -> str | None:
    """Once, and before the invitation is answered by a sign-up or by time."""
    state = state_of(invitation, sign_up, today)
    if state is not InvitationState.OPEN:
        return _("This invitation is answered by now: {state}.").format(state=state.label)
    return None


def state_of(invitation: Invitation, sign_up: SignUpState | None, today: date) -> InvitationState:
    """A sign-up answers it, then a no, then time."""
    if sign_up is not None:
        return InvitationState.FOLLOWED
    if invitation.declined_at is not None:
        return InvitationState.DECLINED
    if invitation.offer.state is not OfferState.OPEN or invitation.offer.starts_on <= today:
        return InvitationState.OVER
    return InvitationState.OPEN
