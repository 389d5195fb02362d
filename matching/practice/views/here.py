"""The code on site: the enterprise prints today's, the teacher scans it and is entered."""

import segno
from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.practice.actions import days as actions
from matching.practice.assembly import presence
from matching.practice.enums import DaySource
from matching.practice.forms.days import HereForm
from matching.practice.models import SignUp
from matching.practice.queries.days import going_to
from matching.practice.queries.offers import one_offer
from matching.practice.rules import days as rules
from matching.practice.views.blueprint import bp
from matching.web.addresses import public_address
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/practices/<int:offer_id>/poster")
@requires(P.PRACTICE_HOST)
def poster(offer_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Today's code, on the screen or on paper; tomorrow there is another."""
    offer = db.one_or_404(one_offer(offer_id, within))
    today = clock.today()
    address = public_address(".here", presence_code=presence.token_of(offer.id, today))
    return render_template(
        "practice/poster.html",
        offer=offer,
        today=today,
        why_not=rules.why_no_code(offer, today=today),
        code=segno.make(address, error="m").svg_data_uri(border=4),
    )


@bp.route("/practice-here/<string:presence_code>", methods=["GET", "POST"])
@requires(P.PRACTICE_SIGN_UP)
def here(presence_code: str, within: frozenset[int]) -> ResponseReturnValue:
    """One button for whoever stands in front of today's code."""
    form, today = HereForm.from_request(), clock.today()
    offer_id = presence.offer_of(presence_code, today)
    found = one(going_to(offer_id, the_viewer().id, within, today)) if offer_id is not None else None
    if found is not None and form.accepted():
        with form.showing_refusals():
            actions.enter(found, today, source=DaySource.QR, by=the_viewer())
            flash(_("Entered. Now the enterprise confirms it."), "ok")
            return redirect(url_for(".days", sign_up_id=found.id), code=303)
    return render_template(
        "practice/here.html",
        form=form,
        sign_up=found,
        today=today,
        why_not=None if form.has_faults else _why_not(offer_id, found),
    ), form.status


def _why_not(offer_id: int | None, found: SignUp | None) -> str | None:
    if offer_id is None:
        return _("This code is not today's. Scan the one the enterprise shows today.")
    if found is None:
        return _("You have no accepted sign-up for this post today.")
    return rules.why_not_keep(found)
