"""Whether a post for practice may be changed, confirmed or withdrawn now."""

from datetime import date

from matching.kernel.i18n import _, _n
from matching.kernel.moves import may_move
from matching.practice.enums import OFFER_MOVES, OfferState
from matching.practice.models import PracticeOffer


def why_not_dates(starts_on: date, ends_on: date) -> str | None:
    """A practice of one day begins and ends on the same."""
    if ends_on < starts_on:
        return _("The last day cannot be before the first.")
    return None


def why_not_edit(offer: PracticeOffer) -> str | None:
    """A withdrawn post stays as it was: teachers may have read it."""
    if offer.state is not OfferState.OPEN:
        return _("This post was withdrawn. Copy it to offer it again.")
    return None


def why_not_move(offer: PracticeOffer, starts_on: date, ends_on: date) -> str | None:
    """Teachers with a seat arranged their lessons around these days, and schools approved them."""
    if offer.taken and (offer.starts_on, offer.ends_on) != (starts_on, ends_on):
        return _("Teachers hold seats for these days, so the days stay. Offer other days as another post.")
    return None


def why_not_shrink(offer: PracticeOffer, seats: int) -> str | None:
    """Nobody loses a seat by an edit."""
    if seats < offer.taken:
        sentence = _n(
            "{n} teacher holds a seat, so there cannot be fewer.",
            "{n} teachers hold seats, so there cannot be fewer.",
            offer.taken,
        )
        return sentence.format(n=offer.taken)
    return None


def why_not_confirm(offer: PracticeOffer, today: date) -> str | None:
    """Of what is over nobody asks whether it still holds."""
    if offer.state is not OfferState.OPEN:
        return _("This post was withdrawn. Copy it to offer it again.")
    if offer.ends_on < today:
        return _("The days of this post are over. Copy it to offer it again.")
    return None


def why_not_withdraw(offer: PracticeOffer, today: date) -> str | None:
    """Once, and not from under teachers who are there: what they did stays done."""
    if not may_move(OFFER_MOVES, offer.state, OfferState.WITHDRAWN):
        return _("This post is already withdrawn.")
    if offer.taken and offer.starts_on <= today:
        return _("It has begun and teachers hold seats, so it cannot be withdrawn as a whole.")
    return None
