"""The home page of an enterprise: its slots, the students placed there, what its profile lacks."""

from collections.abc import Iterator, Sequence

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.dashboards import queries
from matching.dashboards.assembly.round_events import SHOWN_TO_ALL
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Figure, Waiting
from matching.dashboards.assembly.wording import task_of
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.matters.found import Found
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.web.filters import deadline, moment, number

OWN = (
    AuditKind.SLOT_POST, AuditKind.SLOT_EDIT, AuditKind.SLOT_WITHDRAW, AuditKind.ORGANISATION_EDIT,
    AuditKind.MEMBERSHIP_ADD, AuditKind.MEMBERSHIP_END,
)  # fmt: skip

Interns = Sequence[tuple[int, int, int]]


def side(viewer: Viewer, matters: Sequence[Found]) -> Side:
    """Everything HR has to see, of the own enterprises only; who declined stays unknown."""
    firms, today = places_of(viewer, Role.ENTERPRISE_HR), clock.today()
    rounds = list(db.session.scalars(queries.rounds_of_slots(firms)))
    coming, seats = db.session.execute(queries.offers(firms, today)).one()
    interns = db.session.execute(queries.interns(firms, today)).all()
    found = Side(
        tasks=[task_of(one) for one in matters],
        rounds=rounds,
        may_read=[
            queries.at_these(firms, OWN),
            queries.of_rounds([one.id for one in rounds], SHOWN_TO_ALL),
        ],
        advice=[Advice(text=_("Post a slot"), endpoint="slots.new", icon="plus")],
    )
    found.waiting += _others(rounds, interns)
    found.figures = _figures(coming, seats, interns)
    return found


def _others(rounds: Sequence[MatchRound], interns: Interns) -> Iterator[Waiting]:
    unanswered = {round_id: waiting for round_id, waiting, _accepted in interns}
    for one in rounds:
        if one.state is RoundState.COLLECTING and clock.now() < one.closes_at:
            yield Waiting(
                title=_("Students rank slots for “{name}”").format(name=one.name),
                sub=deadline(one.closes_at),
            )
        elif one.state in (RoundState.COLLECTING, RoundState.LOCKED):
            yield Waiting(
                title=_("The bureau matches “{name}”").format(name=one.name),
                sub=_("Results are planned for {when}").format(when=moment(one.results_on)),
            )
        elif unanswered.get(one.id) and clock.now() < one.answer_by:
            yield Waiting(
                title=_n(
                    "{n} student has not answered", "{n} students have not answered", unanswered[one.id]
                ),
                n=unanswered[one.id],
                sub=_("{name}: {when}").format(name=one.name, when=deadline(one.answer_by)),
                action=_("See"),
                endpoint="placements.results",
                values={"round_id": one.id},
            )


def _figures(coming: int, seats: int, interns: Interns) -> list[Figure]:
    return [
        Figure(label=label, value=number(value), endpoint=endpoint)
        for label, value, endpoint in (
            (_("Open slots"), coming, "slots.index"),
            (_("Seats in them"), seats, "slots.index"),
            (_("Students who accepted"), sum(row[2] for row in interns), "placements.index"),
            (_("Answers to come"), sum(row[1] for row in interns), "placements.index"),
        )
    ]
