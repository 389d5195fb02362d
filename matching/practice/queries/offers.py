"""Find posts for practice; lists and pages share one WHERE."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from matching.practice.models import PracticeOffer


def offers_in(within: frozenset[int]) -> Select[PracticeOffer]:
    """All posts of these enterprises, the enterprise beside each."""
    return (
        select(PracticeOffer)
        .join(PracticeOffer.enterprise)
        .options(contains_eager(PracticeOffer.enterprise))
        .where(PracticeOffer.enterprise_id.in_(within))
        .order_by(PracticeOffer.starts_on, PracticeOffer.id)
    )


def one_offer(offer_id: int, within: frozenset[int]) -> Select[PracticeOffer]:
    """One of them, withdrawn or not."""
    return offers_in(within).where(PracticeOffer.id == offer_id)
