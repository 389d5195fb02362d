"""Published results for those who look after students: schools, enterprises, the bureau."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.models import Student
from matching.cohorts.queries import one_student
from matching.db import db, one
from matching.organisations.models import Organisation
from matching.placements import queries
from matching.placements.document import fairness_of, intern_of, line_of, story_of
from matching.placements.enums import PlacementState
from matching.placements.views.blueprint import Side, bp, side_of, why_not_answer
from matching.rounds.models import MatchRound
from matching.web.arguments import whole
from matching.web.guard import requires
from matching.web.paging import Page, page_of
from matching.web.session import the_viewer

SLOTS_SHOWN = 50
SUMS = ("seats", "placed", "left", "accepted")


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
        return _of_enterprise(match_round, side)
    return _of_schools(match_round, side)


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


def _of_schools(match_round: MatchRound, side: Side) -> ResponseReturnValue:
    class_name = request.args.get("class", "") if side.named else ""
    answer = request.args.get("answer", "")
    by = Student.class_name if side.named else Organisation.name
    tally = db.session.execute(queries.tally(match_round, side.within, by)).all()
    found = queries.results_in(
        match_round, side.within, named=side.named, class_name=class_name, answer=answer
    )
    page = page_of(found, entities=False)
    lines = [line_of(proposal, placement, named=side.named) for proposal, placement in page.rows]
    return render_template(
        "placements/results.html",
        side=side,
        match_round=match_round,
        tally=tally,
        page=page._replace(rows=lines),
        class_name=class_name,
        answer=answer,
        states=PlacementState,
        no_place=queries.NO_PLACE,
        without=queries.WITHOUT,
    )


def _of_enterprise(match_round: MatchRound, side: Side) -> ResponseReturnValue:
    slot_id = whole(request.args.get("slot"))
    slots = db.session.execute(queries.seats_in(match_round, side.within)).all()
    page: Page = page_of(queries.placed_at(match_round.id, side.within, slot_id=slot_id))
    return render_template(
        "placements/results_enterprise.html",
        side=side,
        match_round=match_round,
        slots=slots[:SLOTS_SHOWN],
        more_slots=max(len(slots) - SLOTS_SHOWN, 0),
        sums={name: sum(getattr(slot, name) for slot in slots) for name in SUMS},
        page=page,
        interns=[(intern_of(placement), placement) for placement in page.rows],
        slot_id=slot_id,
    )
