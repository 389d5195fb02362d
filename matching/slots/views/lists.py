"""The list of slots, narrowed and sorted by its address, as a page and as a file."""

from operator import attrgetter

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel.i18n import _
from matching.slots import queries
from matching.slots.telling import county_name, major_name, told
from matching.slots.views.blueprint import bp, may_post, own_enterprises
from matching.slots.views.filtering import listing
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.paging import find


@bp.get("/slots")
@requires(P.SLOT_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Open slots of all enterprises in reach, withdrawn ones for those who posted them and the bureau."""
    own = own_enterprises(within)
    in_view, asked = queries.slots_in_view(within, own), listing(within, own)
    return render_template(
        "slots/index.html",
        found=find(in_view, asked),
        seats=db.session.scalar(queries.seats_of(asked.of(in_view))),
        county=county_name,
        major=major_name,
        many_enterprises=len(within) > 1,
        with_states=bool(own),
        may_post=may_post(),
    )


@bp.get("/slots.xlsx")
@requires(P.SLOT_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The whole list as a file."""
    own = own_enterprises(within)
    return export(
        Table(
            name="Slots",
            query=queries.slots_in_view(within, own),
            listing=listing(within, own),
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
