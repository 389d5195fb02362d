"""Offer a post for practice, change it, say that it still holds, withdraw it."""

from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, locked, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.organisations.models import Organisation
from matching.organisations.queries import one_organisation, organisations_in
from matching.practice.actions import offers as actions
from matching.practice.assembly.offers import terms_of
from matching.practice.enums import FARTHEST_YEARS, FULL_WEEK, PracticeForm
from matching.practice.forms.offers import OfferForm, WithdrawForm, as_typed
from matching.practice.models import PracticeOffer
from matching.practice.queries import offers as queries
from matching.practice.rules import offers as rules
from matching.practice.telling.law import OF_POSTS, quoted
from matching.practice.views.blueprint import bp
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.session import the_viewer

MOST_TO_COPY = 20
OF_EACH_POST = ("title", "learn", "starts_on", "ends_on", "seats")


@bp.route("/practices/new", methods=["GET", "POST"])
@requires(P.PRACTICE_OFFER)
def new(within: frozenset[int]) -> ResponseReturnValue:
    """A new post, or a copy of an older one; what stays the same from post to post is filled in."""
    enterprises = list(db.session.scalars(organisations_in(within)))
    latest = list(db.session.scalars(queries.latest_of(within, MOST_TO_COPY)))
    form = OfferForm.from_request(**_beforehand(within, enterprises[0], latest))
    _fill(form, enterprises)
    if form.accepted():
        enterprise = db.one_or_404(one_organisation(form.enterprise.data, within))
        with form.showing_refusals():
            offer = actions.post(enterprise, form.terms(), by=the_viewer())
            flash(_("Posted. Teachers can sign up now."), "ok")
            return redirect(url_for(".show", offer_id=offer.id), code=303)
    return render_template(
        "practice/offer_new.html", form=form, latest=latest, enterprises=enterprises, said=quoted(OF_POSTS)
    ), form.status


@bp.route("/practices/<int:offer_id>/edit", methods=["GET", "POST"])
@requires(P.PRACTICE_OFFER)
def edit(offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change it; who changed it meanwhile, and what, is shown to the second."""
    offer = _to_change(offer_id, within)
    if request.method != "POST" and (why_not := rules.why_not_edit(offer)):
        flash(why_not, "warn")
        return redirect(url_for(".show", offer_id=offer_id), code=303)
    form = OfferForm.from_request(
        **as_typed(terms_of(offer)), enterprise=offer.enterprise_id, version=offer.version
    )
    _fill(form, [offer.enterprise], since=offer.starts_on)
    if form.accepted():
        with form.showing_refusals():
            actions.edit(offer, form.terms(), version=form.version_read, by=the_viewer())
            flash(_("Saved."), "ok")
            return redirect(url_for(".show", offer_id=offer_id), code=303)
    return render_template(
        "practice/offer_edit.html",
        form=form,
        offer=offer,
        enterprises=[offer.enterprise],
        said=quoted(OF_POSTS),
    ), form.status


@bp.post("/practices/<int:offer_id>/freshness")
@requires(P.PRACTICE_OFFER)
def confirm(offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """It still holds, as it stands."""
    actions.confirm(_to_change(offer_id, within), by=the_viewer())
    flash(_("Confirmed. Teachers see that the post still holds."), "ok")
    return redirect(url_for(".show", offer_id=offer_id), code=303)


@bp.route("/practices/<int:offer_id>/withdrawal", methods=["GET", "POST"])
@requires(P.PRACTICE_OFFER)
def withdraw(offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Take it out of the lists; everybody who signed up reads the reason."""
    offer = _to_change(offer_id, within)
    form = WithdrawForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.withdraw(offer, reason=form.reason.data, by=the_viewer())
            flash(_("Withdrawn. Everybody who signed up has been told."), "ok")
            return redirect(url_for(".show", offer_id=offer_id), code=303)
    why_not = rules.why_not_withdraw(offer, clock.today())
    return render_template(
        "practice/offer_withdraw.html", form=form, offer=offer, why_not=why_not
    ), form.status


def _to_change(offer_id: int, within: frozenset[int]) -> PracticeOffer:
    """Held while it is changed: of two editors at once, the second reads what the first wrote."""
    query = queries.one_offer(offer_id, within)
    offer = one(query) if request.method != "POST" else locked(query)
    return offer if offer is not None else abort(404)


def _fill(form: OfferForm, enterprises: list[Organisation], *, since: date | None = None) -> None:
    """A post may keep a first day that has passed, and start no earlier."""
    today = clock.today()
    form.offer(
        [(each.id, each.name) for each in enterprises],
        earliest=min(since or today, today),
        latest=date(today.year + FARTHEST_YEARS, 12, 31),
    )


def _beforehand(
    within: frozenset[int], enterprise: Organisation, latest: list[PracticeOffer]
) -> dict[str, Any]:
    """What the form holds at first: a copied post, else what stays the same from post to post."""
    if "copy" in request.args:
        copied = one(queries.one_offer(whole(request.args["copy"]) or 0, within)) or abort(404)
        return _moved(as_typed(terms_of(copied))) | {"enterprise": copied.enterprise_id}
    if latest:
        kept = as_typed(terms_of(latest[0]))
        return {name: value for name, value in kept.items() if name not in OF_EACH_POST} | {
            "enterprise": latest[0].enterprise_id
        }
    return {
        "enterprise": enterprise.id,
        "form": PracticeForm.POST,
        "days_week": FULL_WEEK,
        "seats": 1,
        "allowance_day": 0,
        "county": enterprise.county,
        "address": enterprise.address,
    }


def _moved(typed: dict[str, Any]) -> dict[str, Any]:
    """Last year's days, a year on and on the same day of the week."""
    while typed["starts_on"] < clock.today():
        for name in ("starts_on", "ends_on"):
            typed[name] += timedelta(weeks=52)
    return typed
