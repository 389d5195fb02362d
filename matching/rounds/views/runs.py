"""Runs: started, looked at by officers, exported for whoever checks them outside; and the rules in words."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.db import db
from matching.rounds import actions, queries
from matching.rounds.assembly import FARTHEST_KM, PROMISED, why_without
from matching.rounds.enums import WhyWithout
from matching.rounds.views.blueprint import bp
from matching.web.guard import requires, signed_in
from matching.web.paging import page_of
from matching.web.session import the_viewer


@bp.post("/<int:round_id>/runs")
@requires(P.ROUND_RUN)
def start(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Start a run, and look on."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    typed = request.form.get("attempt", "")
    attempt = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    job = actions.start_run(match_round, attempt=attempt, by=the_viewer())
    return redirect(url_for("jobs.show", job_id=job.id), code=303)


@bp.get("/<int:round_id>/runs/<int:number>")
@requires(P.ROUND_RUN)
def run(round_id: int, number: int, within: frozenset[int]) -> ResponseReturnValue:
    """What a run found: figures, certificate, check sums, and who has no place, and why."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    found = db.one_or_404(queries.one_run(round_id, number))
    return render_template(
        "rounds/run.html",
        match_round=match_round,
        run=found,
        page=page_of(queries.unplaced_of(found.id)),
        why=why_without,
        whys=list(WhyWithout),
    )


@bp.get("/<int:round_id>/export.json")
@requires(P.ROUND_RUN)
def export(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The frozen input of the newest run, or of the run asked for."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    runs = queries.runs_of(round_id)
    number = request.args.get("run", "")
    if number.isdecimal() and len(number) < 6:
        runs = queries.one_run(round_id, int(number))
    found = db.first_or_404(runs)
    answer = Response(actions.export(found, by=the_viewer()), mimetype="application/json")
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"round-{match_round.id}-run-{found.number}.json"
    )
    return answer


@bp.get("/<int:round_id>/rules")
@signed_in
def rules(round_id: int) -> ResponseReturnValue:
    """The rules of a round in words, for everybody who takes part in it."""
    viewer = the_viewer()
    within = viewer.within(P.ROUND_SEE) | viewer.within(P.SLOT_EDIT)
    match_round = db.one_or_404(queries.open_to(round_id, account_id=viewer.id, within=within))
    return render_template(
        "rounds/rules.html",
        match_round=match_round,
        farthest_km=FARTHEST_KM,
        truth_pays=PROMISED.truthful,
        seed=match_round.seed.hex() if match_round.locked_at else None,
    )
