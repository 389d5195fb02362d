"""Find posts for practice; lists and pages share one WHERE."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Date, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, selectinload

from matching.db import Moment, on_sending
from matching.kernel import clock
from matching.organisations.models import Organisation
from matching.practice.enums import (
    ALIVE,
    FRESH_DAYS,
    SUMMER,
    WINTER,
    OfferState,
    PracticeForm,
)
from matching.practice.models import OfferSubject, PracticeOffer, SignUp


def offers_in(within: frozenset[int]) -> Select[PracticeOffer]:
    """All posts of these enterprises, the enterprise beside each."""
    return (
        select(PracticeOffer)
        .join(PracticeOffer.enterprise)
        .options(contains_eager(PracticeOffer.enterprise))
        .where(PracticeOffer.enterprise_id.in_(within))
        .order_by(PracticeOffer.starts_on, PracticeOffer.id)
    )


def offers_in_view(within: frozenset[int], own: frozenset[int]) -> Select[PracticeOffer]:
    """What a list shows: open ones that are not over, and of one's `own` enterprises all of them."""
    seen = or_(is_offered(), PracticeOffer.enterprise_id.in_(own))
    return offers_in(within).where(seen).options(selectinload(PracticeOffer.subjects))


def one_offer(offer_id: int, within: frozenset[int]) -> Select[PracticeOffer]:
    """One of them, withdrawn or not."""
    return offers_in(within).where(PracticeOffer.id == offer_id)


def latest_of(within: frozenset[int], most: int) -> Select[PracticeOffer]:
    """The last posts of these enterprises, newest first, to copy from."""
    return offers_in(within).order_by(None).order_by(PracticeOffer.id.desc()).limit(most)


def is_offered() -> ColumnElement[bool]:
    """Whether it is open and not over."""
    return and_(PracticeOffer.state == OfferState.OPEN, PracticeOffer.ends_on >= clock.today())


def is_old() -> ColumnElement[bool]:
    """Whether it is still to come and nobody has confirmed it for long."""
    return and_(
        PracticeOffer.state == OfferState.OPEN,
        PracticeOffer.starts_on > on_sending(clock.today, Date()),
        PracticeOffer.fresh_at < on_sending(fresh_since, Moment()),
    )


def fresh_since() -> datetime:
    """What was confirmed since then is fresh."""
    return clock.now() - timedelta(days=FRESH_DAYS)


def is_called(words: str) -> ColumnElement[bool]:
    """Whether the post, what is learned or its enterprise is called so."""
    named = (PracticeOffer.title, PracticeOffer.learn, Organisation.name)
    return or_(*(column.icontains(words, autoescape=True) for column in named))


def is_for_subject(code: str | InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether it is for teachers of a group of majors, or for all teachers."""
    return or_(PracticeOffer.subjects.any(OfferSubject.subject == code), ~PracticeOffer.subjects.any())


def lies_in(time: str) -> ColumnElement[bool]:
    """Whether it lies within the holidays to come, or begins in the next month."""
    today = clock.today()
    if time == "next_month":
        first = _next_month(today)
        return and_(PracticeOffer.starts_on >= first, PracticeOffer.starts_on < _next_month(first))
    opens, closes = {"summer": SUMMER, "winter": WINTER}[time]
    year = today.year if today <= date(today.year, *closes) else today.year + 1
    return and_(PracticeOffer.starts_on >= date(year, *opens), PracticeOffer.ends_on <= date(year, *closes))


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def is_of_form(form: str) -> ColumnElement[bool]:
    """Whether it is of the form of this value."""
    return PracticeOffer.form.in_([each for each in PracticeForm if each.value == form])


def has_free_seats(_value: str) -> ColumnElement[bool]:
    """Whether somebody still finds a seat."""
    return PracticeOffer.taken < PracticeOffer.seats


def stands(state: str) -> ColumnElement[bool]:
    """Whether it is offered, old, over or withdrawn."""
    conditions: dict[str, ColumnElement[bool]] = {
        "offered": is_offered(),
        "old": is_old(),
        "over": and_(PracticeOffer.state == OfferState.OPEN, PracticeOffer.ends_on < clock.today()),
        "withdrawn": PracticeOffer.state == OfferState.WITHDRAWN,
    }
    return conditions[state]


def subjects_of(found: Select[PracticeOffer]) -> Select[str, int]:
    """Group of majors and number of posts named for it, for the filter."""
    ids = found.with_only_columns(PracticeOffer.id).order_by(None)
    return (
        select(OfferSubject.subject, func.count())
        .where(OfferSubject.offer_id.in_(ids))
        .group_by(OfferSubject.subject)
        .order_by(OfferSubject.subject)
    )


def counties_of(found: Select[PracticeOffer]) -> Select[str, int]:
    """County code and number of posts there, for the filter."""
    counted = found.with_only_columns(PracticeOffer.county, func.count()).order_by(None)
    return counted.group_by(PracticeOffer.county).order_by(PracticeOffer.county)


def sign_ups_counted(offer_ids: list[int]) -> Select[int, int]:
    """Post, and how many living sign-ups it has."""
    return (
        select(SignUp.offer_id, func.count())
        .where(SignUp.offer_id.in_(offer_ids), SignUp.state.in_(ALIVE))
        .group_by(SignUp.offer_id)
    )
