"""What the pages do, whoever looks: show, move, check, submit, give a receipt."""

from flask import abort, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from matching.accounts.models import Account
from matching.accounts.queries import account
from matching.db import db, one
from matching.kernel.errors import Refused
from matching.kernel.i18n import _
from matching.rounds.enums import FEW_WISHES
from matching.rounds.models import WishSubmission
from matching.wishes import actions, queries
from matching.wishes.assembly.order import number_in, pressed
from matching.wishes.assembly.words import after_move, why_not_choose
from matching.wishes.enums import BARRED_PAGE, BARRED_SHOWN, KEY, POOL_PAGE
from matching.wishes.forms import SubmitForm
from matching.wishes.views import cards
from matching.wishes.views.place import Place
from matching.wishes.views.pool import part_of, pool_asked_for


def choices_page(place: Place, status: int = 200) -> ResponseReturnValue:
    """The page of the list; for htmx only the part that changes."""
    if place.why_not_change is not None:
        return _closed_page(place, status)
    sheet = place.sheet()
    pool = pool_asked_for(sheet.desk.pool, POOL_PAGE)
    moved = number_in(request.args.get("moved", ""))
    template = "wishes/desk_fragment.html" if request.headers.get("HX-Request") else "wishes/choices.html"
    page = render_template(
        template,
        place=place,
        sheet=sheet,
        pool=pool,
        action=place.url("choices", **place.kept),
        ranked=cards.ranked(sheet.desk.chosen, sheet.match_round, moved=f"{KEY}{moved}"),
        offered=cards.offered(pool.page.rows, sheet.match_round),
        barred=cards.barred(sheet.desk.barred[:BARRED_SHOWN]),
    )
    response = make_response(page, status)
    response.vary.add("HX-Request")
    return response


def changed(place: Place) -> ResponseReturnValue:
    """One move, saved; a refusal shows the page as it is, with the sentence."""
    try:
        said, slot_id = _undone(place) if "undo" in request.form else _moved(place)
    except Refused as refusal:
        db.session.rollback()
        flash(refusal.sentence, "warn")
        return choices_page(place, 422)
    flash(said, "ok")
    anchor = {"moved": slot_id, "_anchor": f"{KEY}{slot_id}"} if slot_id else {"_anchor": "chosen"}
    return redirect(place.url("choices", **place.kept, **anchor), code=303)


def barred_page(place: Place) -> ResponseReturnValue:
    """All that cannot be chosen now."""
    sheet = place.sheet()
    page = part_of(sheet.desk.barred, BARRED_PAGE)
    return render_template(
        "wishes/barred.html", place=place, sheet=sheet, page=page, barred=cards.barred(page.rows)
    )


def check_page(place: Place, form: SubmitForm | None = None) -> ResponseReturnValue:
    """The list once more, as it would be submitted."""
    sheet = place.saved()
    form = form or SubmitForm.from_request()
    # Whatever was sent: the page shows the list as it is now, and asks for this one.
    form.version.data, form.read.data = str(sheet.version), False
    page = render_template(
        "wishes/check.html",
        place=place,
        sheet=sheet,
        form=form,
        few=FEW_WISHES,
        why_not_choose=why_not_choose,
        slot_url=cards.slot_url,
    )
    return page, form.status


def submitted(place: Place) -> ResponseReturnValue:
    """Submit, and lead to the receipt; a stale or refused page comes back with the list as it is now."""
    form = SubmitForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            version = int(form.version.data)
            done = actions.submit(place.match_round, place.student, version=version, by=place.viewer)
            return redirect(place.url("receipt", number=done.number), code=303)
    return check_page(place, form)


def receipt_page(place: Place, number: int) -> ResponseReturnValue:
    """One submission: number, time, who, and the list."""
    sheet = place.submitted(number)
    submission = next((sent for sent in sheet.submissions if sent.number == number), None)
    if submission is None:
        abort(404)
    return render_template(
        "wishes/receipt.html",
        place=place,
        sheet=sheet,
        submission=submission,
        entered_by=_entered_by(submission),
        slot_url=cards.slot_url,
    )


def _entered_by(submission: WishSubmission) -> Account | None:
    """Who of the school typed it; None where the student did."""
    if submission.on_behalf and submission.submitted_by_id is not None:
        return one(account(submission.submitted_by_id))
    return None


def _moved(place: Place) -> tuple[str, int | None]:
    move = pressed(request.form)
    if move is None:
        raise Refused(_("Press one of the buttons of a slot."))
    wishes = actions.change(place.match_round, place.student, move=move, by=place.viewer)
    slot = one(queries.slots_numbered({move.slot_id} & {*wishes.order, *(wishes.previous_order or [])}))
    if slot is None:
        # A page grown old, or an address made up: nothing is told of slots that were never on the list.
        raise Refused(_("This slot is no longer on the list."))
    return after_move(move, slot.title, wishes.order), move.slot_id if move.slot_id in wishes.order else None


def _undone(place: Place) -> tuple[str, None]:
    version = number_in(request.form["undo"]) or 0
    actions.undo(place.match_round, place.student, version=version, by=place.viewer)
    return _("The last change was undone. Saved."), None


def _closed_page(place: Place, status: int) -> ResponseReturnValue:
    """Nothing can be changed: what counts, and when results come. A part of the page would say too little."""
    if request.headers.get("HX-Request"):
        return "", status, {"HX-Refresh": "true"}
    return render_template(
        "wishes/closed.html", place=place, sheet=place.submitted(), slot_url=cards.slot_url
    ), status
