"""May it be published, may it be answered, may the round end: None, or the sentence why not."""

from datetime import date, datetime

from matching.kernel.i18n import _, _n
from matching.kernel.moments import spoken
from matching.kernel.moves import may_move
from matching.placements.enums import MOVES, REQUEST_MOVES, Answer, PlacementState, RequestState
from matching.placements.models import Placement, PublicationRequest
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.slots.enums import SlotState

ANSWERED_BY = {Answer.ACCEPT: PlacementState.ACCEPTED, Answer.DECLINE: PlacementState.DECLINED}


def why_not_ask(match_round: MatchRound, *, has_run: bool, has_request: bool, now: datetime) -> str | None:
    """A locked round, a finished run, nobody who asked already, and time left to answer."""
    if match_round.state in (RoundState.PREPARING, RoundState.COLLECTING):
        return _("The round is not locked yet.")
    if match_round.state is not RoundState.LOCKED:
        return _("The results are already published.")
    if not has_run:
        return _("No match has been computed yet.")
    if has_request:
        return _("A second officer has already been asked.")
    return _why_not_in_time(match_round, now)


def _why_not_in_time(match_round: MatchRound, now: datetime) -> str | None:
    """Whoever publishes after the last moment for answers publishes places that have lapsed already."""
    if now < match_round.answer_by:
        return None
    return _(
        "Answers were only possible until {moment}, so nobody could answer any more. "
        "Put off the answer date of the round first."
    ).format(moment=spoken(match_round.answer_by))


def why_not_withdraw(request: PublicationRequest) -> str | None:
    """Only an open request can be taken back."""
    if may_move(REQUEST_MOVES, request.state, RequestState.WITHDRAWN):
        return None
    return _("This request is no longer open.")


def why_not_confirm(
    request: PublicationRequest, *, newest_run_id: int | None, by_id: int, now: datetime
) -> str | None:
    """Another pair of eyes than those that asked or computed, on the newest run."""
    if not may_move(REQUEST_MOVES, request.state, RequestState.CONFIRMED):
        return _("This request is no longer open.")
    if by_id == request.asked_by_id:
        return _("You asked for the publication. Another officer has to confirm it.")
    if by_id == request.run.by_id:
        return _("You started this match. Another officer has to confirm its publication.")
    if request.run_id != newest_run_id:
        return _("A newer match has been computed. Take the request back and ask again.")
    return _why_not_in_time(request.match_round, now)


def why_not_answer(placement: Placement, *, now: datetime) -> str | None:
    """Once, and until the day that was announced; the last moment does not count."""
    answer_by = placement.match_round.answer_by
    if placement.state is PlacementState.LAPSED or (
        placement.state is PlacementState.OFFERED and now >= answer_by
    ):
        return _(
            "Answers were possible until {moment}. In a special case, talk to your class teacher."
        ).format(moment=spoken(answer_by))
    if placement.state is not PlacementState.OFFERED:
        return _("This result was already answered: {state}.").format(state=placement.state.label)
    return None


def why_not_accept(placement: Placement) -> str | None:
    """There is nothing to accept where the enterprise withdrew the slot."""
    if placement.slot.state is SlotState.WITHDRAWN:
        return _("The enterprise withdrew this slot, so it cannot be accepted. Talk to your class teacher.")
    return None


def why_not_answer_for(answer: Answer, paper: str) -> str | None:
    """Consent is the student's own (PIPL Art 14, 23): the school can only report a signed sheet."""
    if answer is Answer.ACCEPT and not paper:
        return _("Say where the sheet with the student's signature is kept.")
    return None


def why_not_take_back(placement: Placement, *, first_day: date, today: date) -> str | None:
    """Consent can be taken back (PIPL Art 15); after the first day a person has to settle what follows."""
    if placement.state is not PlacementState.ACCEPTED or not may_move(
        MOVES, placement.state, PlacementState.DECLINED
    ):
        return _("There is no consent to take back.")
    if today >= first_day:
        return _("The internship has begun. Talk to your class teacher about ending it.")
    return None


def why_not_lapse(match_round: MatchRound, now: datetime) -> str | None:
    """Nothing lapses before the day that was announced."""
    if match_round.state not in (RoundState.PUBLISHED, RoundState.CLOSED):
        return _("The results are not published yet.")
    if now < match_round.answer_by:
        return _("Students may still answer until {moment}.").format(moment=spoken(match_round.answer_by))
    return None


def why_not_close(match_round: MatchRound, *, waiting: int) -> str | None:
    """A round ends when every result has been answered or has lapsed."""
    if match_round.state is RoundState.CLOSED:
        return _("The round is already closed.")
    if match_round.state is not RoundState.PUBLISHED:
        return _("The results are not published yet.")
    if waiting:
        return _n(
            "{n} student can still answer until {moment}.",
            "{n} students can still answer until {moment}.",
            waiting,
        ).format(n=waiting, moment=spoken(match_round.answer_by))
    return None
