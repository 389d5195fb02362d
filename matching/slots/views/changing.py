"""Edit or withdraw a slot."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import locked, one
from matching.kernel.i18n import _
from matching.slots import actions, queries, rules
from matching.slots.assembly import findings_of, terms_of
from matching.slots.forms import REASON, SlotForm, WithdrawForm, as_typed
from matching.slots.models import Slot
from matching.slots.views.blueprint import bp
from matching.slots.views.compliance import so_far
from matching.slots.views.posting import judge, offer
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.route("/slots/<int:slot_id>/edit", methods=["GET", "POST"])
@requires(P.SLOT_EDIT)
def edit(slot_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change it; who changed it meanwhile, and what, is shown to the second."""
    slot = _to_change(slot_id, within)
    if request.method != "POST" and (why_not := rules.why_not_edit(slot)):
        flash(why_not, "warn")
        return redirect(url_for(".show", slot_id=slot_id), code=303)
    form = _edit_form(slot)
    if form.accepted():
        with form.showing_refusals():
            actions.edit(slot, form.terms(), reasons=form.reasons, version=form.version_read, by=the_viewer())
            flash(_("Saved."), "ok")
            return redirect(url_for(".show", slot_id=slot_id), code=303)
    if form.refusals:
        judge(form, slot.enterprise, without=slot_id)
    shown = so_far(form, slot.enterprise, slot)
    return render_template(
        "slots/edit.html", form=form, slot=slot, enterprises=[slot.enterprise], panel=shown
    ), form.status


@bp.route("/slots/<int:slot_id>/withdraw", methods=["GET", "POST"])
@requires(P.SLOT_EDIT)
def withdraw(slot_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Take it out of the lists, with the reason students read."""
    slot = _to_change(slot_id, within)
    form = WithdrawForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.withdraw(slot, reason=form.reason.data, by=the_viewer())
            flash(_("Withdrawn. Students no longer find it."), "ok")
            return redirect(url_for(".show", slot_id=slot_id), code=303)
    why_not = rules.why_not_withdraw(slot)
    return render_template("slots/withdraw.html", form=form, slot=slot, why_not=why_not), form.status


def _to_change(slot_id: int, within: frozenset[int]) -> Slot:
    """Held while it is changed: of two editors at once, the second reads what the first wrote."""
    query = queries.one_slot(slot_id, within)
    slot = one(query) if request.method != "POST" else locked(query)
    if slot is None:
        abort(404)
    return slot


def _edit_form(slot: Slot) -> SlotForm:
    terms = terms_of(slot)
    given = {REASON + rule_id: reason for rule_id, reason in slot.reasons.items()}
    form = SlotForm.from_request(
        **as_typed(terms), **given, enterprise=slot.enterprise_id, version=slot.version
    )
    offer(form, [slot.enterprise], since=slot.starts_on)
    if request.method != "POST":
        form.tell(findings_of(slot.enterprise, terms, without=slot.id), insisting=False)
    return form
