"""How many wanted each slot of a run, at which place of their lists, and what became of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from matching.rounds.assembly.outcome import Answer

BUCKETS = 4  # first, second, third choice, all later ones together


class Demand(NamedTuple):
    """For one slot, in counts."""

    slot_id: int
    ranked: list[int]
    became: dict[str, int]


def demand_in(answers: Iterable[Answer]) -> list[Demand]:
    """From the explanations of a run; a slot nobody ranked is not in it."""
    ranked: defaultdict[int, list[int]] = defaultdict(lambda: [0] * BUCKETS)
    became: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        for one in answer.explanation:
            became[one["slot_id"]][one["reason"]] += 1
            if one["wish"] is not None:
                ranked[one["slot_id"]][min(one["wish"], BUCKETS) - 1] += 1
    return [Demand(slot_id, ranked[slot_id], dict(became[slot_id])) for slot_id in sorted(became)]
