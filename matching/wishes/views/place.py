"""Whose list, in which round, at which addresses: the student's own, or the school's for a student."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for

from matching.access.viewer import Viewer
from matching.cohorts.models import Student
from matching.db import db
from matching.kernel import clock
from matching.rounds.models import MatchRound
from matching.rounds.queries import round_of_student
from matching.web.session import current_viewer
from matching.wishes import queries
from matching.wishes.assembly.sheet import Sheet, sheet_of


@dataclass(frozen=True)
class Place:
    """Where a page stands. `on_behalf`: the viewer is not the student."""

    round_id: int
    student_id: int
    viewer: Viewer
    on_behalf: bool

    @property
    def student(self) -> Student:
        """Loaded again where a refusal rolled the session back."""
        return db.session.get_one(Student, self.student_id)

    @property
    def match_round(self) -> MatchRound:
        """The round, the same way."""
        return db.session.get_one(MatchRound, self.round_id)

    def sheet(self, *, with_pool: bool = True) -> Sheet:
        """What the pages say, at this moment."""
        return sheet_of(self.match_round, self.student, now=clock.now(), with_pool=with_pool)

    def url(self, name: str, **values: Any) -> str:
        """The address of a page of the same list."""
        if self.on_behalf:
            return url_for(f"wishes.{name}_for", round_id=self.round_id, student_id=self.student_id, **values)
        return url_for(f"wishes.{name}", round_id=self.round_id, **values)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Filters and page of the pool, as the address has them."""
        names = ("county", "lodging", "page")
        return {name: request.args[name] for name in names if request.args.get(name)}


def own_place(round_id: int, within: frozenset[int]) -> Place:
    """The viewer's own list; 404 for a round the viewer takes no part in."""
    viewer = signed_in_viewer()
    student = db.one_or_404(queries.myself(viewer.id, within))
    return _place(round_id, student, viewer, on_behalf=False)


def place_of(round_id: int, student_id: int, within: frozenset[int]) -> Place:
    """A student of the viewer's school; 404 for all others."""
    student = db.one_or_404(queries.own_student(student_id, within))
    return _place(round_id, student, signed_in_viewer(), on_behalf=True)


def signed_in_viewer() -> Viewer:
    """The guard has let nobody else pass."""
    viewer = current_viewer()
    assert viewer is not None
    return viewer


def _place(round_id: int, student: Student, viewer: Viewer, *, on_behalf: bool) -> Place:
    match_round = db.one_or_404(round_of_student(round_id, student.id))
    return Place(match_round.id, student.id, viewer, on_behalf)
