"""How far posts go towards the days a teacher misses today."""

from collections.abc import Iterable
from datetime import date

from matching.kernel import holidays
from matching.kernel.periods import Period
from matching.practice.assembly.standings import Ledger
from matching.practice.ledger.filling import Fill, days_given, fill
from matching.practice.models import PracticeOffer


def days_of(offer: PracticeOffer, on: date) -> tuple[Period, ...]:
    """The days a post still gives after a day."""
    span = Period(offer.starts_on, offer.ends_on)
    return days_given(span, offer.days_week, after=on, is_rest=holidays.is_rest)


def fills_of(ledger: Ledger, offers: Iterable[PracticeOffer], on: date) -> dict[int, Fill]:
    """By post; none where nothing is missing, and none of a post that adds nothing."""
    if ledger.standing.is_fulfilled:
        return {}
    fills = {each.id: fill(ledger.stretches, ledger.standing.gap, days_of(each, on)) for each in offers}
    return {offer_id: one for offer_id, one in fills.items() if one.days}
