"""The home page of an administrator: accounts that wait, and what happened at the door today."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from matching.access.permissions import Permission as P
from matching.access.viewer import Viewer
from matching.accounts.enums import AccountState
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.dashboards import queries
from matching.dashboards.assembly.side import Advice, Side
from matching.dashboards.assembly.tasks import Figure, Task
from matching.db import db, one
from matching.kernel import clock
from matching.kernel.i18n import _, _n
from matching.web.filters import moment, number

MANY_FAILURES = 20  # in one day: more than people who mistype
DOOR = (AuditKind.SIGN_IN_FAILED, AuditKind.DENIED)
CHECKS = (AuditKind.INVARIANTS_HOLD, AuditKind.INVARIANTS_BROKEN)
CHECKED_EVERY = timedelta(days=2)  # a night may be missed, two tell that nobody checks
KEPT = (
    AuditKind.ACCOUNT_CREATE, AuditKind.ACCOUNT_DEACTIVATE, AuditKind.ACCOUNT_REACTIVATE,
    AuditKind.ACCOUNT_RENAME, AuditKind.ORGANISATION_CREATE, AuditKind.ORGANISATION_EDIT,
    AuditKind.MEMBERSHIP_ADD, AuditKind.MEMBERSHIP_END,
)  # fmt: skip


def side(viewer: Viewer) -> Side:
    """Accounts of the staff everywhere; students' accounts are their schools' affair."""
    within = viewer.within(P.ACCOUNT_MANAGE)
    states = dict(db.session.execute(queries.staff_states(within)).all())
    midnight = clock.from_local(datetime.combine(clock.today(), time()))
    door = dict(db.session.execute(queries.happened_since(DOOR, midnight)).all())
    checked = one(queries.latest(CHECKS))
    return Side(
        tasks=[*_unsound(checked), *_invited(states), *_failures(door)],
        figures=[*_figures(states, door), *_checked(checked)],
        # Making an account belongs to no organisation; whoever audits the city may read that too.
        may_read=[queries.of_kinds(KEPT)],
        advice=[Advice(text=_("Register an organisation"), endpoint="organisations.create", icon="plus")],
    )


def _unsound(checked: AuditEvent | None) -> Iterator[Task]:
    """What the nightly check of the data found, or that there was none."""
    if checked is None:
        return
    if checked.kind is AuditKind.INVARIANTS_BROKEN:
        yield Task(
            title=_("The data is not as it should be: {broken}").format(
                broken=", ".join(checked.facts["broken"])
            ),
            why=_("Found on {when}. Run “flask check-invariants” on the server: it names the rows.").format(
                when=moment(checked.at)
            ),
            due=clock.today(),
            action=_("See when it began"),
            endpoint="organisations.trail",
            values={"kind": AuditKind.INVARIANTS_BROKEN.value},
        )
    elif checked.at < clock.now() - CHECKED_EVERY:
        yield Task(
            title=_("The data has not been checked since {when}").format(when=moment(checked.at)),
            why=_("It is checked every night by the worker. See whether it runs."),
            due=clock.today(),
            action=_("See the checks"),
            endpoint="organisations.trail",
            values={"kind": AuditKind.INVARIANTS_HOLD.value},
        )


def _checked(checked: AuditEvent | None) -> Iterator[Figure]:
    if checked is not None:
        holds = checked.kind is AuditKind.INVARIANTS_HOLD
        yield Figure(
            label=_("Data checked {when}").format(when=moment(checked.at)),
            value=_("all well") if holds else _("broken"),
            endpoint="organisations.trail",
            values={"kind": checked.kind.value},
        )


def _invited(states: Mapping[AccountState, int]) -> Iterator[Task]:
    invited = states.get(AccountState.INVITED, 0)
    if invited:
        yield Task(
            title=_n("Hand out a slip to {n} person", "Hand out slips to {n} people", invited),
            n=invited,
            why=_("Their accounts are made, but they have not come in yet."),
            action=_("See who"),
            endpoint="organisations.accounts",
            values={"state": AccountState.INVITED.value},
        )


def _failures(door: Mapping[AuditKind, int]) -> Iterator[Task]:
    failed = door.get(AuditKind.SIGN_IN_FAILED, 0)
    if failed >= MANY_FAILURES:
        yield Task(
            title=_("Look at {n} failed sign-ins of today"),
            n=failed,
            why=_("So many are seldom mistypes."),
            due=clock.today(),
            action=_("Look at them"),
            endpoint="organisations.trail",
            values={"kind": AuditKind.SIGN_IN_FAILED.value},
        )


def _figures(states: Mapping[AccountState, int], door: Mapping[AuditKind, int]) -> list[Figure]:
    accounts = [
        Figure(
            label=label,
            value=number(states.get(state, 0)),
            endpoint="organisations.accounts",
            values={"state": state.value},
        )
        for label, state in (
            (_("Active accounts"), AccountState.ACTIVE),
            (_("Not come in yet"), AccountState.INVITED),
            (_("Deactivated accounts"), AccountState.DEACTIVATED),
        )
    ]
    return [
        *accounts,
        Figure(
            label=_("Failed sign-ins today"),
            value=number(door.get(AuditKind.SIGN_IN_FAILED, 0)),
            endpoint="organisations.trail",
            values={"kind": AuditKind.SIGN_IN_FAILED.value},
        ),
    ]
