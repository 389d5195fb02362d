"""Find slots; lists and pages share one WHERE."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from matching.law.book import Book
from matching.organisations.models import Organisation
from matching.slots.enums import SlotState
from matching.slots.models import Slot, SlotMajor

FEWEST_REST_DAYS = 2


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
    is_open = Slot.state == SlotState.OPEN
    # Where nobody's are asked for, the second half of an OR would still cost the database a search.
    return slots_in(within).where(or_(is_open, Slot.enterprise_id.in_(own)) if own else is_open)


def listed(found: Select[Slot]) -> Select[*tuple[Any, ...]]:
    """What one line of the list says of each slot."""
    return found.with_only_columns(
        Slot.id,
        Slot.title,
        Organisation.name.label("enterprise"),
        Slot.county,
        Slot.starts_on,
        Slot.ends_on,
        Slot.hours_day,
        Slot.rest_days_week,
        Slot.night_work,
        Slot.lodging,
        Slot.pay_monthly,
        Slot.seats,
        Slot.state,
        Slot.reasons,
    )


def majors_at(slot_ids: Collection[int]) -> Select[int, str]:
    """Slot and code of each of its majors."""
    return (
        select(SlotMajor.slot_id, SlotMajor.major_code)
        .where(SlotMajor.slot_id.in_(slot_ids))
        .order_by(SlotMajor.slot_id, SlotMajor.major_code)
    )


def one_slot(slot_id: int, within: frozenset[int]) -> Select[Slot]:
    """One of them, withdrawn or not."""
    return slots_in(within).where(Slot.id == slot_id)


def latest_of(within: frozenset[int], most: int) -> Select[Slot]:
    """The last postings of these enterprises, newest first, to copy from."""
    return slots_in(within).order_by(None).order_by(Slot.id.desc()).limit(most)


def is_called(words: str) -> ColumnElement[bool]:
    """Whether the slot, its work or its enterprise is called so."""
    named = (Slot.title, Slot.work, Organisation.name)
    return or_(*(column.icontains(words, autoescape=True) for column in named))


def is_for_major(code: str) -> ColumnElement[bool]:
    """Whether the slot is meant for a major."""
    return Slot.majors.any(SlotMajor.major_code == code)


def meets(condition: str) -> ColumnElement[bool]:
    """What students ask for again and again."""
    conditions: dict[str, ColumnElement[bool]] = {
        "lodging": Slot.lodging.is_(True),
        "no_night": Slot.night_work.is_(False),
        "two_days_off": Slot.rest_days_week >= FEWEST_REST_DAYS,
    }
    return conditions[condition]


def stands(state: str) -> ColumnElement[bool]:
    """Whether the slot is in the state of this value."""
    return Slot.state.in_([each for each in SlotState if each.value == state])


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
