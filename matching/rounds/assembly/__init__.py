"""The bridge between the tables, the law and the engine: the only door to both.

`findings` and `score` speak of one student at one slot, `Material` and `Snapshot` of a whole round,
`computed` answers it, `verified` proves a stored run again.
"""

from matching.rounds.assembly.eligibility import findings, is_barred, student_facts
from matching.rounds.assembly.lottery import draw, new_seed
from matching.rounds.assembly.scoring import Score, fit, score, way_km

__all__ = [
    "Score",
    "draw",
    "findings",
    "fit",
    "is_barred",
    "new_seed",
    "score",
    "student_facts",
    "way_km",
]
