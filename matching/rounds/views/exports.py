"""Rounds as a file."""

from collections.abc import Iterator
from datetime import datetime

from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.rounds import queries
from matching.rounds.models import MatchRound
from matching.rounds.views.blueprint import bp
from matching.rounds.views.course import Size, sizes
from matching.rounds.views.filtering import rounds_listing
from matching.web.downloads import Column, Table, export
from matching.web.guard import requires


@bp.get("/list.xlsx")
@requires(P.ROUND_SEE)
def export_index(within: frozenset[int]) -> ResponseReturnValue:
    """The list of rounds, with how many of one's students have chosen."""

    def with_sizes(rounds: list[MatchRound]) -> Iterator[tuple[MatchRound, Size]]:
        counted = sizes(rounds, within)
        return ((one, counted[one.id]) for one in rounds)

    return export(
        Table(
            name="Match rounds",
            query=queries.rounds_in(within),
            listing=rounds_listing(),
            lines=with_sizes,
            columns=[
                Column(_("Round"), lambda line: line[0].name),
                Column(_("State"), lambda line: line[0].state.label),
                Column(_("Wishes open"), lambda line: _wall_time(line[0].opens_at)),
                Column(_("Deadline for wishes"), lambda line: _wall_time(line[0].closes_at)),
                Column(_("First day"), lambda line: line[0].internship_from),
                Column(_("Last day"), lambda line: line[0].internship_until),
                Column(_("Students"), lambda line: line[1].students),
                Column(_("Lists submitted"), lambda line: line[1].submitted),
            ],
        )
    )


def _wall_time(moment: datetime) -> str:
    """A file is read on another day: no “today”."""
    return clock.written(moment)
