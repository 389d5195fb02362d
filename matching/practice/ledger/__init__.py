"""The five-year ledger of a teacher: values in, values out, whoever keeps them.

Evidence claims days; ``settled`` gives each day to the one evidence that counts for it; ``standing`` reads a
rolling window off that: days, gap, and the dates that follow.
"""

from matching.practice.ledger.days import (
    Evidence,
    EvidenceState,
    Stretch,
    Tally,
    added,
    inside,
    settled,
    tally,
    yearly,
)
from matching.practice.ledger.standing import Outlook, Standing, standing, window

__all__ = [
    "Evidence",
    "EvidenceState",
    "Outlook",
    "Standing",
    "Stretch",
    "Tally",
    "added",
    "inside",
    "settled",
    "standing",
    "tally",
    "window",
    "yearly",
]
