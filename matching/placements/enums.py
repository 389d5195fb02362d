"""Words and moves of publication and placements."""

from matching.kernel.labels import LabelledEnum

CONSENT_TEXT = "2026-11"  # the version of the text a student agrees to when accepting
CONSENT_ON_PAPER = f"{CONSENT_TEXT} on paper"  # the student signed it, and the school keeps the sheet

LOOKED_AT = 10  # explanations each of the two officers reads before publishing

# A cut-off score is shown only where it cannot point at a single person (PIPL Art 25; ux decision 1).
CUTOFF_SEATS = 3
CUTOFF_APPLICANTS = 5
FEW_PEOPLE = 5  # an enterprise reads no smaller number of those who ranked a slot: it could name them


class RequestState(LabelledEnum):
    """A request to publish, waiting for the second officer."""

    OPEN = "open", "Waiting for the second officer", "info", "clock"
    WITHDRAWN = "withdrawn", "Taken back", "neutral", "x"
    CONFIRMED = "confirmed", "Confirmed", "ok", "check"


REQUEST_MOVES = {
    RequestState.OPEN: frozenset({RequestState.WITHDRAWN, RequestState.CONFIRMED}),
    RequestState.WITHDRAWN: frozenset[RequestState](),
    RequestState.CONFIRMED: frozenset[RequestState](),
}


class PlacementState(LabelledEnum):
    """What the student said."""

    OFFERED = "offered", "Waiting for an answer", "info", "clock"
    ACCEPTED = "accepted", "Accepted", "ok", "check"
    DECLINED = "declined", "Declined", "neutral", "x"
    LAPSED = "lapsed", "Not answered in time", "warn", "alert"


GIVEN_UP = frozenset({PlacementState.DECLINED, PlacementState.LAPSED})  # the seat is free again

MOVES = {
    PlacementState.OFFERED: frozenset(
        {PlacementState.ACCEPTED, PlacementState.DECLINED, PlacementState.LAPSED}
    ),
    PlacementState.ACCEPTED: frozenset({PlacementState.DECLINED}),  # the consent was taken back
    PlacementState.DECLINED: frozenset[PlacementState](),
    PlacementState.LAPSED: frozenset[PlacementState](),
}


class Answer(LabelledEnum):
    """What may be answered."""

    ACCEPT = "accept", "Accept this place"
    DECLINE = "decline", "Decline this place"


class Outcome(LabelledEnum):
    """What became of one wish, as the frozen explanation names it."""

    PLACED = "placed", "Placed", "ok", "check"
    OUTRANKED = "outranked", "Not placed", "neutral", "x"
    INELIGIBLE = "ineligible", "Not eligible", "warn", "alert"
    NOT_NEEDED = "not_needed", "Not needed", "neutral", "minus"
    WITHDRAWN = "withdrawn", "No longer in the round", "warn", "alert"
    PREASSIGNED = "preassigned", "Given before the match", "ok", "check"


class Claim(LabelledEnum):
    """What the certificate of a run proves, in the words of the result page."""

    NO_QUEUE_JUMPING = "no_queue_jumping", "Nobody jumped the queue"
    NO_WASTED_SEAT = "no_wasted_seat", "No seat was wasted"
    NO_BARRED_PLACE = "no_barred_place", "Nobody is where the rules forbid it"
    NO_OVERFULL_SLOT = "no_overfull_slot", "No slot got more students than seats"
    BEST_POSSIBLE = "best_possible", "No better fair result"
