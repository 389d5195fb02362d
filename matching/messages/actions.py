"""What an officer can do about a message that did not arrive."""

from matching.access.viewer import Viewer
from matching.audit.kinds import AuditKind
from matching.audit.record import record
from matching.db import db
from matching.jobs.queue import enqueue
from matching.kernel import clock
from matching.kernel.errors import refuse_if
from matching.messages.rules import why_not_again
from matching.outbox.enums import DeliveryState
from matching.outbox.models import Delivery
from matching.outbox.post import DELIVER


def send_again(delivery: Delivery, *, by: Viewer) -> None:
    """Due at once, with all its tries before it; one that came with a summary now goes out alone."""
    refuse_if(why_not_again(delivery))
    delivery.state, delivery.next_try_at = DeliveryState.WAITING, clock.now()
    delivery.attempts, delivery.reason, delivery.answer = 0, None, ""
    delivery.finished_at = delivery.carried_by_id = None
    db.session.flush()
    record(AuditKind.MESSAGE_AGAIN, delivery, by=by, letter=delivery.letter.kind.value)
    enqueue(DELIVER, by=by, payload={})
