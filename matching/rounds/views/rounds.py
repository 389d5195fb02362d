"""The list of rounds, one round, its terms and who takes part."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.cohorts.queries import cohorts_in, sizes_of
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.kernel.majors import major
from matching.rounds import actions, queries, rules
from matching.rounds.actions import LABELS, Terms
from matching.rounds.assembly.phases import phases
from matching.rounds.enums import USUAL_WISHES
from matching.rounds.forms import CohortsForm, RoundForm
from matching.rounds.models import MatchRound
from matching.rounds.views.blueprint import bp, keeps
from matching.rounds.views.course import Size, beside, size_of, sizes, supply_of
from matching.rounds.views.filtering import rounds_listing
from matching.rounds.views.steps import Standing, steps
from matching.web.guard import requires
from matching.web.paging import find
from matching.web.session import the_viewer

MOMENTS = ("opens_at", "closes_at", "answer_by")
USUAL = {"wish_limit": USUAL_WISHES, "fit_weight": 40, "distance_weight": 30, "score_weight": 30}


@bp.get("")
@requires(P.ROUND_SEE)
def index(within: frozenset[int]) -> ResponseReturnValue:
    """Every round one may see, with how many of one's students have chosen."""
    found = find(queries.rounds_in(within), rounds_listing())
    return render_template(
        "rounds/index.html",
        found=found,
        sizes=sizes(found.page.rows, within),
        may_edit=the_viewer().may(P.ROUND_EDIT),
    )


@bp.get("/<int:round_id>")
@requires(P.ROUND_SEE)
def show(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The officer's steps; for a school what its students have to do and by when."""
    match_round = db.one_or_404(queries.one_round(round_id, within))
    size = size_of(match_round, within)
    if not keeps(match_round):
        return render_template(
            "rounds/school.html", match_round=match_round, size=size, phases=phases(match_round)
        )
    here = _standing(match_round, size)
    return render_template(
        "rounds/show.html",
        match_round=match_round,
        phases=phases(match_round),
        steps=steps(here),
        runs=here.runs,
        seed=match_round.seed.hex() if match_round.locked_at else None,
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(P.ROUND_EDIT)
def new(within: frozenset[int]) -> ResponseReturnValue:
    """Make a round; who takes part comes next."""
    form = RoundForm.from_request(**USUAL)
    if form.accepted():
        with form.showing_refusals():
            made = actions.create(_terms(form), bureau_id=min(within), by=the_viewer())
            flash(_("The round is made. Now choose who takes part."), "ok")
            return redirect(url_for(".cohorts", round_id=made.id), code=303)
    return render_template("rounds/new.html", form=form), form.status


@bp.route("/<int:round_id>/edit", methods=["GET", "POST"])
@requires(P.ROUND_EDIT)
def edit(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Change the terms of a round."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    form = RoundForm.from_request(obj=match_round, **_wall_times(match_round))
    if form.accepted():
        with form.showing_refusals():
            actions.edit(match_round, _terms(form), version=_version(form), by=the_viewer())
            flash(_("The round is changed."), "ok")
            return redirect(url_for(".show", round_id=round_id), code=303)
    match_round = db.one_or_404(queries.own_round(round_id, within))
    why_not = rules.why_not_edit(match_round, clock.now())
    page = render_template("rounds/edit.html", form=form, match_round=match_round, why_not=why_not)
    return page, form.status


@bp.route("/<int:round_id>/cohorts", methods=["GET", "POST"])
@requires(P.ROUND_EDIT)
def cohorts(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Choose who takes part."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    there = list(db.session.scalars(cohorts_in(the_viewer().within(P.COHORT_SEE))))
    form = CohortsForm.from_request(
        cohorts=[cohort.id for cohort in db.session.scalars(queries.cohorts_of(round_id))]
    )
    form.cohorts.choices = [(cohort.id, cohort.name) for cohort in there]
    if form.accepted():
        with form.showing_refusals():
            chosen = [cohort for cohort in there if cohort.id in form.cohorts.data]
            actions.set_cohorts(match_round, chosen, by=the_viewer())
            flash(_("It is settled who takes part."), "ok")
            return redirect(url_for(".show", round_id=round_id), code=303)
    match_round = db.one_or_404(queries.own_round(round_id, within))
    counted = {row[0]: row[1] for row in db.session.execute(sizes_of([cohort.id for cohort in there]))}
    page = render_template(
        "rounds/cohorts.html",
        form=form,
        match_round=match_round,
        cohorts=there,
        sizes=counted,
        elsewhere=dict(db.session.execute(queries.busy_elsewhere(round_id)).all()),
        major=major,
        why_not=rules.why_not_set_cohorts(match_round),
    )
    return page, form.status


@bp.get("/<int:round_id>/opening")
@requires(P.ROUND_EDIT)
def opening(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Look at all of it once more before students are told."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    size, supply = size_of(match_round, the_viewer().within(P.ROUND_SEE)), supply_of(match_round)
    return render_template(
        "rounds/opening.html",
        match_round=match_round,
        size=size,
        supply=supply,
        why_not=rules.why_not_open(
            match_round,
            students=size.students,
            slots=supply.slots,
            beside=beside(match_round),
            now=clock.now(),
        ),
    )


@bp.post("/<int:round_id>/opening")
@requires(P.ROUND_EDIT)
def open_(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Let students choose."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    actions.open_(match_round, by=the_viewer())
    flash(_("The round is open. Every student who takes part gets a letter."), "ok")
    return redirect(url_for(".show", round_id=round_id), code=303)


@bp.post("/<int:round_id>/lock")
@requires(P.ROUND_EDIT)
def lock(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Lock a round whose deadline has passed, without waiting for the sweep."""
    match_round = db.one_or_404(queries.own_round(round_id, within))
    actions.lock(match_round, by=the_viewer())
    flash(_("The round is locked. Its lottery is drawn."), "ok")
    return redirect(url_for(".show", round_id=round_id), code=303)


def _standing(match_round: MatchRound, size: Size) -> Standing:
    return Standing(
        match_round=match_round,
        size=size,
        supply=supply_of(match_round),
        beside=beside(match_round),
        runs=list(db.session.scalars(queries.runs_of(match_round.id))),
        jobs=list(db.session.scalars(queries.run_jobs_of(match_round.id))),
    )


def _terms(form: RoundForm) -> Terms:
    """What was typed, with times of day as moments."""
    typed: dict[str, Any] = {name: form[name].data for name in LABELS}
    return Terms(**typed | {name: clock.from_local(typed[name]) for name in MOMENTS})


def _wall_times(match_round: MatchRound) -> dict[str, Any]:
    return {name: clock.local(getattr(match_round, name)).replace(tzinfo=None) for name in MOMENTS}


def _version(form: RoundForm) -> int:
    typed = str(form.version.data or "")
    return int(typed) if typed.isdecimal() else 0
