"""Whether a teacher may sign up, and what may become of a sign-up now."""

from datetime import date, datetime

from matching.kernel.i18n import _, _n
from matching.kernel.moments import spoken
from matching.kernel.moves import may_move
from matching.practice.enums import (
    SHORTEST_REASON,
    SIGN_UP_MOVES,
    AllocationState,
    OfferState,
    SignUpState,
)
from matching.practice.models import Allocation, PracticeOffer, SignUp

OVER = frozenset({AllocationState.PUBLISHED, AllocationState.CANCELLED})
CHANGEABLE = frozenset({SignUpState.WAITING, SignUpState.OFFERED, SignUpState.ASKED})


def why_not_open(
    offer: PracticeOffer, allocation: Allocation | None, *, now: datetime, today: date
) -> str | None:
    """Whether the post takes sign-ups at all, whoever asks."""
    if offer.state is not OfferState.OPEN:
        return _("The enterprise no longer offers this post.")
    if offer.starts_on <= today:
        return _("These days have begun, so nobody can sign up any more.")
    if allocation is None or allocation.state in OVER:
        return None
    if allocation.state is AllocationState.COLLECTING and now < allocation.ranking_until:
        return _("An allocation hands out this post. Rank it until {moment}.").format(
            moment=spoken(allocation.ranking_until)
        )
    return _("An allocation hands out this post just now. Seats that stay free are open to all afterwards.")


def why_not_again(earlier: SignUp | None) -> str | None:
    """One sign-up of a teacher for a post at a time."""
    if earlier is not None:
        return _("You have already signed up for this post.")
    return None


def why_not_busy(other: SignUp | None) -> str | None:
    """Nobody is at two enterprises on one day."""
    if other is None:
        return None
    return _("You hold a seat of “{title}” from {first} to {last}. Withdraw there first.").format(
        title=other.offer.title, first=spoken(other.starts_on), last=spoken(other.ends_on)
    )


def why_not_edit(sign_up: SignUp) -> str | None:
    """What the school has read stays as it is."""
    if sign_up.state not in CHANGEABLE:
        return _("Your school has decided on these words, so they stay.")
    return None


def why_not_approve(sign_up: SignUp) -> str | None:
    """The school decides once, on a sign-up that holds a seat."""
    return _why_not_move(sign_up, SignUpState.APPROVED)


def why_not_accept(sign_up: SignUp) -> str | None:
    """The enterprise decides once, after the school."""
    if sign_up.state is SignUpState.ASKED:
        return _("The school has not agreed yet.")
    return _why_not_move(sign_up, SignUpState.ACCEPTED)


def why_not_reason(reason: str) -> str | None:
    """Whoever is told reads why."""
    if len(reason) < SHORTEST_REASON:
        return _("Write in a few words why. The teacher reads it.")
    return None


def why_not_take(sign_up: SignUp, *, now: datetime) -> str | None:
    """While it is offered; the last moment does not count."""
    until = sign_up.offered_until
    if sign_up.state is SignUpState.LAPSED or (until is not None and now >= until):
        return _("The seat was not taken in time, and went to the next in line.")
    return _why_not_move(sign_up, SignUpState.ASKED)


def why_not_withdraw(sign_up: SignUp, *, days: int) -> str | None:
    """Days that were spent at the enterprise are not undone."""
    if days:
        sentence = _n(
            "{n} day at the enterprise stands in the record. Talk to your school about ending early.",
            "{n} days at the enterprise stand in the record. Talk to your school about ending early.",
            days,
        )
        return sentence.format(n=days)
    return _why_not_move(sign_up, SignUpState.WITHDRAWN)


def _why_not_move(sign_up: SignUp, there: SignUpState) -> str | None:
    if may_move(SIGN_UP_MOVES, sign_up.state, there):
        return None
    return _("This sign-up stands elsewhere by now: {state}.").format(state=sign_up.state.label)
