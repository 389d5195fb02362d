"""Requests to publish, published results and placements, seen from the organisations one may look into.

Nothing here finds a run before its publication except the questions officers ask (`places_of`,
`examples_of`, `reach_of`, `drift_of`); everything else starts from `MatchRound.published_run_id`. Students
who left take no place and are in no figure.
"""

from matching.placements.queries.figures import seats_in, seats_of_rounds, tally, tally_of_rounds
from matching.placements.queries.publication import (
    drift_of,
    enterprises_of,
    examples_of,
    open_request,
    places_of,
    reach_of,
    requests_of,
)
from matching.placements.queries.results import (
    NO_PLACE,
    WITHOUT,
    lapsed_at,
    lottery_number,
    placed_at,
    placement_of,
    result_of,
    results_in,
    waiting_in,
)
from matching.placements.queries.rounds import (
    one_published,
    one_published_to,
    published_in,
    published_run,
    published_to,
    rounds_to_lapse,
)

__all__ = [
    "NO_PLACE",
    "WITHOUT",
    "drift_of",
    "enterprises_of",
    "examples_of",
    "lapsed_at",
    "lottery_number",
    "one_published",
    "one_published_to",
    "open_request",
    "placed_at",
    "placement_of",
    "places_of",
    "published_in",
    "published_run",
    "published_to",
    "reach_of",
    "requests_of",
    "result_of",
    "results_in",
    "rounds_to_lapse",
    "seats_in",
    "seats_of_rounds",
    "tally",
    "tally_of_rounds",
    "waiting_in",
]
