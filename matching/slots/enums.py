"""Words and limits of slots. Venue, intensity and pay form are the law's words: matching.law."""

from matching.kernel.labels import LabelledEnum

MOST_SEATS = 500
MOST_MAJORS = 20
PAGE = 50


class SlotState(LabelledEnum):
    """Whether students can choose it."""

    OPEN = "open", "Open", "ok", "check"
    WITHDRAWN = "withdrawn", "Withdrawn", "neutral", "x"


MOVES = {
    SlotState.OPEN: frozenset({SlotState.WITHDRAWN}),
    SlotState.WITHDRAWN: frozenset[SlotState](),
}


class Sort(LabelledEnum):
    """In which order a list comes."""

    START = "start", "Earliest start first"
    PAY = "pay", "Highest pay first"
    SEATS = "seats", "Most seats first"
    NEWEST = "newest", "Newest first"
