"""Find slots; lists and pages share one WHERE."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.law.book import Book
from matching.organisations.models import Organisation
from matching.slots.enums import SlotState, Sort
from matching.slots.models import Slot, SlotMajor

FEWEST_REST_DAYS = 2


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody filters a list by; empty means all."""

    major: str = ""
    county: str = ""
    enterprise_id: int | None = None
    words: str = ""
    lodging: bool = False
    no_night: bool = False
    two_days_off: bool = False
    state: SlotState | None = None
    sort: Sort = Sort.START


def slots_in(within: frozenset[int]) -> Select[Slot]:
    """All slots of these enterprises, the enterprise beside each."""
    return (
        select(Slot)
        .join(Slot.enterprise)
        .options(contains_eager(Slot.enterprise))
        .where(Slot.enterprise_id.in_(within))
        .order_by(Slot.starts_on, Slot.id)
    )


def slots_in_view(within: frozenset[int], own: frozenset[int]) -> Select[Slot]:
    """What a list shows: open ones, and of one's `own` enterprises the withdrawn ones too."""
    return slots_in(within).where(or_(Slot.state == SlotState.OPEN, Slot.enterprise_id.in_(own)))


def one_slot(slot_id: int, within: frozenset[int]) -> Select[Slot]:
    """One of them, withdrawn or not."""
    return slots_in(within).where(Slot.id == slot_id)


def latest_of(within: frozenset[int], most: int) -> Select[Slot]:
    """The last postings of these enterprises, newest first, to copy from."""
    return slots_in(within).order_by(None).order_by(Slot.id.desc()).limit(most)


def filtered(query: Select[Slot], wanted: Wanted) -> Select[Slot]:
    """The list narrowed and sorted as the address asks."""
    if wanted.major:
        query = query.where(Slot.majors.any(SlotMajor.major_code == wanted.major))
    if wanted.county:
        query = query.where(Slot.county == wanted.county)
    if wanted.enterprise_id is not None:
        query = query.where(Slot.enterprise_id == wanted.enterprise_id)
    if wanted.words:
        like = f"%{_literal(wanted.words)}%"
        query = query.where(
            or_(*(column.ilike(like, escape="\\") for column in (Slot.title, Slot.work, Organisation.name)))
        )
    if wanted.lodging:
        query = query.where(Slot.lodging)
    if wanted.no_night:
        query = query.where(~Slot.night_work)
    if wanted.two_days_off:
        query = query.where(Slot.rest_days_week >= FEWEST_REST_DAYS)
    if wanted.state is not None:
        query = query.where(Slot.state == wanted.state)
    return query.order_by(None).order_by(*_order(wanted.sort), Slot.id)


def seats_beside(
    enterprise_id: int, first_day: date, last_day: date, *, without: int | None = None
) -> Select[str, int]:
    """Title and seats of the enterprise's other open slots in these days, of all schools (INT-25, 26)."""
    query = (
        select(Slot.title, func.sum(Slot.seats))
        .where(
            Slot.enterprise_id == enterprise_id,
            Slot.state == SlotState.OPEN,
            Slot.starts_on <= last_day,
            Slot.ends_on >= first_day,
        )
        .group_by(Slot.title)
        .order_by(Slot.title)
    )
    return query if without is None else query.where(Slot.id != without)


def seats_of(found: Select[Slot]) -> Select[int]:
    """How many seats a list of slots has."""
    return select(func.coalesce(func.sum(found.order_by(None).subquery().c.seats), 0))


def majors_of(found: Select[Slot]) -> Select[str, int]:
    """Major code and number of slots for it, for the filter."""
    ids = found.with_only_columns(Slot.id).order_by(None)
    return (
        select(SlotMajor.major_code, func.count())
        .where(SlotMajor.slot_id.in_(ids))
        .group_by(SlotMajor.major_code)
        .order_by(SlotMajor.major_code)
    )


def counties_of(found: Select[Slot]) -> Select[str, int]:
    """County code and number of slots there, for the filter."""
    counted = found.with_only_columns(Slot.county, func.count()).order_by(None)
    return counted.group_by(Slot.county).order_by(Slot.county)


def enterprises_with_slots(within: frozenset[int]) -> Select[int, str]:
    """Id and name of enterprises that have posted, for the filter."""
    return (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_(within), Organisation.id.in_(select(Slot.enterprise_id)))
        .order_by(Organisation.name, Organisation.id)
    )


def book() -> Book:
    """The rules in force; a later room hands in the bureau's amendments."""
    return Book.default()


def _order(sort: Sort) -> tuple[ColumnElement[Any], ...]:
    orders: dict[Sort, tuple[ColumnElement[Any], ...]] = {
        Sort.START: (Slot.starts_on.asc(),),
        Sort.PAY: (Slot.pay_monthly.desc(),),
        Sort.SEATS: (Slot.seats.desc(),),
        Sort.NEWEST: (Slot.created_at.desc(),),
    }
    return orders[sort]


def _literal(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
