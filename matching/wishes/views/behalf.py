"""The same pages for the school: a list on paper is entered for a student; both persons stay on record."""

from functools import partial

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.web.guard import requires
from matching.wishes import actions
from matching.wishes.assembly import paper
from matching.wishes.forms import paper_form
from matching.wishes.views import pages
from matching.wishes.views.blueprint import bp
from matching.wishes.views.place import place_of


@bp.get("/rounds/<int:round_id>/choices/<int:student_id>")
@requires(P.WISH_ENTER)
def choices_for(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The student's list, for the school."""
    return pages.choices_page(place_of(round_id, student_id, within))


@bp.post("/rounds/<int:round_id>/choices/<int:student_id>")
@requires(P.WISH_ENTER)
def change_for(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One press of a button, for the student."""
    return pages.changed(place_of(round_id, student_id, within))


@bp.get("/rounds/<int:round_id>/choices/<int:student_id>/barred")
@requires(P.WISH_ENTER)
def barred_for(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What this student cannot choose now."""
    return pages.barred_page(place_of(round_id, student_id, within))


@bp.route("/rounds/<int:round_id>/choices/<int:student_id>/paper", methods=["GET", "POST"])
@requires(P.WISH_ENTER)
def paper_for(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The whole list at once, line by line as it stands on paper."""
    place = place_of(round_id, student_id, within)
    if request.method != "POST" and place.why_not_change is not None:
        return redirect(place.url("choices"), code=303)
    sheet = place.sheet()
    typed = {f"wish_{n}": paper.line(choice) for n, choice in enumerate(sheet.desk.chosen, start=1)}
    form = paper_form(sheet.match_round.wish_limit).from_request(**typed)
    if form.accepted():
        order = form.read(partial(paper.found, sheet.desk))
        if not form.has_faults:
            with form.showing_refusals():
                actions.write_down(sheet.match_round, sheet.student, order=order, by=place.viewer)
                return redirect(place.url("check"), code=303)
    if form.refusals:
        sheet = place.sheet()  # the refusal has rolled the session back
    suggestions = paper.lines(sheet.desk.pool)
    page = render_template("wishes/paper.html", form=form, place=place, sheet=sheet, suggestions=suggestions)
    return page, form.status


@bp.get("/rounds/<int:round_id>/choices/<int:student_id>/check")
@requires(P.WISH_ENTER)
def check_for(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Compare with the paper before submitting."""
    return pages.check_page(place_of(round_id, student_id, within))


@bp.post("/rounds/<int:round_id>/choices/<int:student_id>/submission")
@requires(P.WISH_ENTER)
def submission_for(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What counts from now on, submitted by the school for the student."""
    return pages.submitted(place_of(round_id, student_id, within))


@bp.get("/rounds/<int:round_id>/choices/<int:student_id>/receipts/<int:number>")
@requires(P.WISH_ENTER)
def receipt_for(round_id: int, student_id: int, number: int, within: frozenset[int]) -> ResponseReturnValue:
    """The receipt, to print and hand to the student."""
    return pages.receipt_page(place_of(round_id, student_id, within), number)
