"""Answers to a published place: once, before the announced moment, by the student or as the paper says."""

from dataclasses import replace
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db, locked
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.placements import queries, rules
from matching.placements.assembly import letters
from matching.placements.enums import CONSENT_ON_PAPER, CONSENT_TEXT, Answer, PlacementState
from matching.placements.models import Placement
from matching.rounds.models import MatchRound


def answer(placement: Placement, *, word: Answer, note: str = "", by: Viewer) -> None:
    """The student's own answer. Accepting is the consent to hand the name to that one enterprise.

    PIPL Art 23: receiver, purpose and kinds of data stood above the button, in the text of this version.
    """
    _settle(placement, word, note=note, by=by, consent=CONSENT_TEXT)
    record(
        AuditKind.PLACEMENT_ANSWER,
        placement,
        by=by,
        organisation_id=placement.school_id,
        answer=placement.state.value,
        consent=placement.consent_text,
    )
    letters.tell_of_answer(placement, by=by)


def answer_for(placement: Placement, *, word: Answer, paper: str, note: str = "", by: Viewer) -> None:
    """School staff write down what the student signed on paper; `paper` says where the sheet is kept."""
    refuse_if(rules.why_not_answer_for(word, paper), field="paper")
    _settle(placement, word, note=note, by=by, consent=CONSENT_ON_PAPER)
    record(
        AuditKind.PLACEMENT_ANSWER,
        placement,
        by=replace(by, acting_for=placement.student.account_id),
        organisation_id=placement.school_id,
        answer=placement.state.value,
        consent=placement.consent_text,
        paper=paper,
    )
    letters.tell_of_answer(placement, by=by)


def take_back(placement: Placement, *, note: str = "", by: Viewer) -> None:
    """The student takes the consent back; the place goes with it, and the name is hidden again."""
    locked(select(Placement).where(Placement.id == placement.id))
    refuse_if(rules.why_not_take_back(placement, first_day=placement.slot.starts_on, today=clock.today()))
    agreed = placement.consent_text
    _write(placement, PlacementState.DECLINED, note=note, by=by, consent=None)
    record(AuditKind.CONSENT_TAKE_BACK, placement, by=by, organisation_id=placement.school_id, consent=agreed)
    letters.tell_of_taken_back(placement, by=by)


def lapse(match_round: MatchRound, *, by: Viewer | None = None) -> int:
    """Places not answered by the announced moment are free again; how many. By nobody from the sweep."""
    now = clock.now()
    refuse_if(rules.why_not_lapse(match_round, now))
    changed = db.session.execute(
        update(Placement)
        .where(Placement.round_id == match_round.id, Placement.state == PlacementState.OFFERED)
        .values(state=PlacementState.LAPSED, answered_at=now)
        .execution_options(synchronize_session=False)
    )
    count = cast(CursorResult[Any], changed).rowcount
    if count:
        record(
            AuditKind.PLACEMENT_LAPSE,
            match_round,
            by=by,
            organisation_id=match_round.bureau_id,
            name=match_round.name,
            count=count,
        )
        lapsed = [letters.Lapsed(*row) for row in db.session.execute(queries.lapsed_at(match_round.id, now))]
        letters.tell_of_lapse(match_round, lapsed)
    return count


def _settle(placement: Placement, word: Answer, *, note: str, by: Viewer, consent: str) -> None:
    locked(select(Placement).where(Placement.id == placement.id))
    # Asked while the row is held: whoever waited too long is too late.
    refuse_if(rules.why_not_answer(placement, now=clock.now()))
    accepted = word is Answer.ACCEPT
    if accepted:
        refuse_if(rules.why_not_accept(placement))
    _write(placement, rules.ANSWERED_BY[word], note=note, by=by, consent=consent if accepted else None)


def _write(
    placement: Placement, state: PlacementState, *, note: str, by: Viewer, consent: str | None
) -> None:
    placement.state, placement.consent_text = state, consent
    placement.answered_at, placement.answered_by_id, placement.answer_note = clock.now(), by.id, note
    db.session.flush()
