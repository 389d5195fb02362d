"""Dates of visits as a list, as a file, and as a month."""

from calendar import Calendar
from collections import defaultdict
from datetime import date, datetime, time
from operator import attrgetter

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock, majors
from matching.kernel.i18n import _
from matching.slots.telling import county_name
from matching.visits.models import Occurrence
from matching.visits.queries import visits as queries
from matching.visits.telling.visits import subjects_named, told
from matching.visits.views.blueprint import bp
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires
from matching.web.listing import YEARS, Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for, find
from matching.web.session import the_viewer

FIRST_MONTH, LAST_MONTH = date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 1)


@bp.get("/visits")
@requires(P.VISIT_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Dates to come; of one's own visits also those that are over or called off."""
    own = _own()
    found = find(queries.dates_in_view(within, own), _listing(within, own))
    return render_template(
        "visits/index.html", found=found, own=own, county=county_name, subjects=subjects_named
    )


@bp.get("/visits.xlsx")
@requires(P.VISIT_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The whole list as a file."""
    own = _own()
    return export(
        Table(
            name="Visits",
            query=queries.dates_in_view(within, own),
            listing=_listing(within, own),
            columns=_columns(),
        )
    )


@bp.get("/visits/month")
@requires(P.VISIT_SEE)
def month(within: frozenset[int]) -> ResponseReturnValue:
    """The same dates as a sheet of the month."""
    first = _month_asked()
    after = _month_after(first)
    dates = queries.dates_in(within).where(queries.is_between(_begins(first), _begins(after)))
    days: defaultdict[date, list[Occurrence]] = defaultdict(list)
    for each in db.session.scalars(dates.where(queries.is_planned())):
        days[clock.local(each.starts_at).date()].append(each)
    return render_template(
        "visits/month.html",
        first=first,
        weeks=Calendar().monthdatescalendar(first.year, first.month),
        days=days,
        before=_month_after(first, -1) if first > FIRST_MONTH else None,
        after=after if after <= LAST_MONTH else None,
        today=clock.today(),
    )


def _own() -> frozenset[int]:
    """Whose past dates one sees in the list: an officer, who stands in for every host, does not need them."""
    viewer = the_viewer()
    return frozenset() if viewer.may(P.ROUND_EDIT) else viewer.within(P.VISIT_OFFER)


def _listing(within: frozenset[int], own: frozenset[int]) -> Listing:
    filters = [
        Filter(name="q", legend=_("Visit or host"), where=queries.is_called, kind=Kind.WORDS),
        Filter(
            name="only",
            legend=_("Free places"),
            where=queries.has_free_places,
            kind=Kind.ALL,
            options=[Option("free", _("With free places"))],
        ),
        Filter(
            name="subject",
            legend=_("For students of"),
            where=queries.suits,
            options=[Option(group.code, group.name) for group in majors.groups()],
        ),
        _counties(queries.dates_in_view(within, own)),
        Filter(name="state", legend=_("State"), where=queries.stands, options=_states() if own else []),
    ]
    return asked_for(filters, _sorts())


def _counties(in_view: Select[Occurrence]) -> Filter:
    counted = db.session.execute(queries.counties_of(in_view))
    options = [Option(code, county_name(code), count) for code, count in counted]
    return Filter(name="county", legend=_("County"), where=queries.is_in, options=options)


def _sorts() -> list[Sort]:
    free, over = Occurrence.seats - Occurrence.taken, Occurrence.starts_at < clock.now()
    return [
        # What is over comes last: nobody looks for it first.
        Sort(name="date", label=_("Soonest first"), by=(over, Occurrence.starts_at, Occurrence.id)),
        Sort(name="places", label=_("Most free places first"), by=(free.desc(), Occurrence.id), falling=True),
    ]


def _states() -> list[Option]:
    return [
        Option("to_come", _("To come")),
        Option("over", _("Over")),
        Option("cancelled", _("Cancelled")),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("Title of the visit"), attrgetter("visit.title")),
        Column(_("Host"), attrgetter("visit.enterprise.name")),
        Column(_("Begins"), lambda each: clock.written(each.starts_at)),
        Column(_("Ends"), lambda each: clock.written(each.ends_at)),
        Column(_("County"), lambda each: county_name(each.visit.county)),
        Column(_("For students of"), lambda each: subjects_named(each.visit.subject_codes)),
        Column(_("Least age"), lambda each: told("least_age", each.visit.least_age)),
        Column(_("Places for students"), attrgetter("seats")),
        Column(_("Taken"), attrgetter("taken")),
        Column(_("State"), attrgetter("state.label")),
    ]


def _month_asked() -> date:
    """As the address says it, 2026-04; else this month."""
    try:
        asked = date.fromisoformat(request.args.get("month", "") + "-01")
    except ValueError:
        return clock.today().replace(day=1)
    return min(max(asked, FIRST_MONTH), LAST_MONTH)


def _month_after(first: date, step: int = 1) -> date:
    count = first.year * 12 + first.month - 1 + step
    return date(count // 12, count % 12 + 1, 1)


def _begins(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, time()))
