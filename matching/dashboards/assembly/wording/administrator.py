"""How an administrator's matters read."""

import json

from matching.accounts.enums import AccountState
from matching.audit.kinds import AuditKind
from matching.dashboards.assembly.tasks import Task
from matching.dashboards.questions.administrator import CHECKED_EVERY
from matching.kernel.i18n import _, _n
from matching.matters.found import Found


def data_broken(found: Found) -> Task:
    """The nightly check found something."""
    return Task(
        title=_("The data is not as it should be: {broken}").format(
            broken=", ".join(json.loads(found.detail))
        ),
        why=_("Run “flask check-invariants” on the server: it names the rows."),
        due=found.due,
        since=found.since,
        action=_("See when it began"),
        endpoint="organisations.trail",
        values={"kind": AuditKind.INVARIANTS_BROKEN.value},
    )


def data_unchecked(found: Found) -> Task:
    """There was no nightly check."""
    return Task(
        title=_("The data has not been checked for {days} days").format(days=CHECKED_EVERY.days),
        why=_("It is checked every night by the worker. See whether it runs."),
        due=found.due,
        since=found.since,
        action=_("See the checks"),
        endpoint="organisations.trail",
        values={"kind": AuditKind.INVARIANTS_HOLD.value},
    )


def slips(found: Found) -> Task:
    """People of the staff who have not come in."""
    return Task(
        title=_n("Hand out a slip to {n} person", "Hand out slips to {n} people", found.n),
        n=found.n,
        why=_("Their accounts are made, but they have not come in yet."),
        since=found.since,
        action=_("See who"),
        endpoint="organisations.accounts",
        values={"state": AccountState.INVITED.value},
    )


def failed_sign_ins(found: Found) -> Task:
    """Too many of one day."""
    return Task(
        title=_("Look at {n} failed sign-ins of today"),
        n=found.n,
        why=_("So many are seldom mistypes."),
        due=found.due,
        since=found.since,
        action=_("Look at them"),
        endpoint="organisations.trail",
        values={"kind": AuditKind.SIGN_IN_FAILED.value},
    )
