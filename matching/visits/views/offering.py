"""Offer a visit and its dates, change it, withdraw it; and its page."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, locked, one
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.organisations.models import Organisation
from matching.organisations.queries import is_of_kind, one_organisation, organisations_in
from matching.visits.actions import visits as actions
from matching.visits.assembly.terms import terms_of
from matching.visits.enums import STUDENTS_AN_ADULT
from matching.visits.forms.visits import DatesForm, ReasonForm, VisitForm, as_typed
from matching.visits.models import Visit
from matching.visits.queries import visits as queries
from matching.visits.rules import visits as rules
from matching.visits.telling.visits import skipped, told_all
from matching.visits.views.blueprint import bp
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.session import the_viewer

MOST_TO_COPY = 20


@bp.get("/visits/<int:visit_id>")
@requires(P.VISIT_SEE)
def show(visit_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What it is, and its dates; withdrawn or not."""
    visit = db.one_or_404(queries.one_visit(visit_id, within))
    may_edit = visit.enterprise_id in the_viewer().within(P.VISIT_OFFER)
    dates = queries.dates_of(visit.id) if may_edit else queries.to_come_of(visit.id)
    return render_template(
        "visits/visit.html",
        visit=visit,
        told=told_all(terms_of(visit)),
        dates=db.session.scalars(dates).all(),
        may_edit=may_edit,
        why_not_edit=rules.why_not_edit(visit),
        now=clock.now(),
    )


@bp.route("/visits/new", methods=["GET", "POST"])
@requires(P.VISIT_OFFER)
def new(within: frozenset[int]) -> ResponseReturnValue:
    """A new visit, or a copy of an older one; its dates come next."""
    hosts = list(db.session.scalars(organisations_in(within).where(is_of_kind("enterprise"))))
    latest = list(db.session.scalars(queries.latest_of(within, MOST_TO_COPY)))
    form = VisitForm.from_request(**_beforehand(within, hosts[0]))
    form.offer([(each.id, each.name) for each in hosts])
    if form.accepted():
        enterprise = db.one_or_404(one_organisation(form.enterprise.data, within))
        with form.showing_refusals():
            visit = actions.offer(enterprise, form.terms(), by=the_viewer())
            flash(_("Saved. Now say on which dates."), "ok")
            return redirect(url_for(".add_dates", visit_id=visit.id), code=303)
    return render_template("visits/new.html", form=form, latest=latest, hosts=hosts), form.status


@bp.route("/visits/<int:visit_id>/edit", methods=["GET", "POST"])
@requires(P.VISIT_OFFER)
def edit(visit_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change it; who changed it meanwhile, and what, is shown to the second."""
    visit = _to_change(visit_id, within)
    form = VisitForm.from_request(
        **as_typed(terms_of(visit)), enterprise=visit.enterprise_id, version=visit.version
    )
    form.offer([(visit.enterprise_id, visit.enterprise.name)])
    if form.accepted():
        with form.showing_refusals():
            actions.edit(visit, form.terms(), version=form.version_read, by=the_viewer())
            flash(_("Saved."), "ok")
            return redirect(url_for(".show", visit_id=visit_id), code=303)
    return render_template(
        "visits/edit.html", form=form, visit=visit, why_not=rules.why_not_edit(visit)
    ), form.status


@bp.route("/visits/<int:visit_id>/dates", methods=["GET", "POST"])
@requires(P.VISIT_OFFER)
def add_dates(visit_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One date or a series; days of rest are left out, and that is told."""
    visit = _to_change(visit_id, within)
    form = DatesForm.from_request(count=1, every=1, seats=visit.most_group, most_groups=1)
    form.offer()
    if form.accepted():
        with form.showing_refusals():
            series = form.series()
            made = actions.add_dates(
                visit,
                series.dates,
                seats=form.seats.data,
                most_groups=form.most_groups.data,
                by=the_viewer(),
            )
            said = _n("{n} date is open for booking.", "{n} dates are open for booking.", len(made))
            flash(said.format(n=len(made)) + (skipped(series.skipped) if series.skipped else ""), "ok")
            return redirect(url_for(".show", visit_id=visit_id), code=303)
    return render_template(
        "visits/dates.html", form=form, visit=visit, why_not=rules.why_not_edit(visit)
    ), form.status


@bp.route("/visits/<int:visit_id>/withdrawal", methods=["GET", "POST"])
@requires(P.VISIT_OFFER)
def withdraw(visit_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Take it out of the lists; whoever booked a date to come reads the reason."""
    visit = _to_change(visit_id, within)
    form = ReasonForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.withdraw(visit, reason=form.reason.data, by=the_viewer())
            flash(_("Withdrawn. Every class that booked has been told."), "ok")
            return redirect(url_for(".show", visit_id=visit_id), code=303)
    return render_template(
        "visits/withdraw.html", form=form, visit=visit, why_not=rules.why_not_withdraw(visit)
    ), form.status


def _to_change(visit_id: int, within: frozenset[int]) -> Visit:
    """Held while it is changed: of two editors at once, the second reads what the first wrote."""
    query = queries.one_visit(visit_id, within)
    visit = one(query) if request.method != "POST" else locked(query)
    return visit if visit is not None else abort(404)


def _beforehand(within: frozenset[int], host: Organisation) -> dict[str, Any]:
    """What the form holds at first: a copied visit, else what most hosts say."""
    if "copy" in request.args:
        copied = one(queries.one_visit(whole(request.args["copy"]) or 0, within)) or abort(404)
        return as_typed(terms_of(copied)) | {"enterprise": copied.enterprise_id}
    return {
        "enterprise": host.id,
        "county": host.county,
        "address": host.address,
        "least_group": 1,
        "most_group": 40,
        "least_age": 0,
        "students_an_adult": STUDENTS_AN_ADULT,
        "languages": _("Mandarin Chinese"),
    }
