"""What may happen to a round now: every rule answers None, or the sentence why not."""

from collections.abc import Sequence
from datetime import date, datetime

from matching.kernel.i18n import _
from matching.kernel.moments import spoken
from matching.kernel.moves import may_move
from matching.law.finding import Finding, blocking, text
from matching.rounds.enums import FULL_WEIGHT, MOVES, ListState, RoundState
from matching.rounds.models import MatchRound, WishList


def why_not_edit(match_round: MatchRound, now: datetime) -> str | None:
    """Before the opening everything may change; then dates ahead may be put off, until the results."""
    if match_round.state in (RoundState.PREPARING, RoundState.LOCKED):
        return None
    if match_round.state is RoundState.COLLECTING and now < match_round.closes_at:
        return None
    if match_round.state is RoundState.COLLECTING:
        return _("The deadline for wishes has passed. Once the round is locked, later dates can be put off.")
    return _("The results are published, so the round stays as it is.")


def why_not_these_weights(fit: int, distance: int, score: int) -> str | None:
    """The three weights share one hundred points."""
    total = fit + distance + score
    if total == FULL_WEIGHT and min(fit, distance, score) >= 0:
        return None
    return _("The three weights must add up to 100. Now they make {total}.").format(total=total)


def why_not_these_dates(opens_at: datetime, closes_at: datetime, answer_by: datetime) -> str | None:
    """Open, close, answer: in this order."""
    if not opens_at < closes_at:
        return _("The deadline for wishes must be after the opening, {moment}.").format(
            moment=spoken(opens_at)
        )
    if not closes_at < answer_by:
        return _("Students answer after the deadline for wishes, {moment}.").format(moment=spoken(closes_at))
    return None


def why_not_move_deadline(match_round: MatchRound, closes_at: datetime) -> str | None:
    """Time that students were promised is not taken away."""
    if match_round.state is RoundState.COLLECTING and closes_at < match_round.closes_at:
        return _("Students were promised time until {moment}. The deadline can only be put off.").format(
            moment=spoken(match_round.closes_at)
        )
    return None


def why_not_move_results(match_round: MatchRound, results_on: date) -> str | None:
    """Families plan by the day that was announced."""
    if match_round.state is not RoundState.PREPARING and results_on < match_round.results_on:
        return _("The results were announced for {day}. That day can only be put off.").format(
            day=spoken(match_round.results_on)
        )
    return None


def why_not_move_answers(match_round: MatchRound, answer_by: datetime) -> str | None:
    """Nor is the time to think about a place."""
    if match_round.state is not RoundState.PREPARING and answer_by < match_round.answer_by:
        return _("Students were promised time to answer until {moment}. It can only be put off.").format(
            moment=spoken(match_round.answer_by)
        )
    return None


def why_not_set_cohorts(match_round: MatchRound) -> str | None:
    """Who takes part is settled before the opening."""
    if match_round.state is RoundState.PREPARING:
        return None
    return _("The round has been opened. Who takes part can no longer change.")


def why_not_add_cohort(cohort_name: str, elsewhere: str | None) -> str | None:
    """A cohort takes part in one unfinished round at a time; `elsewhere` is the name of another."""
    if elsewhere is None:
        return None
    return _("{cohort} already takes part in {round}. Wait until its results are published.").format(
        cohort=cohort_name, round=elsewhere
    )


def why_not_open(
    match_round: MatchRound, *, students: int, slots: int, beside: str | None, now: datetime
) -> str | None:
    """Somebody to choose, something to choose from that nobody else gives out, and time to do it.

    `beside` is the name of another round, opened and not closed, whose slots start in the same days.
    """
    if not may_move(MOVES, match_round.state, RoundState.COLLECTING):
        return _("The round has already been opened.")
    if students == 0:
        return _("No student takes part yet. Choose at least one cohort that has students.")
    if beside is not None:
        return _(
            "{round} gives out slots that start in the same days. "
            "Change the internship window, or wait until that round is closed."
        ).format(round=beside)
    if slots == 0:
        return _("No open slot starts in the internship window. Change the window, or ask enterprises first.")
    if match_round.closes_at <= now:
        return _("The deadline for wishes, {moment}, has already passed. Choose a later one.").format(
            moment=spoken(match_round.closes_at)
        )
    return why_not_these_weights(*match_round.weights)


def why_not_lock(match_round: MatchRound, now: datetime) -> str | None:
    """Only the deadline closes a round: to lock earlier would take promised time from students."""
    if match_round.state is RoundState.PREPARING:
        return _("The round has not been opened yet.")
    if match_round.state is not RoundState.COLLECTING:
        return _("The round is already locked.")
    if now < match_round.closes_at:
        return _("Students may change their wishes until {moment}. It locks by itself then.").format(
            moment=spoken(match_round.closes_at)
        )
    return None


def why_not_run(match_round: MatchRound, *, running: bool) -> str | None:
    """A locked round, and one computation at a time."""
    if match_round.state in (RoundState.PREPARING, RoundState.COLLECTING):
        return _("Only a locked round can be matched. It locks at the deadline, {moment}.").format(
            moment=spoken(match_round.closes_at)
        )
    if match_round.state is not RoundState.LOCKED:
        return _("The results are published. They are not computed again.")
    if running:
        return _("A match is being computed right now.")
    return None


def why_not_wish(match_round: MatchRound, now: datetime) -> str | None:
    """Wishes are taken from the opening until just before the deadline."""
    if match_round.state is RoundState.PREPARING or (
        match_round.state is RoundState.COLLECTING and now < match_round.opens_at
    ):
        return _("Wishes open on {moment}.").format(moment=spoken(match_round.opens_at))
    if match_round.state is not RoundState.COLLECTING or now >= match_round.closes_at:
        return _("Wishes closed on {moment}. In a special case, talk to your class teacher.").format(
            moment=spoken(match_round.closes_at)
        )
    return None


def why_not_preassign(match_round: MatchRound, *, has_run: bool) -> str | None:
    """Places are given by hand before the match: nobody steers a result they have already seen."""
    if match_round.state in (RoundState.PUBLISHED, RoundState.CLOSED):
        return _("The results are published. No place can be given by hand any more.")
    if has_run:
        return _("A match has been computed. Places are given and taken back by hand only before it.")
    return None


def why_not_take_back(match_round: MatchRound, *, has_run: bool, passes: bool) -> str | None:
    """The same; but a place that no longer `passes` would stop every later match, so it may go."""
    return why_not_preassign(match_round, has_run=has_run and passes)


def why_not_this_place(findings: Sequence[Finding], *, seats: int, taken: int) -> str | None:
    """The law and the number of seats hold for places given by hand too; `taken` by hand already."""
    for finding in blocking(findings):
        return text(finding, _)
    if taken >= seats:
        return _("All {seats} seats of this slot have been given by hand already.").format(seats=seats)
    return None


def is_submitted(wishes: WishList) -> bool:
    """Whether the list is the submitted one: nobody touched it since."""
    return wishes.submitted_at is not None and wishes.edited_at <= wishes.submitted_at


def standing_of(wishes: WishList | None) -> ListState:
    """How far a list is, for the student and for the school; after the submission it may have been moved."""
    if wishes is None or not (wishes.order or wishes.submission_id):
        return ListState.EMPTY
    if wishes.submission_id is None:
        return ListState.SAVED
    return ListState.SUBMITTED if is_submitted(wishes) else ListState.CHANGED
