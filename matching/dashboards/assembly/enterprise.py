"""The home page of an enterprise: its slots, the students placed there, what its profile lacks."""

from collections.abc import Iterator, Sequence
from datetime import date

from matching.access.roles import Role
from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.dashboards import queries
from matching.dashboards.assembly.round_events import SHOWN_TO_ALL
from matching.dashboards.assembly.side import Advice, Side, places_of
from matching.dashboards.assembly.tasks import Figure, Task, Waiting
from matching.db import db
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.organisations.models import Organisation
from matching.organisations.queries import organisations_in
from matching.rounds.enums import RoundState
from matching.rounds.models import MatchRound
from matching.web.filters import deadline, moment, number

OWN = (
    AuditKind.SLOT_POST, AuditKind.SLOT_EDIT, AuditKind.SLOT_WITHDRAW, AuditKind.ORGANISATION_EDIT,
    AuditKind.MEMBERSHIP_ADD, AuditKind.MEMBERSHIP_END,
)  # fmt: skip

Interns = Sequence[tuple[int, int, int, date | None]]


def side(viewer: Viewer) -> Side:
    """Everything HR has to see, of the own enterprises only; who declined stays unknown."""
    firms, today = places_of(viewer, Role.ENTERPRISE_HR), clock.today()
    rounds = list(db.session.scalars(queries.rounds_of_slots(firms)))
    coming, seats, started = db.session.execute(queries.offers(firms, today)).one()
    interns = db.session.execute(queries.interns(firms, today)).all()
    found = Side(
        rounds=rounds,
        may_read=[
            queries.at_these(firms, OWN),
            queries.of_rounds([one.id for one in rounds], SHOWN_TO_ALL),
        ],
        advice=[Advice(text=_("Post a slot"), endpoint="slots.new", icon="plus")],
    )
    for firm in db.session.scalars(organisations_in(firms)):
        found.tasks += _profile(firm)
    found.tasks += _slots(coming, started)
    found.tasks += _coming(interns)
    found.waiting += _others(rounds, interns)
    found.figures = _figures(coming, seats, interns)
    return found


def _profile(firm: Organisation) -> Iterator[Task]:
    lacking = [
        label
        for label, value in (
            (_("contact person"), firm.contact_name),
            (_("phone"), firm.contact_phone),
            (_("address"), firm.address),
            (_("staff at their posts"), firm.on_post_staff),
        )
        if not value
    ]
    if lacking:
        yield Task(
            title=_("Complete the profile of {name}").format(name=firm.name),
            why=_("Missing: {what}.").format(what=_(", ").join(lacking)),
            action=_("Complete"),
            object=firm.name,
            endpoint="organisations.edit",
            values={"organisation_id": firm.id},
        )


def _slots(coming: int, started: int) -> Iterator[Task]:
    if started:
        yield Task(
            title=_n("Look at {n} slot that has started", "Look at {n} slots that have started", started),
            n=started,
            why=_("Nobody can choose them any more. Withdraw them, or copy them with a new first day."),
            action=_("Look at them"),
            endpoint="slots.index",
        )
    if not coming:
        yield Task(
            title=_("Post a slot"),
            why=_("Students can choose none of yours now."),
            action=_("Post a slot"),
            endpoint="slots.new",
        )


def _coming(interns: Interns) -> Iterator[Task]:
    for round_id, _waiting, accepted, first_day in interns:
        if accepted:
            yield Task(
                title=_n("Get ready for {n} student", "Get ready for {n} students", accepted),
                n=accepted,
                why=_("They accepted, so you can read their names now."),
                due=first_day,
                action=_("See who"),
                endpoint="placements.results",
                values={"round_id": round_id},
            )


def _others(rounds: Sequence[MatchRound], interns: Interns) -> Iterator[Waiting]:
    unanswered = {round_id: waiting for round_id, waiting, _accepted, _day in interns}
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
