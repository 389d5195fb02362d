"""A task, what others still have to do, a figure; and how a page groups them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import url_for

from matching.kernel import clock
from matching.kernel.i18n import _


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do: `{n}` in the title is the count; the address is where it is done."""

    title: str
    n: int | None = None
    why: str = ""
    due: datetime | date | None = None
    since: datetime | None = None
    action: str
    object: str = ""
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)
    done: int = 0
    total: int = 0

    @property
    def url(self) -> str:
        """Where the button leads."""
        return url_for(self.endpoint, **self.values)

    @property
    def waits(self) -> bool:
        """Whether it has stood here for a day: then it helps to say since when."""
        return self.since is not None and clock.local(self.since).date() < clock.today()

    @property
    def urgent(self) -> bool:
        """Whether it is due today, or was before."""
        return self.due is not None and _end(self.due) <= _end(clock.today())


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What somebody else has to do; `right` says until when."""

    title: str
    n: int | None = None
    sub: str = ""
    right: str = ""
    endpoint: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    action: str = ""

    @property
    def url(self) -> str:
        """Where one can look."""
        return url_for(self.endpoint, **self.values) if self.endpoint else ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that links to what it counts."""

    label: str
    value: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The list behind it."""
        return url_for(self.endpoint, **self.values)


@dataclass(frozen=True)
class Group:
    """Tasks under one heading."""

    title: str
    tasks: list[Task]


def grouped(tasks: Iterable[Task]) -> list[Group]:
    """Overdue, due today, next: each by its deadline, what has none comes last."""
    headings = (_("Overdue"), _("Due today"), _("Next"))
    shelves: dict[str, list[Task]] = {heading: [] for heading in headings}
    for task in sorted(tasks, key=_by_deadline):
        shelves[headings[_shelf(task)]].append(task)
    return [Group(heading, found) for heading, found in shelves.items() if found]


def _shelf(task: Task) -> int:
    if task.due is None or not task.urgent:
        return 2
    return 0 if _end(task.due) < clock.now() else 1


def _by_deadline(task: Task) -> tuple[bool, datetime]:
    return task.due is None, _end(task.due) if task.due else clock.now()


def _end(value: datetime | date) -> datetime:
    """A date lasts until its midnight."""
    if isinstance(value, datetime):
        return value
    return clock.from_local(datetime.combine(value + timedelta(days=1), time()))
