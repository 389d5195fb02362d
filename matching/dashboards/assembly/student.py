"""The home page of a student: rank, submit, answer; or the next date."""

from collections.abc import Iterator, Sequence

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.dashboards import queries
from matching.dashboards.assembly.round_events import SHOWN_TO_ALL
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Waiting
from matching.dashboards.assembly.wording import task_of
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.matters.found import Found
from matching.placements.enums import PlacementState
from matching.placements.models import Placement
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound, WishList
from matching.web.filters import day, moment
from matching.wishes.queries import myself

OWN = (AuditKind.WISH_SUBMIT, AuditKind.PASSWORD_CHANGE)


def side(viewer: Viewer, matters: Sequence[Found]) -> Side:
    """What one student has to do; nothing of anybody else."""
    student = one(myself(viewer.id, places_of(viewer, Role.STUDENT)))
    found = Side(
        tasks=[task_of(one) for one in matters],
        advice=[Advice(text=_("Read slots"), endpoint="slots.index", icon="work")],
    )
    if student is None:
        return found
    lists = db.session.execute(queries.lists_of(student.id)).all()
    places = {place.round_id: place for place in db.session.scalars(queries.placements_of(student.id))}
    found.rounds = [match_round for match_round, _wishes in lists]
    found.may_read = [
        queries.by_oneself(viewer.id, OWN),
        queries.of_rounds([match_round.id for match_round in found.rounds], SHOWN_TO_ALL),
    ]
    for match_round, wishes in lists:
        found.waiting += _standing(match_round, wishes, places.get(match_round.id))
    for place in places.values():
        found.waiting += _kept(place)
    return found


def _standing(match_round: MatchRound, wishes: WishList | None, place: Placement | None) -> Iterator[Waiting]:
    """Where one's own things stand while there is nothing to do about them."""
    if match_round.state is RoundState.PUBLISHED:
        yield from _result(match_round, place)
    elif wishes is not None and wishes.submission_id is not None:
        yield Waiting(
            title=_("Your wishes are submitted"),
            sub=_("Results are planned for {when}").format(when=moment(match_round.results_on)),
            action=_("See"),
            endpoint="wishes.choices",
            values={"round_id": match_round.id},
        )
    elif match_round.closes_at <= clock.now():
        yield Waiting(
            title=_("You submitted no wishes"),
            sub=_("Talk to your class teacher; results are planned for {when}.").format(
                when=moment(match_round.results_on)
            ),
        )


def _kept(place: Placement) -> Iterator[Waiting]:
    """An internship outlives its round: it stays here until its last day."""
    accepted, over = place.state is PlacementState.ACCEPTED, place.slot.ends_on < clock.today()
    if place.match_round.state is RoundState.CLOSED and accepted and not over:
        yield from _result(place.match_round, place)


def _result(match_round: MatchRound, place: Placement | None) -> Iterator[Waiting]:
    if place is not None and place.state is PlacementState.OFFERED:
        return
    said = {
        PlacementState.ACCEPTED: _("You accepted your place"),
        PlacementState.DECLINED: _("You declined your place"),
        PlacementState.LAPSED: _("Your place was not answered in time"),
    }
    first_day = _("It begins on {day}").format(day=day(place.slot.starts_on)) if place is not None else ""
    yield Waiting(
        title=said[place.state] if place is not None else _("No place this time"),
        sub=first_day if place is not None and place.state is PlacementState.ACCEPTED else match_round.name,
        action=_("Read why"),
        endpoint="placements.result",
        values={"round_id": match_round.id},
    )
