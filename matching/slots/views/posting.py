"""A new slot: filled in, judged by the law, looked at once more as a student sees it, posted."""

from datetime import date
from decimal import Decimal
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.law.finding import Finding
from matching.law.words import PayForm
from matching.organisations.models import Organisation
from matching.organisations.queries import one_organisation, organisations_in
from matching.slots import actions, queries, rules
from matching.slots.assembly import findings_of, terms_of
from matching.slots.enums import FARTHEST_YEARS
from matching.slots.forms import SlotForm, as_typed
from matching.slots.models import Slot
from matching.slots.telling import told_all
from matching.slots.views.blueprint import bp, id_in
from matching.slots.views.compliance import panel, so_far
from matching.web.guard import requires
from matching.web.session import the_viewer

MOST_TO_COPY = 20
OF_EACH_SLOT = ("title", "work", "seats", "starts_on", "ends_on", "exemption_number", "exemption_filed_on")
DATES = ("starts_on", "ends_on")


@bp.route("/slots/new", methods=["GET", "POST"])
@requires(P.SLOT_EDIT)
def new(within: frozenset[int]) -> ResponseReturnValue:
    """Without `confirm` the answer is the form, or the page before posting."""
    enterprises = list(db.session.scalars(organisations_in(within)))
    latest = list(db.session.scalars(queries.latest_of(within, MOST_TO_COPY)))
    form = SlotForm.from_request(**_beforehand(within, enterprises, latest))
    offer(form, enterprises)
    if form.accepted():
        enterprise = db.one_or_404(one_organisation(form.enterprise.data, within))
        if _passes(form, enterprise) and "change" not in request.form:
            if "confirm" not in request.form:
                return _last_look(form, enterprise)
            with form.showing_refusals():
                slot = actions.post(enterprise, form.terms(), reasons=form.reasons, by=the_viewer())
                flash(_("Posted. Students can choose it now."), "ok")
                return redirect(url_for(".show", slot_id=slot.id), code=303)
    host = next((each for each in enterprises if each.id == form.enterprise.data), enterprises[0])
    return render_template(
        "slots/new.html", form=form, latest=latest, enterprises=enterprises, panel=so_far(form, host)
    ), form.status


def offer(form: SlotForm, enterprises: list[Organisation], *, since: date | None = None) -> None:
    """Fill the form's lists; a slot may keep a first day that has passed, and start no earlier."""
    today = clock.today()
    form.offer(
        [(each.id, each.name) for each in enterprises],
        earliest=min(since or today, today),
        latest=date(today.year + FARTHEST_YEARS, 12, 31),
    )


def judge(form: SlotForm, enterprise: Organisation, *, without: int | None = None) -> list[Finding]:
    """Let the law answer to what was typed, beside the fields."""
    findings = findings_of(enterprise, form.terms(), without=without)
    form.tell(findings)
    return findings


def _passes(form: SlotForm, enterprise: Organisation) -> bool:
    nobody = rules.why_not_count(enterprise.on_post_staff)
    if nobody:
        form.show(nobody, field="seats")
    why_not = rules.why_not_post(judge(form, enterprise), form.reasons)
    if why_not:
        form.show(why_not)
    return nobody is None and why_not is None


def _last_look(form: SlotForm, enterprise: Organisation) -> ResponseReturnValue:
    terms = form.terms()
    return render_template(
        "slots/check.html",
        form=form,
        enterprise=enterprise,
        terms=terms,
        told=told_all(terms),
        panel=panel(enterprise, terms, form.reasons),
    )


def _beforehand(
    within: frozenset[int], enterprises: list[Organisation], latest: list[Slot]
) -> dict[str, Any]:
    """What the form holds at first: a copied slot, else what stays the same from slot to slot."""
    if "copy" in request.args:
        copied = one(queries.one_slot(id_in(request.args["copy"]) or 0, within))
        return _copied(copied) if copied is not None else abort(404)
    start = _first_slot(enterprises[0])
    if latest:
        kept = as_typed(terms_of(latest[0]))
        start |= {name: value for name, value in kept.items() if name not in OF_EACH_SLOT}
        start["enterprise"] = latest[0].enterprise_id
        if latest[0].night_work:
            start.pop("night_work")  # nobody offers night work by overlooking a field
    return start


def _copied(slot: Slot) -> dict[str, Any]:
    """All of it, but days that have passed."""
    kept = as_typed(terms_of(slot)) | {"enterprise": slot.enterprise_id}
    if slot.starts_on < clock.today():
        kept = {name: value for name, value in kept.items() if name not in DATES}
    return kept


def _first_slot(enterprise: Organisation) -> dict[str, Any]:
    """The usual hours are those of the rules in force."""
    rules_now = queries.book().on(clock.today())
    return {
        "enterprise": enterprise.id,
        "hours_day": Decimal(rules_now["INT-17"].value),
        "hours_week": Decimal(rules_now["INT-18b"].value),
        "rest_days_week": queries.FEWEST_REST_DAYS,
        "night_work": "no",
        "pay_form": PayForm.MONEY_DIRECT,
        "county": enterprise.county,
        "address": enterprise.address,
    }
