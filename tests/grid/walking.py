"""Every address of the house, and what the role table says somebody should find there.

Nothing here names a view: routes come from the map of addresses, guards from their marks, reach from the
role table. Only the parts of addresses are known: which table their ids are of, and whose a row is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from matching.access.permissions import Permission
from matching.reminders.enums import About
from tests.browser import Browser
from tests.cast import Person
from tests.conftest import House
from tests.grid.owners import IN_A_ROUND, NONE, PARTS, Owners, participants
from tests.grid.world import NOBODY, World
from tests.make import acting

# Parts that name nobody's row: they count within what the other parts name, or are words of the house.
WORDS: Mapping[str, Sequence[int | str]] = {
    "about": [one.value for one in About],
    "number": [1, 2],  # runs of a round, receipts of a student
    "presence_code": ["1-0"],  # of no poster: a page that says so
    "slug": ["ranking"],  # a page of help, the same for everybody
    "token": ["nobodys"],  # the secret end of a link: found or not, it names no row
}
# Whoever sees a round sees its reminders, and reminds the students within reach.
FOUND_BY = {
    ("round_id", Permission.STUDENT_REMIND): Permission.ROUND_SEE,
    # Whoever signs up, or invites, goes to any post they see.
    ("offer_id", Permission.PRACTICE_SIGN_UP): Permission.PRACTICE_SEE,
    # Whoever hands posts out sees posts and teachers.
    ("offer_id", Permission.PRACTICE_ALLOCATE): Permission.PRACTICE_SEE,
    ("teacher_id", Permission.PRACTICE_ALLOCATE): Permission.TEACHER_SEE,
    ("offer_id", Permission.PRACTICE_INVITE): Permission.PRACTICE_SEE,
    # Whoever books goes to any date they see; a booking is read by school and host, not by every host.
    ("date_id", Permission.VISIT_BOOK): Permission.VISIT_SEE,
}
OFFICERS_OF_A_ROUND = (Permission.ROUND_EDIT, Permission.PLACEMENT_PUBLISH)
Known = Mapping[str, Mapping[int, Owners]]


@dataclass(frozen=True)
class Place:
    """One address of one view."""

    endpoint: str
    address: str
    values: tuple[tuple[str, int | str], ...]
    access: Any


@dataclass(frozen=True)
class City:
    """The world of the grid and a browser for everybody in it."""

    house: House
    world: World
    browsers: Mapping[str, Browser]

    @property
    def app(self) -> Flask:
        """The application that serves it."""
        return self.house.app


def rules(app: Flask, method: str) -> list[Rule]:
    """Every rule that answers people by this method; machines show a token, and have a test of their own."""
    answering = [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]
    return [rule for rule in answering if access_of(app, rule.endpoint).how != "by_token"]


def access_of(app: Flask, endpoint: str) -> Any:
    """The mark of a view."""
    return app.view_functions[endpoint].access  # type: ignore[attr-defined]  # the guard's mark


def places(app: Flask, rule: Rule, ids: Callable[[str], Iterable[int | str]]) -> Iterator[Place]:
    """The addresses of a rule for these ids of each of its parts."""
    parts = sorted(rule.arguments)
    build = app.url_map.bind("localhost").build
    method = "GET" if "GET" in (rule.methods or ()) else "POST"
    for chosen in product(*(ids(part) for part in parts)):
        values = dict(zip(parts, chosen, strict=True))
        address = str(build(rule.endpoint, values, method=method))
        yield Place(rule.endpoint, address, tuple(values.items()), access_of(app, rule.endpoint))


class Oracle:
    """What the role table says of each person and place; filled from the tables, not from the views."""

    def __init__(self, world: World) -> None:
        self.world = world
        with acting():
            self.held = {name: dict(who.viewer.held) for name, who in world.people.items()}
            self.known: Known = {part: read() for part, read in PARTS.items()}
            self.participants = participants()

    def ids(self, part: str) -> Sequence[int | str]:
        """Every row there is, and one there is not."""
        if part in WORDS:
            return WORDS[part]
        return [*sorted(self.known[part]), max(self.known[part], default=0) + 1]

    def is_let_in(self, who: str, access: Any) -> bool:
        """Whether the guard of the view lets this person in at all."""
        if access.how == "public":
            return True
        if who == NOBODY:
            return False
        return access.how == "signed_in" or access.permission in self.held[who]

    def is_foreign(self, who: str, place: Place) -> bool:
        """Whether something the address names is not this person's to see."""
        return any(not self._reaches(who, part, one_id, place) for part, one_id in place.values)

    def _reaches(self, who: str, part: str, one_id: int, place: Place) -> bool:
        if part in WORDS:
            return True
        owners = self.known[part].get(one_id, NONE)
        person = self.world.people[who]
        if part == "round_id" and who in self.world.rounds_of:
            return one_id in self.world.rounds_of[who]
        if part == "student_id" and who in self.world.rounds_of:
            return False  # no student reaches anybody's page by a number
        if part in IN_A_ROUND and place.access.permission in OFFICERS_OF_A_ROUND:
            return one_id in self.participants[part].get(dict(place.values)["round_id"], set())
        if person.account_id in owners.accounts:
            return True
        within = self._within(who, person, place.access.permission, part)
        return bool(owners.organisations & within)

    def _within(self, who: str, person: Person, permission: Any, part: str) -> frozenset[int]:
        permission = FOUND_BY.get((part, permission), permission)
        if isinstance(permission, Permission):
            return self.held[who].get(permission, frozenset())
        # Own pages: the reach of the roles that keep rounds, and one's own organisation.
        wide = self.held[who].get(Permission.ROUND_SEE, frozenset())
        return wide | {person.organisation_id}
