"""On which mornings students are reminded, and whether somebody may remind them now."""

from datetime import date, datetime, time, timedelta

from matching.kernel import clock
from matching.kernel.i18n import _
from matching.reminders.enums import DAYS_BEFORE, HOUR, LATE, About
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound


def ends(match_round: MatchRound, about: About) -> datetime:
    """Until when it may be done."""
    return match_round.closes_at if about is About.WISHES else match_round.answer_by


def is_asked_for(match_round: MatchRound, about: About, now: datetime) -> bool:
    """Whether students can do it now."""
    state = RoundState.COLLECTING if about is About.WISHES else RoundState.PUBLISHED
    begun = about is About.ANSWERS or match_round.opens_at <= now
    return match_round.state is state and begun and now < ends(match_round, about)


def mornings(match_round: MatchRound, about: About, *, told_at: datetime | None) -> list[date]:
    """The days on which students are reminded: those before a deadline whose morning comes after the letter
    that told of it. A deadline that is put off brings new mornings.
    """
    last = ends(match_round, about)
    days = [clock.local(last).date() - timedelta(days=before) for before in DAYS_BEFORE]
    return [day for day in days if (told_at is None or told_at < morning(day)) and morning(day) < last]


def morning(day: date) -> datetime:
    """Eight o'clock in Linfen."""
    return clock.from_local(datetime.combine(day, time(HOUR)))


def is_due(days: list[date], now: datetime) -> bool:
    """Whether it is one of these mornings."""
    return any(morning(day) <= now < morning(day) + LATE for day in days)


def why_not_remind(
    match_round: MatchRound, about: About, *, missing: int, reminded_today: bool, now: datetime
) -> str | None:
    """Once a day by hand: a letter a day is a reminder, two are noise."""
    if not is_asked_for(match_round, about, now):
        return _("Students cannot do this yet, or no longer.")
    if reminded_today:
        return _("They were reminded today. Tomorrow you can remind them again.")
    if missing == 0:
        return _("Nobody has to be reminded.")
    return None
