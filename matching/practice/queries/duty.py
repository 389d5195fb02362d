"""Find enterprises that are to keep posts for practice and offer none (TCH-08)."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from matching.kernel import clock
from matching.organisations.models import Organisation
from matching.organisations.queries import organisations_in
from matching.practice.models import DutyReminder, PracticeOffer
from matching.practice.queries.offers import is_offered


def is_obliged() -> ColumnElement[bool]:
    """Whether the law speaks of it: of designated size, or of industry-education integration."""
    return or_(Organisation.designated_size, Organisation.integration)


def without_posts(within: frozenset[int]) -> Select[Organisation]:
    """Obliged enterprises with no post that teachers can read of now, by name."""
    offers = select(PracticeOffer.id).where(PracticeOffer.enterprise_id == Organisation.id, is_offered())
    return organisations_in(within).where(is_obliged(), ~offers.exists())


def one_without_posts(enterprise_id: int, within: frozenset[int]) -> Select[Organisation]:
    """One of them."""
    return without_posts(within).where(Organisation.id == enterprise_id)


def posts_last_year(enterprise_ids: Collection[int]) -> Select[int, int]:
    """Enterprise, and how many posts of it began in the last calendar year."""
    last = clock.today().year - 1
    return (
        select(PracticeOffer.enterprise_id, func.count())
        .where(
            PracticeOffer.enterprise_id.in_(enterprise_ids),
            PracticeOffer.starts_on.between(date(last, 1, 1), date(last, 12, 31)),
        )
        .group_by(PracticeOffer.enterprise_id)
    )


def reminded(enterprise_ids: Collection[int]) -> Select[int, datetime]:
    """Enterprise, and when it was reminded last."""
    return (
        select(DutyReminder.enterprise_id, func.max(DutyReminder.reminded_at).label("at"))
        .where(DutyReminder.enterprise_id.in_(enterprise_ids))
        .group_by(DutyReminder.enterprise_id)
    )


def is_of_class(name: str) -> ColumnElement[bool]:
    """Whether it is obliged for this reason."""
    flags = {"size": Organisation.designated_size, "integration": Organisation.integration}
    return flags[name].is_(True)
