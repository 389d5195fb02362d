"""Published results for those who look after students: schools, enterprises, the bureau."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.queries import one_student
from matching.db import db, one
from matching.placements import queries
from matching.placements.document import fairness_of, story_of
from matching.placements.views.blueprint import bp, published, side_of, why_not_answer
from matching.placements.views.showing import (
    enterprise_file,
    enterprise_page,
    school_file,
    school_page,
    slots_file,
    slots_page,
    statement_page,
)
from matching.web.guard import requires
from matching.web.paging import page_of
from matching.web.session import the_viewer


@bp.get("/placements")
@requires(P.PLACEMENT_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Published rounds, each with the figures of one's own students or slots."""
    side = side_of(within)
    page = page_of(queries.published_in(side.within))
    ids = [match_round.id for match_round in page.rows]
    ask = queries.seats_of_rounds if side.kind == "enterprise" else queries.tally_of_rounds
    figures = {row.round_id: row for row in db.session.execute(ask(ids, side.within))}
    return render_template("placements/index.html", side=side, page=page, figures=figures)


@bp.get("/rounds/<int:round_id>/results")
@requires(P.PLACEMENT_SEE)
def results(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The results of one round, as this side of the table may see them."""
    side = side_of(within)
    match_round = db.one_or_404(queries.one_published(round_id, side.within))
    if side.kind == "enterprise":
        return enterprise_page(published(match_round), side)
    return school_page(published(match_round), side)


@bp.route("/rounds/<int:round_id>/results.xlsx", methods=["GET", "POST"])
@requires(P.PLACEMENT_SEE)
def export_results(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The students of the list as a file, for a written reason."""
    side = side_of(within)
    match_round = db.one_or_404(queries.one_published(round_id, side.within))
    if side.kind == "enterprise":
        return enterprise_file(published(match_round), side)
    return school_file(published(match_round), side)


@bp.get("/rounds/<int:round_id>/results/slots")
@requires(P.PLACEMENT_PUBLISH)
def slots(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Every slot of the round for officers, the most seats left first, with every number."""
    match_round = db.one_or_404(queries.one_published(round_id, the_viewer().within(P.SLOT_SEE)))
    if match_round.bureau_id not in within:
        abort(404)
    return slots_page(published(match_round), the_viewer().within(P.SLOT_SEE))


@bp.get("/rounds/<int:round_id>/results/slots.xlsx")
@requires(P.PLACEMENT_PUBLISH)
def export_slots(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The same as a file: counts only."""
    match_round = db.one_or_404(queries.one_published(round_id, the_viewer().within(P.SLOT_SEE)))
    if match_round.bureau_id not in within:
        abort(404)
    return slots_file(published(match_round), the_viewer().within(P.SLOT_SEE))


@bp.get("/rounds/<int:round_id>/results/statement")
@requires(P.PLACEMENT_SEE)
def statement(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """One class on paper, to sign, for its school: one row a student."""
    side = side_of(within)
    match_round = db.one_or_404(queries.one_published(round_id, side.within))
    if not side.named:
        abort(404)
    return statement_page(published(match_round), side)


@bp.get("/rounds/<int:round_id>/results/<int:student_id>")
@requires(P.PLACEMENT_SEE)
def one_result(round_id: int, student_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The explanation of one student, word for word as the student reads it; never for enterprises."""
    side = side_of(within)
    match_round = db.one_or_404(queries.one_published(round_id, side.within))
    # No student belongs to an enterprise, so enterprises find none here.
    student = db.one_or_404(one_student(student_id, side.within))
    proposal = db.one_or_404(queries.result_of(match_round, student.id))
    placement = one(queries.placement_of(round_id, student.id))
    run = db.one_or_404(queries.published_run(match_round))
    return render_template(
        "placements/one_result.html",
        side=side,
        match_round=match_round,
        student=student,
        name=student.name if side.named else student.pseudonym,
        story=story_of(proposal, match_round),
        placement=placement,
        run=run,
        fairness=fairness_of(run),
        why_not_answer=why_not_answer(placement),
        may_answer=student.school_id in the_viewer().within(P.PLACEMENT_ANSWER),
    )
