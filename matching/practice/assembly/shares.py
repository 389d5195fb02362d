"""How many teachers have practised enough, and how many are dual-qualified, by school and subject."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from matching.db import db
from matching.practice.assembly.standings import ledgers_of
from matching.practice.queries.recognitions import holders_among
from matching.teachers.models import TeachingPost

Key = TypeVar("Key")


class Group(NamedTuple):
    """The teachers of one subject at one school."""

    school_id: int
    school: str
    subject: str


@dataclass(frozen=True)
class Count:
    """`asked` are those of whom a number of days is asked: all but teachers of general subjects."""

    teachers: int = 0
    asked: int = 0
    reached: int = 0
    dual: int = 0

    @property
    def missing(self) -> int:
        """Who has not practised enough yet."""
        return self.asked - self.reached

    @property
    def dual_share(self) -> float | None:
        """The dual-qualified among those asked, none where nobody is."""
        return self.dual / self.asked if self.asked else None

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.teachers + other.teachers,
            self.asked + other.asked,
            self.reached + other.reached,
            self.dual + other.dual,
        )


def counts_of(posts: Iterable[TeachingPost], on: date) -> dict[Group, Count]:
    """Every subject of every school, by name of the school."""
    there = list(posts)
    ledgers = ledgers_of([post.teacher for post in there], on)
    dual = frozenset(db.session.scalars(holders_among(list(ledgers), on)))
    found: defaultdict[Group, Count] = defaultdict(Count)
    for post in there:
        standing = ledgers[post.teacher_id].standing
        asked = standing.required > 0
        found[Group(post.school_id, post.school.name, post.teacher.subject)] += Count(
            teachers=1,
            asked=int(asked),
            reached=int(asked and standing.is_fulfilled),
            dual=int(asked and post.teacher_id in dual),
        )
    return {group: found[group] for group in sorted(found, key=lambda one: (one.school, one.subject))}


def together(counts: Mapping[Group, Count], key: Callable[[Group], Key]) -> dict[Key, Count]:
    """The same counts added up: by school, or by subject."""
    found: defaultdict[Key, Count] = defaultdict(Count)
    for group, count in counts.items():
        found[key(group)] += count
    return dict(found)
