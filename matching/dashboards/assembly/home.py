"""The whole page: the tasks of the hat worn now, its rounds, its events, and what waits under other hats."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from matching.access.roles import Role
from matching.access.viewer import Hat, Viewer
from matching.audit.telling import sentence
from matching.dashboards import queries
from matching.dashboards.assembly import administrator, bureau, enterprise, guests, school, student, teacher
from matching.dashboards.assembly.dates import next_date
from matching.dashboards.assembly.side import Advice, Side
from matching.dashboards.assembly.tasks import Figure, Group, Waiting, grouped
from matching.dashboards.questions import matters_of
from matching.db import db
from matching.matters.found import Found
from matching.rounds.assembly.phases import Phase, phases
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound

EVENTS_SHOWN = 6
STRIPS_SHOWN = 2

URGENCY = (
    RoundState.COLLECTING,
    RoundState.LOCKED,
    RoundState.PUBLISHED,
    RoundState.PREPARING,
    RoundState.CLOSED,
)

SIDES: Mapping[Role, Callable[[Viewer, Sequence[Found]], Side]] = {
    Role.BUREAU_OFFICER: bureau.side,
    Role.ADMINISTRATOR: administrator.side,
    Role.SCHOOL_COORDINATOR: school.side,
    Role.TEACHER: teacher.side,
    Role.ENTERPRISE_HR: enterprise.side,
    Role.ENTERPRISE_MENTOR: guests.mentor,
    Role.STUDENT: student.side,
}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, as the timeline shows it."""

    when: datetime
    text: str


class Elsewhere(NamedTuple):
    """Another hat of the same person, and how many things wait under it."""

    hat: Hat
    tasks: int


@dataclass(frozen=True, kw_only=True)
class Home:
    """What the template shows, in its order."""

    groups: list[Group]
    strips: list[tuple[MatchRound, list[Phase]]]
    waiting: list[Waiting]
    posts: list[Waiting]
    figures: list[Figure]
    events: list[Event]
    advice: list[Advice]
    coming: str
    next_date: str
    elsewhere: list[Elsewhere]

    @property
    def tasks(self) -> int:
        """How many things there are to do."""
        return sum(len(group.tasks) for group in self.groups)


def home_of(viewer: Viewer) -> Home:
    """Read everything this person may see under the hat worn, as it is now; of other hats only how much."""
    side = _side(viewer)
    return Home(
        groups=grouped(side.tasks),
        strips=[(one, phases(one)) for one in sorted(side.rounds, key=_busiest_first)[:STRIPS_SHOWN]],
        waiting=side.waiting,
        posts=side.posts,
        figures=side.figures,
        events=_events(side),
        advice=side.advice,
        coming=side.coming,
        next_date=next_date(side.rounds),
        elsewhere=[Elsewhere(hat, len(matters_of(viewer.id, hat, db.session()))) for hat in viewer.pegs],
    )


def _side(viewer: Viewer) -> Side:
    if viewer.hat is None:
        return guests.without_role()
    return SIDES[viewer.hat.role](viewer, matters_of(viewer.id, viewer.hat, db.session()))


def _busiest_first(one: MatchRound) -> tuple[int, datetime]:
    """Where students choose now, then what is being matched, what is answered, what is still prepared."""
    return URGENCY.index(one.state), one.closes_at


def _events(side: Side) -> list[Event]:
    if not side.may_read:
        return []
    rows = db.session.execute(queries.events(side.may_read, EVENTS_SHOWN))
    return [Event(when=event.at, text=sentence(event, by=name or "")) for event, name in rows]
