"""What the rules say of a slot while it is typed: the same answers as on going on, and nothing is kept."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, intent, one
from matching.organisations.queries import one_organisation, organisations_in
from matching.slots import queries
from matching.slots.forms import SlotForm
from matching.slots.models import Slot
from matching.slots.views.blueprint import bp, id_in
from matching.slots.views.compliance import so_far
from matching.slots.views.posting import offer
from matching.web.guard import requires


@bp.post("/slots/compliance")
@requires(P.SLOT_EDIT)
def compliance(within: frozenset[int]) -> ResponseReturnValue:
    """The panel anew, and in words what has changed in it."""
    intent.set("read")  # a form is sent here, but nothing is written
    slot = _edited(within)
    form = SlotForm.from_request()
    offer(form, list(db.session.scalars(organisations_in(within))), since=slot.starts_on if slot else None)
    form.validate()
    enterprise = db.one_or_404(one_organisation(form.enterprise.data or 0, within))
    shown = so_far(form, enterprise, slot)
    return render_template(
        "slots/compliance_fragment.html", panel=shown, changed=shown.changed(request.form.get("was", ""))
    )


def _edited(within: frozenset[int]) -> Slot | None:
    if "slot" not in request.args:
        return None
    return one(queries.one_slot(id_in(request.args["slot"]) or 0, within)) or abort(404)
