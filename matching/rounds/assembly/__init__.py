"""The bridge between the tables, the law and the engine: the only door to both.

`findings` and `score` speak of one student at one slot; `gathered`, `frozen_input` and `computed` lead from
the tables of a round to a verified and explained answer; `verified` proves a stored run again; `told` is the
sentence of a rule in an explanation.
"""

from matching.rounds.assembly.choice import Choice, Choices, fits, with_few_slots
from matching.rounds.assembly.demand import BUCKETS, Demand, demand_in
from matching.rounds.assembly.eligibility import (
    findings,
    is_barred,
    student_facts,
)
from matching.rounds.assembly.gathering import Material, frozen_input, gathered
from matching.rounds.assembly.lottery import draw, keeps_its_promise, new_seed
from matching.rounds.assembly.outcome import (
    PREASSIGNED,
    PROMISED,
    WITHDRAWN,
    Answer,
    Outcome,
    computed,
    why_without,
)
from matching.rounds.assembly.scoring import FARTHEST_KM, Applicant, Score, applicant, fit, score, way_km
from matching.rounds.assembly.snapshot import Snapshot
from matching.rounds.assembly.told import told
from matching.rounds.assembly.verification import NotVerified, doubts, verified

__all__ = [
    "BUCKETS",
    "FARTHEST_KM",
    "PREASSIGNED",
    "PROMISED",
    "WITHDRAWN",
    "Answer",
    "Applicant",
    "Choice",
    "Choices",
    "Demand",
    "Material",
    "NotVerified",
    "Outcome",
    "Score",
    "Snapshot",
    "applicant",
    "computed",
    "doubts",
    "demand_in",
    "draw",
    "findings",
    "fit",
    "fits",
    "frozen_input",
    "gathered",
    "is_barred",
    "keeps_its_promise",
    "new_seed",
    "score",
    "student_facts",
    "told",
    "verified",
    "way_km",
    "why_without",
    "with_few_slots",
]
