"""Words and moves of publication and placements."""

from matching.kernel.labels import LabelledEnum

CONSENT_TEXT = "2026-11"  # the version of the text a student agrees to when accepting


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


MOVES = {
    PlacementState.OFFERED: frozenset(
        {PlacementState.ACCEPTED, PlacementState.DECLINED, PlacementState.LAPSED}
    ),
    PlacementState.ACCEPTED: frozenset[PlacementState](),
    PlacementState.DECLINED: frozenset[PlacementState](),
    PlacementState.LAPSED: frozenset[PlacementState](),
}
