"""What went out and what will: the plan of one round as its page shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from matching.db import db
from matching.kernel import clock
from matching.reminders import queries, rules
from matching.reminders.enums import About
from matching.reminders.models import Reminder
from matching.rounds.models import MatchRound


@dataclass(frozen=True, kw_only=True)
class Gone:
    """The reminders of one day, morning or by hand."""

    day: date
    by_hand: bool
    count: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """About one thing: whether it is asked for, what is missing, what went and will go, why not now."""

    about: About
    asked: bool
    ends: datetime
    missing: int
    gone: list[Gone]
    coming: list[datetime]
    why_not: str | None


def plan_of(match_round: MatchRound, about: About, schools: Collection[int]) -> Plan:
    """For the students of these schools."""
    now = clock.now()
    asked = rules.is_asked_for(match_round, about, now)
    lacking = db.session.execute(queries.missing(match_round.id, about, schools)).all() if asked else []
    mine = [one for one in db.session.scalars(queries.sent(match_round.id, schools)) if one.about is about]
    today = {one.school_id for one in mine if one.by_hand and one.day == clock.today()}
    reminded = bool(lacking) and {school_id for school_id, _account in lacking} <= today
    days = rules.mornings(match_round, about, told_at=told_at(match_round, about)) if asked else []
    return Plan(
        about=about,
        asked=asked,
        ends=rules.ends(match_round, about),
        missing=len(lacking),
        gone=_gone(mine),
        coming=[rules.morning(day) for day in days if rules.morning(day) > now],
        why_not=rules.why_not_remind(
            match_round, about, missing=len(lacking), reminded_today=reminded, now=now
        ),
    )


def told_at(match_round: MatchRound, about: About) -> datetime | None:
    """When students learned of the deadline: from the letter that opened the round, or from the results."""
    if about is About.ANSWERS:
        return match_round.published_at
    return db.session.scalar(queries.opening_told_at(match_round.id))


def _gone(sent: list[Reminder]) -> list[Gone]:
    counts: dict[tuple[date, bool], int] = {}
    for one in sent:
        counts[one.day, one.by_hand] = counts.get((one.day, one.by_hand), 0) + one.count
    return [Gone(day=day, by_hand=by_hand, count=count) for (day, by_hand), count in counts.items()]
