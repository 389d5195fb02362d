"""The list of slots, narrowed and sorted by its address, as a page and as a file."""

from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel.i18n import _, _n, current_locale, speaking
from matching.slots import queries
from matching.slots.telling import county_name, told
from matching.slots.views.blueprint import bp, may_post, own_enterprises
from matching.slots.views.filtering import listing
from matching.web.downloads import Column, Table, export
from matching.web.filters import hours
from matching.web.guard import requires
from matching.web.paging import find


@bp.get("/slots")
@requires(P.SLOT_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Open slots of all enterprises in reach, withdrawn ones for those who posted them and the bureau."""
    own = own_enterprises(within)
    in_view = queries.slots_in_view(within, own)
    found = find(queries.listed(in_view), listing(in_view, within, own), entities=False, summed=["seats"])
    return render_template(
        "slots/index.html",
        found=found,
        county=county_name,
        majors=_majors_of(found.page.rows),
        week=_week_of,
        many_enterprises=len(within) > 1,
        with_states=bool(own),
        may_post=may_post(),
    )


def _majors_of(slots: Sequence[Row[Any]]) -> dict[int, str]:
    """Their names in one line, by slot."""
    codes: dict[int, list[str]] = {slot.id: [] for slot in slots}
    for slot_id, code in db.session.execute(queries.majors_at(codes)):
        codes[slot_id].append(code)
    return {slot_id: told("major_codes", found) for slot_id, found in codes.items()}


def _week_of(slot: Row[Any]) -> str:
    """One line for a list: how long a day is, what is off, and whether one can live there."""
    week = _week_worded(current_locale(), slot.hours_day, slot.rest_days_week, night_work=slot.night_work)
    return _("{first}, {second}").format(first=week, second=_("with lodging")) if slot.lodging else week


# A list says the same few weeks again and again.
@lru_cache(maxsize=1024)
def _week_worded(locale: str, hours_day: int, rest_days: int, *, night_work: bool) -> str:
    with speaking(locale):
        return _("{hours} a day, {rest}, {night}").format(
            hours=hours(hours_day),
            rest=_n("{n} day off a week", "{n} days off a week", rest_days).format(n=rest_days),
            night=_("night work") if night_work else _("no night work"),
        )


@bp.get("/slots.xlsx")
@requires(P.SLOT_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The whole list as a file."""
    own = own_enterprises(within)
    in_view = queries.slots_in_view(within, own)
    return export(
        Table(
            name="Slots",
            query=in_view,
            listing=listing(in_view, within, own),
            columns=_columns(),
        )
    )


def _columns() -> list[Column]:
    return [
        Column(_("Slot"), attrgetter("title")),
        Column(_("Enterprise"), attrgetter("enterprise.name")),
        Column(_("County"), lambda slot: county_name(slot.county)),
        Column(_("Majors"), lambda slot: told("major_codes", slot.major_codes)),
        Column(_("First day"), attrgetter("starts_on")),
        Column(_("Last day"), attrgetter("ends_on")),
        Column(_("Hours a day"), lambda slot: slot.hours_day / 10),
        Column(_("Hours a week"), lambda slot: slot.hours_week / 10),
        Column(_("Night work"), lambda slot: told("night_work", slot.night_work)),
        Column(_("Lodging"), lambda slot: told("lodging", slot.lodging)),
        Column(_("Pay, CNY a month"), attrgetter("pay_monthly")),
        Column(_("Seats"), attrgetter("seats")),
        Column(_("State"), attrgetter("state.label")),
    ]
