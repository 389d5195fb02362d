"""The ledger of messages for those who look after people: filters as links, a page at a time."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db, locked
from matching.kernel.i18n import _
from matching.messages import actions, queries
from matching.messages.enums import LedgerState
from matching.messages.views.blueprint import bp
from matching.messages.views.filtering import listing
from matching.outbox.models import Delivery, OutboxLetter
from matching.web.guard import requires
from matching.web.paging import find
from matching.web.session import the_viewer


class Recipient(NamedTuple):
    """Whom a message went to, as this reader may know them."""

    name: str = "--"
    organisation: str = ""


@bp.get("")
@requires(P.MESSAGE_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Every message to people of one's organisations, the newest first."""
    found = find(queries.letters_in(within), listing(within))
    letters: list[OutboxLetter] = found.page.rows
    ways: defaultdict[int, list[Delivery]] = defaultdict(list)
    for delivery in db.session.scalars(queries.deliveries_of([letter.id for letter in letters])):
        ways[delivery.letter_id].append(delivery)
    return render_template(
        "messages/index.html",
        found=found,
        ways=ways,
        people=_people({letter.to_id for letter in letters}, within),
        mailings=[] if found.chips else db.session.execute(queries.mailings(within)).all(),
    )


@bp.post("/deliveries/<int:delivery_id>/again")
@requires(P.MESSAGE_RESEND)
def send_again(delivery_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Try once more to deliver what failed."""
    delivery = locked(queries.one_delivery(delivery_id, within))
    if delivery is None:
        abort(404)
    actions.send_again(delivery, by=the_viewer())
    flash(_("The message goes out once more."))
    return redirect(url_for(".index", state=LedgerState.WAITING.value), code=303)


def _people(account_ids: Collection[int], within: frozenset[int]) -> defaultdict[int, Recipient]:
    """Names of the own school's students, pseudonyms of others."""
    own = the_viewer().within(P.COHORT_EDIT)
    found: defaultdict[int, Recipient] = defaultdict(Recipient)
    for account_id, name, pseudonym, organisation_id, organisation in db.session.execute(
        queries.people(account_ids, within)
    ):
        shown = name if not pseudonym or organisation_id in own else pseudonym
        found.setdefault(account_id, Recipient(shown, organisation))
    return found
