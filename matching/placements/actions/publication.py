"""The publication of a round: one officer asks, another confirms, and all of it happens or nothing.

Every deed here holds the round first, so that two officers come one after the other.
"""

from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, insert, select, update

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, flush_or_conflict, locked
from matching.invariants import first_broken
from matching.kernel import clock
from matching.kernel.errors import Refused, refuse_if
from matching.kernel.i18n import _
from matching.placements import queries, rules
from matching.placements.actions.answers import lapse
from matching.placements.assembly import letters
from matching.placements.assembly.looks import looked_at
from matching.placements.assembly.standing import why_not_stands
from matching.placements.enums import RequestState
from matching.placements.invariants import BEFORE_PUBLISHING
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, MatchRun
from matching.rounds.queries import runs_of
from matching.slots.actions import settle

log = structlog.get_logger()


def ask(match_round: MatchRound, *, note: str, by: Viewer) -> PublicationRequest:
    """Ask a second officer to publish the newest run of a locked round."""
    _hold(match_round)
    run = _newest_run(match_round)
    waiting = db.session.scalar(queries.open_request(match_round.id))
    refuse_if(
        rules.why_not_ask(
            match_round, has_run=run is not None, has_request=waiting is not None, now=clock.now()
        )
    )
    assert run is not None  # the rule has seen one
    refuse_if(why_not_stands(run))
    request = PublicationRequest(
        round_id=match_round.id, run_id=run.id, note=note, asked_at=clock.now(), asked_by_id=by.id
    )
    db.session.add(request)
    flush_or_conflict(_("A second officer has already been asked."))
    record(
        AuditKind.PUBLICATION_ASK,
        request,
        by=by,
        organisation_id=match_round.bureau_id,
        name=match_round.name,
        run=run.number,
        result_hash=run.result_hash,
        looks=len(looked_at(run, by_id=by.id)),
    )
    letters.tell_other_officers(request, by=by)
    return request


def withdraw_request(request: PublicationRequest, *, by: Viewer) -> None:
    """Take a request back: nothing is published, another may be asked for."""
    _hold(request.match_round)
    _hold_request(request)
    refuse_if(rules.why_not_withdraw(request))
    _decide(request, RequestState.WITHDRAWN, by)
    record(
        AuditKind.PUBLICATION_WITHDRAW,
        request,
        by=by,
        organisation_id=request.match_round.bureau_id,
        name=request.match_round.name,
    )


def confirm(request: PublicationRequest, *, by: Viewer) -> None:
    """Publish: placements, letters and trail in this transaction, exactly once, or nothing at all.

    The run is proved again from its own snapshot first; one that does not agree with itself is refused.
    """
    match_round, run = request.match_round, request.run
    _hold(match_round)
    _hold_request(request)
    newest = _newest_run(match_round)
    newest_id = newest.id if newest else None
    refuse_if(rules.why_not_confirm(request, newest_run_id=newest_id, by_id=by.id, now=clock.now()))
    refuse_if(why_not_stands(run))
    _publish(match_round, run)
    _decide(request, RequestState.CONFIRMED, by)
    places = [letters.Place(*row) for row in db.session.execute(queries.places_of(run.id))]
    _place(match_round, run, places)
    settle({place.slot_id for place in places if place.slot_id is not None}, by=by)
    _refuse_what_is_not_whole(match_round)
    concerned = db.session.scalars(queries.enterprises_of(match_round, run.id)).all()
    letters.tell_everybody(match_round, places, enterprises=concerned)
    record(
        AuditKind.PUBLISH,
        match_round,
        by=by,
        organisation_id=match_round.bureau_id,
        name=match_round.name,
        count=len(places),
        placed=sum(place.slot_id is not None for place in places),
        asked_by=request.asked_by_id,
        looks=len(looked_at(run, by_id=by.id)),
        run=run.number,
        engine=run.engine_version,
        hashes=[run.input_hash, run.rules_hash, run.lottery_hash, run.result_hash],
    )


def close_round(match_round: MatchRound, *, by: Viewer) -> None:
    """End a round once every result has been answered; what came too late lapses first."""
    _hold(match_round)
    if rules.why_not_lapse(match_round, clock.now()) is None:
        lapse(match_round, by=by)
    waiting = db.session.scalar(queries.waiting_in(match_round.id)) or 0
    refuse_if(rules.why_not_close(match_round, waiting=waiting))
    match_round.state = RoundState.CLOSED
    match_round.version += 1
    record(
        AuditKind.ROUND_CLOSE,
        match_round,
        by=by,
        organisation_id=match_round.bureau_id,
        name=match_round.name,
    )


def _refuse_what_is_not_whole(match_round: MatchRound) -> None:
    """Everything of this round that must always hold is asked once more, of what is about to be published."""
    broken = first_broken(BEFORE_PUBLISHING, db.session(), round_id=match_round.id)
    if broken is not None:
        log.error("publication refused", round=match_round.id, invariant=broken.id)
        raise Refused(
            _(
                "Nothing was published: this would no longer hold: {sentence} ({number}) "
                "Tell the administrators."
            ).format(sentence=broken.sentence, number=broken.id)
        )


def _hold(match_round: MatchRound) -> None:
    locked(select(MatchRound).where(MatchRound.id == match_round.id))


def _hold_request(request: PublicationRequest) -> None:
    locked(select(PublicationRequest).where(PublicationRequest.id == request.id))


def _newest_run(match_round: MatchRound) -> MatchRun | None:
    return db.session.scalar(runs_of(match_round.id).limit(1))


def _decide(request: PublicationRequest, state: RequestState, by: Viewer) -> None:
    request.state, request.decided_at, request.decided_by_id = state, clock.now(), by.id
    db.session.flush()  # the table itself refuses a request confirmed by whoever asked


def _publish(match_round: MatchRound, run: MatchRun) -> None:
    """The step from locked to published: whoever changes the row is the one who published."""
    flipped = db.session.execute(
        update(MatchRound)
        .where(MatchRound.id == match_round.id, MatchRound.state == RoundState.LOCKED)
        .values(
            state=RoundState.PUBLISHED,
            published_at=clock.now(),
            published_run_id=run.id,
            version=MatchRound.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], flipped).rowcount != 1:
        raise Refused(_("The results are already published."))
    db.session.refresh(match_round)


def _place(match_round: MatchRound, run: MatchRun, places: list[letters.Place]) -> None:
    now = clock.now()
    rows = [
        {
            "round_id": match_round.id,
            "run_id": run.id,
            "student_id": place.student_id,
            "school_id": place.school_id,
            "enterprise_id": place.enterprise_id,
            "slot_id": place.slot_id,
            "wish": place.wish,
            "created_at": now,
        }
        for place in places
        if place.slot_id is not None
    ]
    if rows:
        db.session.execute(insert(Placement), rows)
