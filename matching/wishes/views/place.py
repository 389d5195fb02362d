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
from matching.web.session import the_viewer
from matching.wishes import queries
from matching.wishes.assembly.sheet import Sheet, list_of, sheet_of, submitted_of
from matching.wishes.rules import why_not_change


@dataclass(frozen=True)
class Place:
    """Where a page stands. `on_behalf`: the viewer is not the student."""

    match_round: MatchRound
    student: Student
    viewer: Viewer
    on_behalf: bool

    @property
    def why_not_change(self) -> str | None:
        """Whether this is a page to read only."""
        return why_not_change(self.match_round, clock.now())

    def sheet(self) -> Sheet:
        """The list and all there is to choose from, at this moment."""
        return sheet_of(self.match_round, self.student, now=clock.now())

    def saved(self) -> Sheet:
        """Only the list."""
        return list_of(self.match_round, self.student, now=clock.now())

    def submitted(self, number: int | None = None) -> Sheet:
        """What counts, or the submission of this number."""
        return submitted_of(self.match_round, self.student, now=clock.now(), number=number)

    def url(self, name: str, **values: Any) -> str:
        """The address of a page of the same list."""
        if self.on_behalf:
            return url_for(
                f"wishes.{name}_for", round_id=self.match_round.id, student_id=self.student.id, **values
            )
        return url_for(f"wishes.{name}", round_id=self.match_round.id, **values)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Filters and page of the pool, as the address has them."""
        names = ("county", "lodging", "page")
        return {name: request.args[name] for name in names if request.args.get(name)}


def own_place(round_id: int, within: frozenset[int]) -> Place:
    """The viewer's own list; 404 for a round the viewer takes no part in."""
    viewer = the_viewer()
    student = db.one_or_404(queries.myself(viewer.id, within))
    return _place(round_id, student, viewer, on_behalf=False)


def place_of(round_id: int, student_id: int, within: frozenset[int]) -> Place:
    """A student of the viewer's school; 404 for all others."""
    student = db.one_or_404(queries.own_student(student_id, within))
    return _place(round_id, student, the_viewer(), on_behalf=True)


def _place(round_id: int, student: Student, viewer: Viewer, *, on_behalf: bool) -> Place:
    match_round = db.one_or_404(round_of_student(round_id, student.id))
    return Place(match_round, student, viewer, on_behalf)
