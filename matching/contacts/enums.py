"""Words and limits of addresses for messages."""

from matching.kernel.labels import LabelledEnum

CODE_DIGITS = 6
CODE_MINUTES = 10
WRONG_CODES = 5  # tries a code
CODES_AN_HOUR = 5  # an account and channel, and an address whoever asks
LONGEST_EMAIL = 120
CODE_JOB = "contacts.code"
FORMER_JOB = "contacts.former"  # tells an address that it is not used any more


class ClaimState(LabelledEnum):
    """How far a new address is from being used."""

    ASKED = "asked", "A code is being sent", "info", "clock"
    CODED = "coded", "Waits for its code", "info", "clock"
    NOT_SENT = "not_sent", "The code could not be sent", "bad", "alert"


MOVES = {
    ClaimState.ASKED: frozenset({ClaimState.CODED}),
    ClaimState.CODED: frozenset({ClaimState.NOT_SENT, ClaimState.ASKED}),
    ClaimState.NOT_SENT: frozenset({ClaimState.ASKED}),
}
