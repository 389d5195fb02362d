"""Words and limits of slots. Venue, intensity and pay form are the law's words: matching.law."""

from matching.kernel.labels import LabelledEnum

MOST_SEATS = 500
MOST_MAJORS = 20
MOST_STAFF = 1_000_000
MOST_PAY = 100_000
FARTHEST_YEARS = 3  # how many years ahead a slot may start or end
LONGEST_TITLE = 60
SHORTEST_WORK = 10
LONGEST_WORK = 1000
LONGEST_ADDRESS = 120
LONGEST_REQUIREMENTS = 500
LONGEST_FILING = 60
SHORTEST_REASON = 5
LONGEST_REASON = 500


class SlotState(LabelledEnum):
    """Whether students can choose it."""

    OPEN = "open", "Open", "ok", "check"
    WITHDRAWN = "withdrawn", "No longer offered", "neutral", "x"


MOVES = {
    SlotState.OPEN: frozenset({SlotState.WITHDRAWN}),
    SlotState.WITHDRAWN: frozenset[SlotState](),
}


class Answer(LabelledEnum):
    """What a line of the compliance list says."""

    BLOCKS = "blocks", "Does not pass", "bad", "x"
    NOTED = "noted", "Passes with a note", "warn", "alert"
    TOLD = "told", "For information", "info", "info"
    PASSES = "passes", "Passes", "ok", "check"
    DECLARED = "declared", "Declared by the enterprise", "neutral", "doc"
