"""Requests to publish, published results and placements, seen from the organisations one may look into.

What is asked of a run is asked by its id. Only officers' pages name the newest run; everything else hands in
`MatchRound.published_run_id`, and gets nothing before the publication. Students who left are in no figure.
"""

from matching.placements.queries.figures import (
    demand_for,
    left_of,
    seats_in,
    seats_of_rounds,
    tally,
    tally_of_rounds,
)
from matching.placements.queries.publication import (
    drift_of,
    enterprises_in,
    enterprises_of,
    looks_of,
    open_request,
    places_of,
    reach_of,
    requests_of,
    schools_of_run,
    students_of_run,
)
from matching.placements.queries.results import (
    BY_HAND,
    LATER,
    NO_PLACE,
    WITHOUT,
    is_answered,
    is_choice,
    lapsed_at,
    lottery_number,
    placed_at,
    placement_of,
    result_of,
    results_in,
    said_of,
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
    "BY_HAND",
    "LATER",
    "NO_PLACE",
    "WITHOUT",
    "demand_for",
    "drift_of",
    "enterprises_in",
    "enterprises_of",
    "is_answered",
    "is_choice",
    "lapsed_at",
    "left_of",
    "looks_of",
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
    "said_of",
    "schools_of_run",
    "seats_in",
    "seats_of_rounds",
    "students_of_run",
    "tally",
    "tally_of_rounds",
    "waiting_in",
]
