"""One date of a visit: who comes, for its host; its places; calling it off."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.visits.actions import visits as actions
from matching.visits.assembly.terms import terms_of
from matching.visits.enums import HOLDING
from matching.visits.forms.visits import ReasonForm, SeatsForm
from matching.visits.queries import bookings
from matching.visits.queries import visits as queries
from matching.visits.rules import bookings as booking_rules
from matching.visits.rules import visits as rules
from matching.visits.telling.visits import told_all
from matching.visits.views.blueprint import bp
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/visit-dates/<int:date_id>")
@requires(P.VISIT_SEE)
def date(date_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """When, where, what to bring; the host also sees who comes."""
    viewer = the_viewer()
    occurrence = db.one_or_404(queries.one_date(date_id, within))
    hosts = occurrence.visit.enterprise_id in viewer.within(P.VISIT_OFFER)
    coming = db.session.scalars(bookings.of_date(date_id)).all()
    schools = viewer.within(P.VISIT_BOOK)
    return render_template(
        "visits/date.html",
        date=occurrence,
        visit=occurrence.visit,
        told=told_all(terms_of(occurrence.visit)),
        hosts=hosts,
        coming=[each for each in coming if hosts or each.school_id in schools],
        heads=sum(each.students + each.adults for each in coming if each.state in HOLDING),
        why_not_book=booking_rules.why_not_open(occurrence, now=clock.now()),
        why_not_cancel=rules.why_not_cancel(occurrence, now=clock.now()),
    )


@bp.route("/visit-dates/<int:date_id>/places", methods=["GET", "POST"])
@requires(P.VISIT_OFFER)
def places(date_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """More or fewer places; whoever waits for them hears of it."""
    occurrence = db.one_or_404(queries.one_date(date_id, within))
    form = SeatsForm.from_request(seats=occurrence.seats, most_groups=occurrence.most_groups)
    if form.accepted():
        with form.showing_refusals():
            actions.reseat(
                occurrence, seats=form.seats.data, most_groups=form.most_groups.data, by=the_viewer()
            )
            flash(_("Saved."), "ok")
            return redirect(url_for(".date", date_id=date_id), code=303)
    return render_template(
        "visits/places.html",
        form=form,
        date=occurrence,
        why_not=rules.why_not_cancel(occurrence, now=clock.now()),
    ), form.status


@bp.route("/visit-dates/<int:date_id>/cancellation", methods=["GET", "POST"])
@requires(P.VISIT_OFFER)
def cancel_date(date_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """It does not take place; the page shows beforehand whom it concerns and what they will read."""
    occurrence = db.one_or_404(queries.one_date(date_id, within))
    form = ReasonForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            ended = actions.cancel_date(occurrence, reason=form.reason.data, by=the_viewer())
            said = _n(
                "Called off. {n} class has been told.", "Called off. {n} classes have been told.", ended
            )
            flash(said.format(n=ended), "ok")
            return redirect(url_for(".date", date_id=date_id), code=303)
    return render_template(
        "visits/cancel_date.html",
        form=form,
        date=occurrence,
        coming=db.session.scalars(bookings.of_date(date_id)).all(),
        why_not=rules.why_not_cancel(occurrence, now=clock.now()),
    ), form.status
