"""The home page of an administrator: accounts that wait, and what happened at the door today."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time

from matching.access.permissions import Permission as P
from matching.access.viewer import Viewer
from matching.accounts.enums import AccountState
from matching.audit.kinds import AuditKind
from matching.audit.models import AuditEvent
from matching.dashboards import queries
from matching.dashboards.assembly.side import Advice, Side
from matching.dashboards.assembly.tasks import Figure
from matching.dashboards.assembly.wording import task_of
from matching.dashboards.questions.administrator import CHECKS
from matching.db import db
from matching.db import one as one_of
from matching.kernel import clock
from matching.kernel.i18n import _
from matching.matters.found import Found
from matching.web.filters import moment, number

DOOR = (AuditKind.SIGN_IN_FAILED, AuditKind.DENIED)
KEPT = (
    AuditKind.ACCOUNT_CREATE, AuditKind.ACCOUNT_DEACTIVATE, AuditKind.ACCOUNT_REACTIVATE,
    AuditKind.ACCOUNT_RENAME, AuditKind.ORGANISATION_CREATE, AuditKind.ORGANISATION_EDIT,
    AuditKind.MEMBERSHIP_ADD, AuditKind.MEMBERSHIP_END,
)  # fmt: skip


def side(viewer: Viewer, matters: Sequence[Found]) -> Side:
    """Accounts of the staff everywhere; students' accounts are their schools' affair."""
    within = viewer.within(P.ACCOUNT_MANAGE)
    states = dict(db.session.execute(queries.staff_states(within)).all())
    midnight = clock.from_local(datetime.combine(clock.today(), time()))
    door = dict(db.session.execute(queries.happened_since(DOOR, midnight)).all())
    checked = one_of(queries.latest(CHECKS))
    return Side(
        tasks=[task_of(one) for one in matters],
        figures=[*_figures(states, door), *_checked(checked)],
        # Making an account belongs to no organisation; whoever audits the city may read that too.
        may_read=[queries.of_kinds(KEPT)],
        advice=[Advice(text=_("Register an organisation"), endpoint="organisations.create", icon="plus")],
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
