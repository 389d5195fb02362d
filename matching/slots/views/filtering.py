"""What the list of slots can be narrowed and sorted by."""

from collections.abc import Iterable

from flask import request
from sqlalchemy import Select

from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.organisations.queries import one_organisation
from matching.slots import queries
from matching.slots.enums import SlotState
from matching.slots.models import Slot
from matching.slots.telling import county_name, major_name
from matching.slots.views.blueprint import id_in
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for

MOST_ENTERPRISES = 40  # more do not fit into a filter; they are found by name


def listing(in_view: Select[Slot], within: frozenset[int], own: frozenset[int]) -> Listing:
    """As the address asks for it; states are told to those who see withdrawn slots too."""
    return asked_for(
        [
            Filter(name="q", legend=_("Slot or enterprise"), where=queries.is_called, kind=Kind.WORDS),
            _majors(db.session.execute(queries.majors_of(in_view))),
            _conditions(),
            _counties(db.session.execute(queries.counties_of(in_view))),
            _enterprises(within),
            Filter(
                name="state",
                legend=_("State"),
                where=queries.stands,
                options=[Option(*choice) for choice in SlotState.choices()] if own else [],
            ),
        ],
        sorts(),
    )


def sorts() -> list[Sort]:
    """In which orders the list comes."""
    return [
        # What has begun already comes last: nobody looks for it first.
        Sort(
            name="start",
            label=_("Earliest start first"),
            by=(Slot.starts_on < clock.today(), Slot.starts_on, Slot.id),
        ),
        Sort(name="pay", label=_("Highest pay first"), by=(Slot.pay_monthly.desc(), Slot.id), falling=True),
        Sort(name="seats", label=_("Most seats first"), by=(Slot.seats.desc(), Slot.id), falling=True),
        Sort(name="newest", label=_("Newest first"), by=(Slot.created_at.desc(), Slot.id), falling=True),
    ]


def _majors(counted: Iterable[tuple[str, int]]) -> Filter:
    options = [Option(code, major_name(code), count) for code, count in counted]
    return Filter(name="major", legend=_("Major"), where=queries.is_for_major, options=options)


def _conditions() -> Filter:
    options = [
        Option("lodging", _("With lodging")),
        Option("no_night", _("No night work")),
        Option("two_days_off", _("Two days off a week")),
    ]
    return Filter(name="only", legend=_("Conditions"), where=queries.meets, kind=Kind.ALL, options=options)


def _counties(counted: Iterable[tuple[str, int]]) -> Filter:
    options = [Option(code, county_name(code), count) for code, count in counted]
    return Filter(name="county", legend=_("County"), where=lambda code: Slot.county == code, options=options)


def _enterprises(within: frozenset[int]) -> Filter:
    listed = db.session.execute(queries.enterprises_with_slots(within).limit(MOST_ENTERPRISES + 1)).all()
    known = {str(one_id): name for one_id, name in listed} if 1 < len(listed) <= MOST_ENTERPRISES else {}
    asked = id_in(request.args.get("enterprise", ""))
    if asked is not None and str(asked) not in known:
        # One that is not among those to choose from is reached by a link of its slots.
        there = db.session.scalars(one_organisation(asked, within)).one_or_none()
        known[str(asked)] = there.name if there else _("One enterprise")
    return Filter(
        name="enterprise",
        legend=_("Enterprise"),
        where=lambda one_id: Slot.enterprise_id == int(one_id),
        options=[Option(one_id, name) for one_id, name in known.items()],
    )
