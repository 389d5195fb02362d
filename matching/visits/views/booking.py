"""Booking a class, and changing what was said of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.models import Cohort
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.visits.actions import bookings as actions
from matching.visits.assembly.sizes import sizes
from matching.visits.assembly.terms import group_of
from matching.visits.enums import BookingState
from matching.visits.forms.bookings import BookingForm, GroupForm
from matching.visits.models import Booking, Occurrence
from matching.visits.queries import bookings as queries
from matching.visits.queries.visits import one_date
from matching.visits.rules import bookings as rules
from matching.visits.rules.bookings import Size
from matching.visits.views.blueprint import bp
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.route("/visit-dates/<int:date_id>/booking", methods=["GET", "POST"])
@requires(P.VISIT_BOOK)
def book(date_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """A class, in numbers; places at once, or a number in the queue. Losing a race keeps what was typed."""
    viewer = the_viewer()
    date = db.one_or_404(one_date(date_id, viewer.within(P.VISIT_SEE)))
    cohorts = db.session.scalars(queries.groups_in(within)).all()
    known = sizes(cohorts, date)
    form = BookingForm.from_request(**_beforehand(cohorts, known, date))
    form.cohort.choices = [(each.id, each.name) for each in cohorts]
    if form.accepted():
        cohort = next(each for each in cohorts if each.id == form.cohort.data)
        with form.showing_refusals():
            made = actions.book(date, cohort, form.group, waits=form.waits, by=viewer)
            flash(_said(made), "ok")
            return redirect(url_for(".booking", booking_id=made.id), code=303)
    return _page(form, date, cohorts, known=known), form.status


@bp.route("/visit-bookings/<int:booking_id>/edit", methods=["GET", "POST"])
@requires(P.VISIT_BOOK)
def edit_booking(booking_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Other numbers or another leader, until the visit begins."""
    own = queries.Reach(schools=within, hosts=frozenset())
    found = db.one_or_404(queries.one_booking(booking_id, own))
    form = GroupForm.from_request(**vars(group_of(found)), version=found.version)
    if form.accepted():
        with form.showing_refusals():
            actions.change(found, form.group, version=form.version_read, by=the_viewer())
            flash(_("Saved. The host has been told."), "ok")
            return redirect(url_for(".booking", booking_id=booking_id), code=303)
    return render_template(
        "visits/booking_edit.html",
        form=form,
        booking=found,
        date=found.occurrence,
        why_not=rules.why_not_change(found, now=clock.now()),
    ), form.status


def _page(
    form: BookingForm, date: Occurrence, cohorts: Sequence[Cohort], *, known: Mapping[int, Size]
) -> str:
    """The form, with what is known of each class: its size, and where else it is at that time."""
    ids = [each.id for each in cohorts]
    busy = {
        each.cohort_id: each
        for each in db.session.scalars(queries.clashing(ids, date.starts_at, date.ends_at))
    }
    return render_template(
        "visits/book.html",
        form=form,
        date=date,
        visit=date.visit,
        cohorts=cohorts,
        sizes=known,
        busy=busy,
        why_not=rules.why_not_open(date, now=clock.now()),
    )


def _beforehand(cohorts: Sequence[Cohort], known: Mapping[int, Size], date: Occurrence) -> dict[str, Any]:
    """The first class that fits, or the one the address names; as many as may come; oneself as the leader."""
    if not cohorts:
        return {}
    asked = whole(request.args.get("cohort"))
    chosen = next((each for each in cohorts if each.id == asked), cohorts[0])
    students = min(known[chosen.id].old_enough, date.visit.most_group)
    return {
        "cohort": chosen.id,
        "students": students or None,
        "adults": rules.adults_asked(date.visit, students),
        "leader": the_viewer().name,
    }


def _said(made: Booking) -> str:
    if made.state is BookingState.WAITING:
        return _("The places are too few. Your class is number {n} on the waiting list.").format(
            n=made.queue_number
        )
    if made.state is BookingState.ASKED:
        return _("The places are kept for you. Now the host decides.")
    return _("Booked. Put it into your calendar.")
