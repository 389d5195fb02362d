"""Bookings: the list of them, and one with the buttons of whoever may do something now."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.calendars.feed import MEDIA_TYPE, as_calendar
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.visits.actions import bookings as actions
from matching.visits.enums import ALIVE, BookingState
from matching.visits.forms.bookings import AnswerForm, CancelForm
from matching.visits.forms.visits import ReasonForm
from matching.visits.models import Booking, Occurrence
from matching.visits.queries import bookings as queries
from matching.visits.rules import bookings as rules
from matching.visits.telling.dates import of_booking
from matching.visits.views.blueprint import bp
from matching.visits.views.reach import reach
from matching.web.addresses import public_site
from matching.web.downloads import Column, Table, export
from matching.web.forms import BaseForm
from matching.web.guard import requires
from matching.web.listing import Filter, Kind, Listing, Option, Sort
from matching.web.paging import asked_for, find
from matching.web.session import the_viewer


@bp.get("/visit-bookings")
@requires(P.VISIT_SEE)
def bookings(within: frozenset[int]) -> ResponseReturnValue:
    """Those of one's school, or for one's visits; the latest date first."""
    del within  # one reads bookings by whose they are, not by whose visit it is
    found = find(queries.bookings_in(reach()), _listing())
    return render_template("visits/bookings.html", found=found, books=the_viewer().may(P.VISIT_BOOK))


@bp.get("/visit-bookings.xlsx")
@requires(P.VISIT_SEE)
def bookings_export(within: frozenset[int]) -> ResponseReturnValue:
    """The same rows as a file; it names classes and nobody."""
    del within
    return export(
        Table(
            name="Bookings of visits",
            query=queries.bookings_in(reach()),
            listing=_listing(),
            columns=_columns(),
        )
    )


@bp.get("/visit-bookings/<int:booking_id>")
@requires(P.VISIT_SEE)
def booking(booking_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """For the school and for the host."""
    del within
    return _page(_found(booking_id), AnswerForm.from_request())


@bp.get("/visit-bookings/<int:booking_id>.ics")
@requires(P.VISIT_SEE)
def booking_file(booking_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """For a calendar, once; the calendar one subscribes to keeps up with changes."""
    del within
    found = _found(booking_id)
    contents = as_calendar([of_booking(found)], name=_("Visits"), site=public_site(), now=clock.now())
    return (
        contents,
        200,
        {
            "Content-Type": MEDIA_TYPE,
            "Content-Disposition": f'attachment; filename="visit-{found.id}.ics"',
            "Cache-Control": "private, no-store",
        },
    )


@bp.post("/visit-bookings/<int:booking_id>/answer")
@requires(P.VISIT_OFFER)
def answer(booking_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The host: yes, or no with a reason."""
    found = one(queries.one_booking(booking_id, queries.Reach(schools=frozenset(), hosts=within))) or abort(
        404
    )
    if request.form.get("answer") != "no":
        return _done(found, AnswerForm.from_request(), actions.accept, _("Accepted. The school is told."))
    form = ReasonForm.from_request()
    said = _("Refused. The school reads your reason.")
    return _done(found, form, actions.refuse, said, reason=form.reason.data)


@bp.post("/visit-bookings/<int:booking_id>/places")
@requires(P.VISIT_BOOK)
def take_places(booking_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The next in line takes the places that were offered."""
    found = _own(booking_id, within)
    return _done(found, CancelForm.from_request(), actions.take_places, _("The places are yours."))


@bp.post("/visit-bookings/<int:booking_id>/cancellation")
@requires(P.VISIT_BOOK)
def cancel(booking_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The class does not come, or waits no longer; the places go to the next in line."""
    found, form = _own(booking_id, within), CancelForm.from_request()
    return _done(found, form, actions.cancel, _("Cancelled. The host is told."), why=form.reason.data or "")


def _found(booking_id: int) -> Booking:
    return one(queries.one_booking(booking_id, reach())) or abort(404)


def _own(booking_id: int, within: frozenset[int]) -> Booking:
    own = queries.Reach(schools=within, hosts=frozenset())
    return one(queries.one_booking(booking_id, own)) or abort(404)


def _done(
    found: Booking, form: BaseForm, deed: Callable[..., None], said: str, **told: Any
) -> ResponseReturnValue:
    if form.accepted():
        with form.showing_refusals():
            deed(found, by=the_viewer(), **told)
            flash(said, "ok")
            return redirect(url_for(".booking", booking_id=found.id), code=303)
    return _page(found, form)


def _page(found: Booking, form: BaseForm) -> ResponseReturnValue:
    viewer = the_viewer()
    return render_template(
        "visits/booking.html",
        booking=found,
        date=found.occurrence,
        visit=found.occurrence.visit,
        form=form,
        own=found.school_id in viewer.within(P.VISIT_BOOK),
        hosts=found.occurrence.visit.enterprise_id in viewer.within(P.VISIT_OFFER),
        alive=found.state in ALIVE,
        ahead=db.session.scalar(queries.ahead_of(found)) if found.state is BookingState.WAITING else None,
        why_not_change=rules.why_not_change(found, now=clock.now()),
        why_not_cancel=rules.why_not_cancel(found, now=clock.now()),
        why_not_take=rules.why_not_take(found, now=clock.now()),
    ), form.status


def _listing() -> Listing:
    return asked_for(
        [
            Filter(name="q", legend=_("Class, visit or host"), where=queries.is_called, kind=Kind.WORDS),
            Filter(
                name="state",
                legend=_("State"),
                where=queries.stands,
                kind=Kind.ANY,
                options=[Option(*choice) for choice in BookingState.choices()],
            ),
        ],
        [
            Sort(
                name="date",
                label=_("Latest date first"),
                by=(Occurrence.starts_at.desc(), Booking.id),
                falling=True,
            ),
            Sort(name="newest", label=_("Newest booking first"), by=(Booking.id.desc(),), falling=True),
        ],
    )


def _columns() -> list[Column]:
    return [
        Column(_("Class"), attrgetter("cohort.name")),
        Column(_("Title of the visit"), attrgetter("occurrence.visit.title")),
        Column(_("Host"), attrgetter("occurrence.visit.enterprise.name")),
        Column(_("Begins"), lambda each: clock.written(each.occurrence.starts_at)),
        Column(_("Students"), attrgetter("students")),
        Column(_("Adults with them"), attrgetter("adults")),
        Column(_("Who leads the group"), attrgetter("leader")),
        Column(_("What the group needs"), attrgetter("needs")),
        Column(_("State"), attrgetter("state.label")),
    ]
