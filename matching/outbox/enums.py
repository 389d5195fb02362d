"""How letters leave the house: topics, channels, the states of a delivery, and when it is tried again."""

from datetime import timedelta

from matching.kernel.labels import LabelledEnum

LONGEST_ANSWER = 40
MOST_REFUSALS = 3  # after so many final refusals in a row an address counts as not working
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
UNSURE_AFTER = timedelta(minutes=15)  # a letter handed on and never heard of again


class Channel(LabelledEnum):
    """A way out of the house; the notifications page is none, every letter stands there."""

    EMAIL = "email", "E-mail"
    SMS = "sms", "Text message"


class Topic(LabelledEnum):
    """What a letter is about: what people switch on and off."""

    SECURITY = "security", "Account and security"
    ROUNDS = "rounds", "Rounds and wishes"
    RESULTS = "results", "Results and answers"
    PRACTICE = "practice", "Teachers' practice"
    VISITS = "visits", "Visits"
    SUMMARY = "summary", "The summary of the day"


class Urgency(LabelledEnum):
    """Whether a letter goes out at once, or waits for the next summary."""

    NOW = "now", "At once"
    SUMMARY = "summary", "With the next summary"


class DeliveryState(LabelledEnum):
    """Where one letter is on one channel."""

    HELD = "held", "Comes with the next summary", "info", "clock"
    WAITING = "waiting", "Waiting to be sent", "info", "clock"
    SENDING = "sending", "Being sent", "info", "clock"
    SENT = "sent", "Sent", "ok", "check"
    FAILED = "failed", "Not delivered", "bad", "alert"
    SKIPPED = "skipped", "Not sent", "neutral", "x"


class Reason(LabelledEnum):
    """Why a letter was not delivered, or was not even tried."""

    MUTED = "muted", "This topic is switched off"
    READ = "read", "It was read on the page first"
    NO_ADDRESS = "no_address", "There is no confirmed address any more"
    NOT_WORKING = "not_working", "The address does not work"
    NO_SUCH_ADDRESS = "no_such_address", "The address does not exist"
    TURNED_DOWN = "turned_down", "The other side did not take the message"
    NOT_REACHED = "not_reached", "The other side could not be reached"
    UNSURE = "unsure", "The connection broke off: nobody knows whether it arrived"
    NOT_WRITTEN = "not_written", "The message could not be written; this is our fault"


OVER = frozenset({DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SKIPPED})

MOVES = {
    DeliveryState.HELD: frozenset(
        {DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SKIPPED}
    ),
    DeliveryState.WAITING: frozenset({DeliveryState.SENDING, DeliveryState.SKIPPED}),
    DeliveryState.SENDING: frozenset(
        {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.WAITING, DeliveryState.SKIPPED}
    ),
    DeliveryState.SENT: frozenset[DeliveryState](),
    DeliveryState.FAILED: frozenset({DeliveryState.WAITING}),
    DeliveryState.SKIPPED: frozenset[DeliveryState](),
}
