"""What can be done to a round: its terms and course, places given by hand, runs."""

from matching.rounds.actions.by_hand import preassign, take_back
from matching.rounds.actions.rounds import (
    LABELS,
    Terms,
    create,
    edit,
    lock,
    open_,
    set_cohorts,
)
from matching.rounds.actions.runs import export, keep_run, start_run

__all__ = [
    "LABELS",
    "Terms",
    "create",
    "edit",
    "export",
    "keep_run",
    "lock",
    "open_",
    "preassign",
    "set_cohorts",
    "start_run",
    "take_back",
]
