"""Messages that did not arrive, as a task of whoever looks after those people."""

from collections.abc import Iterator

from matching.access.permissions import Permission as P
from matching.access.viewer import Viewer
from matching.dashboards.assembly.tasks import Task
from matching.db import db
from matching.kernel.i18n import _, _n
from matching.messages.enums import LedgerState
from matching.messages.queries import undelivered


def not_arrived(viewer: Viewer) -> Iterator[Task]:
    """One task, however many; what was read on the page meanwhile is none."""
    yield from see_to(db.session.scalar(undelivered(viewer.within(P.MESSAGE_SEE))) or 0)


def see_to(failed: int) -> Iterator[Task]:
    """The same, where the number came with other figures."""
    if failed:
        yield Task(
            title=_n(
                "See to {n} message that did not arrive", "See to {n} messages that did not arrive", failed
            ),
            n=failed,
            why=_("An address does not work, or the mail server was away."),
            action=_("See which"),
            endpoint="messages.index",
            values={"state": LedgerState.FAILED.value},
        )
