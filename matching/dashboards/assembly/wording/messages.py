"""How a matter about messages reads, for everybody who looks after them."""

from matching.dashboards.assembly.tasks import Task
from matching.kernel.i18n import _, _n
from matching.matters.found import Found
from matching.messages.enums import LedgerState


def undelivered(found: Found) -> Task:
    """One task, however many; what was read on the page meanwhile is none."""
    return Task(
        title=_n(
            "See to {n} message that did not arrive", "See to {n} messages that did not arrive", found.n
        ),
        n=found.n,
        why=_("An address does not work, or the mail server was away."),
        since=found.since,
        action=_("See which"),
        endpoint="messages.index",
        values={"state": LedgerState.FAILED.value},
    )
