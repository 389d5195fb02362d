"""One slot as a student reads it, and what the law says of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.accounts.queries import account
from matching.db import db, one
from matching.slots import queries
from matching.slots.assembly import terms_of
from matching.slots.models import Slot
from matching.slots.telling import told_all
from matching.slots.views.blueprint import bp, own_enterprises
from matching.slots.views.compliance import panel
from matching.web.guard import requires
from matching.web.session import the_viewer


@bp.get("/slots/<int:slot_id>")
@requires(P.SLOT_SEE)
def show(slot_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Withdrawn or not: who ranked it has to learn why it is gone."""
    slot = db.one_or_404(queries.one_slot(slot_id, within))
    terms = terms_of(slot)
    return render_template(
        "slots/show.html",
        slot=slot,
        terms=terms,
        told=told_all(terms),
        panel=panel(slot.enterprise, terms, slot.reasons, without=slot.id),
        poster=_poster(slot, within),
        may_edit=slot.enterprise_id in the_viewer().within(P.SLOT_EDIT),
    )


def _poster(slot: Slot, within: frozenset[int]) -> str:
    """The person's name, for colleagues and the bureau; others read the enterprise's."""
    if slot.created_by_id is None or slot.enterprise_id not in own_enterprises(within):
        return ""
    person = one(account(slot.created_by_id))
    return person.name if person else ""
