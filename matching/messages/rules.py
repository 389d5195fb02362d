"""Whether a message may be sent once more."""

from matching.kernel.i18n import _
from matching.outbox.enums import MOVES, DeliveryState
from matching.outbox.models import Delivery


def why_not_again(delivery: Delivery) -> str | None:
    """Only what failed; what is on its way or arrived is left alone."""
    if DeliveryState.WAITING not in MOVES[delivery.state] or delivery.state is DeliveryState.HELD:
        return _("Only a message that was not delivered can be sent again.")
    return None
