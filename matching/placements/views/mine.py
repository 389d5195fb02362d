"""The student's own result: what it is, what to do until when, why, and how to check the lottery."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.models import Student
from matching.db import db, one
from matching.placements import queries
from matching.placements.document import fairness_of, story_of
from matching.placements.views.blueprint import (
    bp,
    own_student,
    why_not_accept,
    why_not_answer,
    why_not_take_back,
)
from matching.rounds.models import MatchRound
from matching.rounds.queries import rounds_of_student
from matching.web.guard import requires


@bp.get("/results/mine")
@requires(P.PLACEMENT_ANSWER)
def mine(within: frozenset[int]) -> ResponseReturnValue:
    """The newest result; before the first, when there will be one."""
    student = own_student(within)
    newest = db.session.scalar(queries.published_to(student.id).limit(1))
    if newest is not None:
        return redirect(url_for(".result", round_id=newest.id))
    coming = db.session.scalars(rounds_of_student(student.id)).all()
    return render_template("placements/no_result.html", student=student, coming=coming)


@bp.get("/rounds/<int:round_id>/result")
@requires(P.PLACEMENT_ANSWER)
def result(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The result of one round; nothing is there before the publication."""
    student = own_student(within)
    match_round = _published(student, round_id)
    proposal = db.one_or_404(queries.result_of(match_round, student.id))
    placement = one(queries.placement_of(round_id, student.id))
    run = db.one_or_404(queries.published_run(match_round))
    return render_template(
        "placements/result.html",
        match_round=match_round,
        preview=False,
        student=student,
        name=student.name,
        story=story_of(proposal, match_round),
        placement=placement,
        why_not_answer=why_not_answer(placement),
        why_not_accept=why_not_accept(placement),
        why_not_take_back=why_not_take_back(placement) if placement else None,
        run=run,
        fairness=fairness_of(run),
        older=db.session.scalars(queries.published_to(student.id)).all(),
    )


@bp.get("/rounds/<int:round_id>/result/check")
@requires(P.PLACEMENT_ANSWER)
def check(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Everything needed to compute one's own lottery number again, outside of this service."""
    student = own_student(within)
    match_round = _published(student, round_id)
    return render_template(
        "placements/check.html",
        match_round=match_round,
        student=student,
        seed=match_round.seed.hex(),
        number=db.session.scalar(queries.lottery_number(round_id, student.id)),
        run=db.one_or_404(queries.published_run(match_round)),
    )


def _published(student: Student, round_id: int) -> MatchRound:
    found: MatchRound = db.one_or_404(queries.one_published_to(student.id, round_id))
    return found
