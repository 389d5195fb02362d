"""The joint bar of a round: from its dates and its public state alone, so that a run shows nowhere."""

from dataclasses import dataclass
from datetime import datetime

from matching.kernel import clock
from matching.kernel.i18n import _
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.web.filters import dates, moment, remaining, short_day

DONE, NOW, NEXT = "done", "now", "next"


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One phase: `when` is a text, `note` stands under the one that runs."""

    label: str
    when: str
    state: str
    note: str = ""


def phases(match_round: MatchRound) -> list[Phase]:
    """Wishes, match, results, answers, first day."""
    one, here = match_round, _phase(match_round)
    opens, closes = clock.local(one.opens_at).date(), clock.local(one.closes_at).date()
    told = [
        (_("Students rank wishes"), dates(opens, closes), one.closes_at),
        (_("Match and check"), dates(closes, one.results_on), None),
        (_("Results are published"), short_day(one.published_at or one.results_on), None),
        (_("Students answer"), _("until {moment}").format(moment=moment(one.answer_by)), one.answer_by),
        (_("Internships start"), _("from {day}").format(day=short_day(one.internship_from)), None),
    ]
    return [
        Phase(
            label=label,
            when=when,
            state=DONE if number < here else NOW if number == here else NEXT,
            note=_now(until) if number == here else "",
        )
        for number, (label, when, until) in enumerate(told)
    ]


def _now(until: datetime | None) -> str:
    if until is None or until <= clock.now():
        return _("under way")
    return _("under way, {left}").format(left=remaining(until))


def _phase(one: MatchRound) -> int:
    """Which of the phases runs; -1 before the first."""
    now = clock.now()
    if one.state is RoundState.PREPARING or (one.state is RoundState.COLLECTING and now < one.opens_at):
        return -1
    if one.state is RoundState.COLLECTING:
        return 0 if now < one.closes_at else 1
    if one.state is RoundState.LOCKED:
        return 1
    return 3 if now < one.answer_by else 4
