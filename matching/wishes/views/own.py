"""The student's own pages."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.rounds.queries import rounds_of_student
from matching.web.guard import requires
from matching.web.session import the_viewer
from matching.wishes import queries
from matching.wishes.views import pages
from matching.wishes.views.blueprint import bp
from matching.wishes.views.place import own_place


@bp.get("/wishes")
@requires(P.WISH_RANK)
def mine(within: frozenset[int]) -> ResponseReturnValue:
    """Straight to the only round; a list where there are several; what to wait for where there is none."""
    student = db.session.scalars(queries.myself(the_viewer().id, within)).one_or_none()
    rounds = list(db.session.scalars(rounds_of_student(student.id))) if student else []
    if len(rounds) == 1:
        return redirect(url_for(".choices", round_id=rounds[0].id), code=303)
    return render_template("wishes/mine.html", rounds=rounds)


@bp.get("/rounds/<int:round_id>/choices")
@requires(P.WISH_RANK)
def choices(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The list, the pool and the barred."""
    return pages.choices_page(own_place(round_id, within))


@bp.post("/rounds/<int:round_id>/choices")
@requires(P.WISH_RANK)
def change(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One press of a button of the list or the pool; saved at once."""
    return pages.changed(own_place(round_id, within))


@bp.get("/rounds/<int:round_id>/choices/barred")
@requires(P.WISH_RANK)
def barred(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Every slot that cannot be chosen now, with the reason."""
    return pages.barred_page(own_place(round_id, within))


@bp.get("/rounds/<int:round_id>/choices/check")
@requires(P.WISH_RANK)
def check(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Read once more before submitting."""
    return pages.check_page(own_place(round_id, within))


@bp.post("/rounds/<int:round_id>/choices/submission")
@requires(P.WISH_RANK)
def submission(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """What counts from now on."""
    return pages.submitted(own_place(round_id, within))


@bp.get("/rounds/<int:round_id>/choices/receipts/<int:number>")
@requires(P.WISH_RANK)
def receipt(round_id: int, number: int, within: frozenset[int]) -> ResponseReturnValue:
    """What was submitted, when and by whom."""
    return pages.receipt_page(own_place(round_id, within), number)
