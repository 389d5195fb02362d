"""The whole page: every hat's tasks under its own name, one list of rounds, one of events."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.telling import sentence
from matching.dashboards import queries
from matching.dashboards.assembly import administrator, bureau, enterprise, guests, school, student
from matching.dashboards.assembly.side import Advice, Side
from matching.dashboards.assembly.strip import Step, next_date, strip
from matching.dashboards.assembly.tasks import Figure, Group, Waiting, grouped
from matching.db import db
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

SIDES: Mapping[Role, Callable[[Viewer], Side]] = {
    Role.BUREAU_OFFICER: bureau.side,
    Role.ADMINISTRATOR: administrator.side,
    Role.SCHOOL_COORDINATOR: school.side,
    Role.TEACHER: guests.teacher,
    Role.ENTERPRISE_HR: enterprise.side,
    Role.ENTERPRISE_MENTOR: guests.mentor,
    Role.STUDENT: student.side,
}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, as the timeline shows it."""

    when: datetime
    text: str


@dataclass(frozen=True, kw_only=True)
class Home:
    """What the template shows, in its order."""

    groups: list[Group]
    strips: list[tuple[MatchRound, list[Step]]]
    waiting: list[Waiting]
    figures: list[Figure]
    events: list[Event]
    advice: list[Advice]
    coming: list[str]
    next_date: str

    @property
    def tasks(self) -> int:
        """How many things there are to do."""
        return sum(len(group.tasks) for group in self.groups)


def home_of(viewer: Viewer) -> Home:
    """Read everything this person may see, as it is now."""
    roles = list(dict.fromkeys(hat.role for hat in viewer.hats))
    sides = [(role, SIDES[role](viewer)) for role in roles]
    rounds = list({one.id: one for _role, side in sides for one in side.rounds}.values())
    return Home(
        groups=[
            group
            for role, side in sides
            for group in grouped(side.tasks, of=role.label if len(sides) > 1 else "")
        ],
        strips=[(one, strip(one)) for one in sorted(rounds, key=_busiest_first)[:STRIPS_SHOWN]],
        waiting=[item for _role, side in sides for item in side.waiting],
        figures=[item for _role, side in sides for item in side.figures],
        events=_events(side for _role, side in sides),
        advice=list(dict.fromkeys(item for _role, side in sides for item in side.advice)),
        coming=[side.coming for _role, side in sides if side.coming],
        next_date=next_date(rounds),
    )


def _busiest_first(one: MatchRound) -> tuple[int, datetime]:
    """Where students choose now, then what is being matched, what is answered, what is still prepared."""
    return URGENCY.index(one.state), one.closes_at


def _events(sides: Iterable[Side]) -> list[Event]:
    reasons = [reason for side in sides for reason in side.may_read]
    if not reasons:
        return []
    rows = db.session.execute(queries.events(reasons, EVENTS_SHOWN))
    return [Event(when=event.at, text=sentence(event, by=name or "")) for event, name in rows]
