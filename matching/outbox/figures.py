"""How the letters stand, for the monitoring."""

from collections.abc import Iterator
from itertools import product

from prometheus_client.core import GaugeMetricFamily, Metric

from matching.db import db
from matching.outbox.enums import Channel, DeliveryState
from matching.outbox.queries import deliveries_by_state, how_many_unplanned

TOLD = (DeliveryState.HELD, DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.FAILED)


def figures() -> Iterator[Metric]:
    """Letters nobody has planned yet; deliveries that wait, and those that did not arrive."""
    unplanned = db.session.scalar(how_many_unplanned()) or 0
    yield GaugeMetricFamily("matching_letters_unplanned", "Letters no worker has seen yet.", value=unplanned)
    counted = {(channel, state): n for channel, state, n in db.session.execute(deliveries_by_state(TOLD))}
    letters = GaugeMetricFamily(
        "matching_deliveries", "Letters not delivered, by channel and state.", labels=["channel", "state"]
    )
    for channel, state in product(Channel, TOLD):
        letters.add_metric([channel.value, state.value], counted.get((channel, state), 0))
    yield letters
