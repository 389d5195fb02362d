"""What one role puts on the home page: tasks, what it waits for, figures, rounds, and what it may read."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.dashboards.assembly.tasks import Figure, Task, Waiting
from matching.rounds.models import MatchRound


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A button: what one could do when nothing has to be done."""

    text: str
    endpoint: str
    icon: str = ""


@dataclass(kw_only=True)
class Side:
    """Filled by the module of a role; `coming` is said where a role's own work begins later."""

    tasks: list[Task] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    posts: list[Waiting] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    rounds: list[MatchRound] = field(default_factory=list)
    may_read: list[ColumnElement[bool]] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
    coming: str = ""


def places_of(viewer: Viewer, role: Role) -> frozenset[int]:
    """The organisation where somebody wears this hat now; none under another."""
    return viewer.places if viewer.is_a(role) else frozenset()
