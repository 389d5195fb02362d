"""The next date that matters in a round."""

from collections.abc import Iterable
from datetime import date, datetime, time

from matching.kernel import clock
from matching.kernel.i18n import _
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.web.filters import day, moment


def next_date(rounds: Iterable[MatchRound]) -> str:
    """The nearest date to come, in words; empty where there is none."""
    now = clock.now()
    coming = sorted(
        (_start(when), spoken, name)
        for one in rounds
        for when, spoken, name in _dates(one)
        if _start(when) > now
    )
    if not coming:
        return ""
    _when, spoken, name = coming[0]
    return _("Next date: {when}, {what}").format(when=spoken, what=name)


def _dates(one: MatchRound) -> list[tuple[datetime | date, str, str]]:
    published = one.state in (RoundState.PUBLISHED, RoundState.CLOSED)
    told: list[tuple[datetime | date, str]] = [
        (one.opens_at, _("wishes open")),
        (one.closes_at, _("wishes close")),
        (one.answer_by, _("the last moment to answer")),
        (one.internship_from, _("internships start")),
    ]
    if not published:
        told.append((one.results_on, _("results")))
    return [(when, moment(when) if isinstance(when, datetime) else day(when), what) for when, what in told]


def _start(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else clock.from_local(datetime.combine(value, time(9)))
