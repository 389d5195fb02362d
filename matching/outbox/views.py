"""The notifications of one person; opening one is a POST, so that reading a page changes nothing."""

from datetime import timedelta
from typing import NamedTuple

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import update

from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, current_locale
from matching.outbox.enums import Channel, DeliveryState
from matching.outbox.models import Delivery, OutboxLetter
from matching.outbox.queries import letters_to, outcomes_to, unread_letters_to
from matching.outbox.writing import CannotWrite, written
from matching.web.guard import signed_in
from matching.web.paging import page_of
from matching.web.session import the_viewer

DAYS_TOLD = 14

bp = Blueprint("outbox", __name__, url_prefix="/notifications")


class Notification(NamedTuple):
    """A letter as the page shows it."""

    letter: OutboxLetter
    body: str


@bp.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Own letters, newest first."""
    page = page_of(letters_to(_reader()))
    return render_template(
        "outbox/index.html",
        page=page,
        notifications=[Notification(row, _body(row)) for row in page.rows],
        failures=_failures(),
    )


@bp.post("/<int:letter_id>/open")
@signed_in
def show(letter_id: int) -> ResponseReturnValue:
    """Mark one read and go where it leads."""
    letter = db.one_or_404(letters_to(_reader()).where(OutboxLetter.id == letter_id))
    letter.read_at = letter.read_at or clock.now()
    return redirect(letter.url or url_for(".index"), code=303)


@bp.post("/read")
@signed_in
def read_all() -> ResponseReturnValue:
    """Mark all read."""
    db.session.execute(update(OutboxLetter).where(unread_letters_to(_reader())).values(read_at=clock.now()))
    flash(_("All notifications are marked as read."))
    return redirect(url_for(".index"), code=303)


def _failures() -> list[Delivery]:
    """By each channel the last message, if it did not arrive."""
    last: dict[Channel, Delivery] = {}
    since = clock.now() - timedelta(days=DAYS_TOLD)
    for delivery in db.session.scalars(outcomes_to(_reader(), since)):
        last.setdefault(delivery.channel, delivery)
    return [one for one in last.values() if one.state is DeliveryState.FAILED]


def _reader() -> int:
    return the_viewer().id


def _body(letter: OutboxLetter) -> str:
    try:
        return written(letter, current_app.jinja_env, locale=current_locale()).body
    except CannotWrite:
        return ""  # the subject and the link still say what it is about; the delivery noted the failure
