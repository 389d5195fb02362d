"""Publication: what was checked, who asks, who confirms, and the end of the round."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.accounts.queries import account
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.placements import actions, queries, rules
from matching.placements.assembly.looks import enough, looked_at
from matching.placements.assembly.standing import why_not_at_a_glance
from matching.placements.document import fairness_of
from matching.placements.enums import RequestState
from matching.placements.forms import AskForm, ConfirmForm
from matching.placements.models import PublicationRequest
from matching.placements.views.blueprint import bp
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, MatchRun
from matching.rounds.queries import own_round, runs_of
from matching.web.forms import BaseForm
from matching.web.guard import requires
from matching.web.session import the_viewer

NO_RUN: dict[str, Any] = {"is_open": False, "why_not_now": None, "reach": None, "looked": False}


@bp.get("/rounds/<int:round_id>/publication")
@requires(P.PLACEMENT_PUBLISH)
def publication(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """Where the publication of a round stands, and what the next step is."""
    return _page(db.one_or_404(own_round(round_id, within)))


@bp.post("/rounds/<int:round_id>/publication/request")
@requires(P.PLACEMENT_PUBLISH)
def ask(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The first officer asks for the second."""
    match_round = db.one_or_404(own_round(round_id, within))
    form = AskForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.ask(match_round, note=form.note.data or "", by=the_viewer())
            flash(_("Another officer has been asked to confirm."))
            return _to_publication(round_id)
    return _page(match_round, form)


@bp.post("/rounds/<int:round_id>/publication/withdrawal")
@requires(P.PLACEMENT_PUBLISH)
def withdraw(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """An officer takes the request back."""
    request = _latest_request(round_id, within)
    actions.withdraw_request(request, by=the_viewer())
    flash(_("The request was taken back. Nothing was published."))
    return _to_publication(round_id)


@bp.post("/rounds/<int:round_id>/publication/confirmation")
@requires(P.PLACEMENT_PUBLISH)
def confirm(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """The second officer publishes."""
    match_round = db.one_or_404(own_round(round_id, within))
    form = ConfirmForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.confirm(_latest_request(round_id, within), by=the_viewer())
            flash(_("The results are published. Everybody concerned gets a letter."))
            return _to_publication(round_id)
    return _page(match_round, form)


@bp.post("/rounds/<int:round_id>/closing")
@requires(P.PLACEMENT_PUBLISH)
def close(round_id: int, within: frozenset[int]) -> ResponseReturnValue:
    """An officer ends the round."""
    actions.close_round(db.one_or_404(own_round(round_id, within)), by=the_viewer())
    flash(_("The round is closed."))
    return _to_publication(round_id)


def _latest_request(round_id: int, within: frozenset[int]) -> PublicationRequest:
    match_round = db.one_or_404(own_round(round_id, within))
    found: PublicationRequest = db.one_or_404(queries.requests_of(match_round.id).limit(1))
    return found


def _to_publication(round_id: int) -> ResponseReturnValue:
    return redirect(url_for(".publication", round_id=round_id), code=303)


def _page(match_round: MatchRound, form: BaseForm | None = None) -> ResponseReturnValue:
    run = db.session.scalar(runs_of(match_round.id).limit(1))
    request = db.session.scalar(queries.requests_of(match_round.id).limit(1))
    waiting = request if request and request.state is RequestState.OPEN else None
    has_run, has_request = run is not None, waiting is not None
    why_not_ask = rules.why_not_ask(match_round, has_run=has_run, has_request=has_request, now=clock.now())
    facts = _of_run(match_round, run) if run else NO_RUN
    return render_template(
        "placements/publication.html",
        match_round=match_round,
        run=run,
        request=request,
        waiting=waiting,
        asked_by=_name(request.asked_by_id) if request else "",
        decided_by=_name(request.decided_by_id) if request else "",
        first_looks=len(looked_at(waiting.run, by_id=waiting.asked_by_id)) if waiting else 0,
        why_not_ask=why_not_ask,
        why_not_confirm=_why_not_confirm(waiting, run),
        unanswered=db.session.scalar(queries.waiting_in(match_round.id)) or 0,
        late=clock.now() >= match_round.answer_by,
        form=_form(waiting, form, looked=facts["looked"]),
        **facts,
    ), (form.status if form else 200)


def _of_run(match_round: MatchRound, run: MatchRun) -> dict[str, Any]:
    """What the page says of the run that would be published, or was."""
    is_open = match_round.state is RoundState.LOCKED
    looks, needed = len(looked_at(run, by_id=the_viewer().id)) if is_open else 0, enough(run)
    return {
        "is_open": is_open,
        "why_not_now": why_not_at_a_glance(run) if is_open else None,
        "claims": fairness_of(run),
        "reach": db.session.execute(queries.reach_of(run.id)).one(),
        "enterprises": len(db.session.scalars(queries.enterprises_of(match_round, run.id)).all()),
        "looks": looks,
        "needed": needed,
        "looked": looks >= needed,
    }


def _form(waiting: PublicationRequest | None, sent: BaseForm | None, *, looked: bool) -> BaseForm:
    """The form of the next step; what was refused is told even where another step is next by now.

    Whoever has looked at enough results finds the box for it ticked.
    """
    kind = ConfirmForm if waiting else AskForm
    if isinstance(sent, kind):
        return sent
    fresh = kind()
    fresh["read" if waiting else "looked"].data = looked
    fresh.refusals = sent.refusals if sent else []
    return fresh


def _why_not_confirm(waiting: PublicationRequest | None, run: MatchRun | None) -> str | None:
    if waiting is None:
        return None
    return rules.why_not_confirm(
        waiting, newest_run_id=run.id if run else None, by_id=the_viewer().id, now=clock.now()
    )


def _name(account_id: int | None) -> str:
    found = db.session.scalar(account(account_id)) if account_id else None
    return found.name if found else ""
